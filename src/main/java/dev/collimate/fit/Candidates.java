package dev.collimate.fit;

import dev.collimate.data.PairShape;
import dev.collimate.map.LinearMap;
import dev.collimate.moments.ClosedForms;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The maps that a selection chooses from. */
final class Candidates {
    /** Ridges, as parts of the mean variance of the inputs. */
    private static final double[] RIDGES = {0.01, 0.1, 1};

    private Candidates() {}

    /** By name: the fitted map first, then what moments give. */
    static Map<String, FittedMap> of(FittedMap fitted, ClosedForms forms, PairShape shape) {
        Map<String, FittedMap> candidates = new LinkedHashMap<>();
        candidates.put("the fitted map", fitted);
        Baseline.of(forms, shape).forEach(baseline -> candidates.put(baseline.name(), baseline.fitted()));
        LinearMap linear = new LinearMap(shape.inputDim(), shape.outputDim(), true);
        for (double part : RIDGES) {
            double ridge = part * forms.meanInputVariance(true);
            candidates.put(
                    String.format(Locale.ROOT, "least squares, ridge %.3g", ridge),
                    new FittedMap(linear, forms.leastSquares(true, ridge).parameters()));
        }
        return candidates;
    }
}
