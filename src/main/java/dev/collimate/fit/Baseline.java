package dev.collimate.fit;

import dev.collimate.cluster.ResourceScope;
import dev.collimate.data.PairShape;
import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.DistributedMoments;
import dev.collimate.map.LinearMap;
import dev.collimate.moments.ClosedForms;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A map that one pass of moments gives, to compare fitted ones with. */
public record Baseline(String name, FittedMap fitted) {
    static final String LEAST_SQUARES = "least squares";

    /** What moments of pairs of {@code shape} give. */
    static List<Baseline> of(ClosedForms forms, PairShape shape) {
        LinearMap plain = new LinearMap(shape.inputDim(), shape.outputDim(), false);
        LinearMap centred = new LinearMap(shape.inputDim(), shape.outputDim(), true);
        return List.of(
                new Baseline("orthogonal", new FittedMap(plain, forms.orthogonal())),
                new Baseline("orthogonal, centred", new FittedMap(centred, forms.centredOrthogonal())),
                new Baseline(
                        LEAST_SQUARES,
                        new FittedMap(centred, forms.leastSquares(true, 0).parameters())));
    }

    /**
     * Fits the baselines to pairs, in one pass.
     *
     * @throws dev.collimate.data.BadDataException if rows cannot be used
     */
    public static List<Baseline> fit(Dataset<Row> rows, FitSettings settings) {
        ExecutionSettings execution = settings.execution();
        try (ResourceScope scope = new ResourceScope()) {
            BlockDataset blocks = FitRows.source(rows, settings).load(scope);
            ClosedForms forms = new ClosedForms(
                    DistributedMoments.collect(blocks, execution.blas(), execution.aggregator()), execution.blas());
            return of(forms, blocks.shape());
        }
    }
}
