package dev.collimate.fit;

import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.DistributedFunction;
import dev.collimate.distributed.PassListener;
import dev.collimate.distributed.PassReport;
import dev.collimate.objective.AngularObjective;
import java.util.ArrayList;
import java.util.List;

/** The pass at a map's own parameters, over the training rows, of a map that was chosen among others. */
final class FinalPass {
    private FinalPass() {}

    /** @param passes over the data so far */
    static PassReport of(
            FittedMap chosen, FitSettings settings, BlockDataset training, int passes, PassListener listener) {
        List<PassReport> reports = new ArrayList<>();
        new DistributedFunction(
                        new AngularObjective(chosen.map(), settings.loss(), settings.reduction()),
                        training,
                        new DistributedFunction.Settings(
                                settings.execution().blas(),
                                settings.execution().aggregator(),
                                1,
                                settings.search().seed(),
                                passes),
                        report -> {
                            reports.add(report);
                            listener.passed(report);
                        })
                .evaluate(chosen.parameters());
        return reports.get(0);
    }
}
