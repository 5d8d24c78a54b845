package dev.collimate.moments;

import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;
import java.util.HashMap;
import java.util.Map;

/**
 * What closed forms of the same rows are solved from: each matrix is decomposed once, and starts, baselines, references and
 * candidates share what was found. For one thread.
 */
final class SharedDecompositions {
    private final MomentFolds folds;
    private final MomentSums moments;
    private final DoubleMatrix inputMoment;
    private final BlasChoice choice;
    private final LinearAlgebra algebra;
    private final Map<Boolean, StandardisedInputs> standardised = new HashMap<>();
    private final Map<Boolean, Procrustes> procrustes = new HashMap<>();
    private final Map<Boolean, LinearRidge> ridges = new HashMap<>();
    private Ridged last;

    /** Inputs with the ridge that was asked for last: candidates often share theirs, and of others none is kept. */
    private record Ridged(boolean centred, double weightedRidge, StandardisedInputs inputs) {}

    /** @param moments of all rows of the folds */
    SharedDecompositions(MomentFolds folds, MomentSums moments, BlasChoice choice) {
        this.folds = folds;
        this.moments = moments;
        this.inputMoment = moments.inputMoment();
        this.choice = choice;
        this.algebra = LinearAlgebra.of(choice);
    }

    /** What an intercept does to the inputs' moments, which are held as a whole once. */
    Centring centring(boolean centred) {
        return new Centring(inputMoment, centred);
    }

    /** @param centred whether inputs are less their mean, as where a map has an intercept */
    StandardisedInputs inputs(boolean centred) {
        return standardised.computeIfAbsent(centred, key -> StandardisedInputs.of(centring(key), 0, algebra));
    }

    /** @param weightedRidge above 0; times the sum of the weights */
    StandardisedInputs inputs(boolean centred, double weightedRidge) {
        if (last == null || last.centred != centred || last.weightedRidge != weightedRidge) {
            last = null;
            last = new Ridged(centred, weightedRidge, StandardisedInputs.of(centring(centred), weightedRidge, algebra));
        }
        return last.inputs;
    }

    /** Of the rows that are not held back, judged on those that are. */
    LinearRidge linearRidge(boolean centred) {
        return ridges.computeIfAbsent(centred, key -> new LinearRidge(folds, key, choice));
    }

    Procrustes procrustes(boolean centred) {
        return procrustes.computeIfAbsent(
                centred, key -> new Procrustes(moments, centring(key), Blas.of(choice), algebra));
    }
}
