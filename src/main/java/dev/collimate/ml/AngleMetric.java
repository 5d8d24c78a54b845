package dev.collimate.ml;

import dev.collimate.evaluation.AngleStatistics;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What an {@link AngleEvaluator} reads off the statistics of angles, which count one share. */
enum AngleMetric {
    MEAN_ANGLE("meanAngle", false, AngleStatistics::meanDegrees),
    MEDIAN_ANGLE("medianAngle", false, statistics -> statistics.percentileDegrees(0.5)),
    P90_ANGLE("p90Angle", false, statistics -> statistics.percentileDegrees(0.9)),
    MEAN_COSINE("meanCosine", true, AngleStatistics::meanCosine),
    WITHIN("within", true, statistics -> statistics.shareWithin(0));

    private final String metricName;
    private final boolean largerBetter;
    private final ToDoubleFunction<AngleStatistics> value;

    AngleMetric(String metricName, boolean largerBetter, ToDoubleFunction<AngleStatistics> value) {
        this.metricName = metricName;
        this.largerBetter = largerBetter;
        this.value = value;
    }

    static List<String> names() {
        return Arrays.stream(values()).map(metric -> metric.metricName).toList();
    }

    /** The metric of a name of {@link #names}. */
    static AngleMetric of(String name) {
        return Arrays.stream(values())
                .filter(metric -> metric.metricName.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the metric must be one of " + String.join(", ", names()) + ", but was " + name));
    }

    boolean isLargerBetter() {
        return largerBetter;
    }

    double of(AngleStatistics statistics) {
        return value.applyAsDouble(statistics);
    }
}
