package dev.collimate.fit;

import dev.collimate.cluster.ResourceScope;
import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.DistributedEvaluation;
import dev.collimate.distributed.DistributedEvaluation.PredictorFactory;
import dev.collimate.evaluation.AngleStatistics;
import dev.collimate.loss.AngularLoss;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.Floats;
import dev.collimate.moments.ClosedForms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures a fitted map beside what less work would have given, all in one job over the validation rows. */
final class Comparisons {
    private final BlockDataset training;
    private final BlockDataset validation;
    private final AngularLoss loss;
    private final BlasChoice blas;

    Comparisons(BlockDataset training, BlockDataset validation, AngularLoss loss, BlasChoice blas) {
        this.training = training;
        this.validation = validation;
        this.loss = loss;
        this.blas = blas;
    }

    /** @param closedForms empty where no moments were collected; then only what needs none is compared */
    List<Comparison> measure(Optional<ClosedForms> closedForms, Comparison.Candidate fitted) {
        List<Comparison.Candidate> candidates = new ArrayList<>();
        if (training.shape().inputDim() == training.shape().outputDim()) {
            candidates.add(new Comparison.Candidate(Comparison.IDENTITY, "", 0, null, null));
        }
        double[] mean =
                closedForms.map(ClosedForms::meanActual).orElseGet(() -> DistributedEvaluation.meanActual(training));
        candidates.add(new Comparison.Candidate(Comparison.MEAN_VECTOR, "", 1, null, mean));
        closedForms.ifPresent(forms -> Baseline.of(forms, training.shape()).stream()
                .map(Comparisons::closed)
                .forEach(candidates::add));
        candidates.add(fitted);
        try (ResourceScope scope = new ResourceScope()) {
            List<PredictorFactory> predictors = candidates.stream()
                    .map(candidate -> predictor(candidate, scope))
                    .toList();
            List<AngleStatistics> statistics = DistributedEvaluation.evaluate(validation, loss, predictors);
            List<Comparison> comparisons = new ArrayList<>();
            for (int i = 0; i < candidates.size(); i++) {
                Comparison.Candidate candidate = candidates.get(i);
                comparisons.add(
                        new Comparison(candidate.name(), candidate.solver(), candidate.passes(), statistics.get(i)));
            }
            return comparisons;
        }
    }

    private static Comparison.Candidate closed(Baseline baseline) {
        FittedMap fitted = baseline.fitted();
        return new Comparison.Candidate(baseline.name(), Solvers.CLOSED_FORM, 1, fitted.map(), fitted.parameters());
    }

    private PredictorFactory predictor(Comparison.Candidate candidate, ResourceScope scope) {
        if (candidate.map() != null) {
            return DistributedEvaluation.map(
                    candidate.map(), Floats.of(candidate.parameters()), blas, validation, scope);
        }
        return candidate.parameters() == null
                ? DistributedEvaluation.identity()
                : DistributedEvaluation.constant(candidate.parameters());
    }
}
