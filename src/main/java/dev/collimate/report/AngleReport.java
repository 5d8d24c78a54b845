package dev.collimate.report;

import dev.collimate.data.RowChecks;
import dev.collimate.data.RowProblem;
import dev.collimate.evaluation.AngleStatistics;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.commons.text.CaseUtils;

/** Statistics of angles as keys of a result. */
public final class AngleReport {
    private AngleReport() {}

    /** Adds what the checks of rows counted. */
    public static Result putRows(Result result, RowChecks checks) {
        return putSkipped(result.put("rows", checks.accepted()), checks);
    }

    /** Adds the counts of rows left out, and of zero inputs. */
    static Result putSkipped(Result result, RowChecks checks) {
        result.put("skippedRows", checks.rejected());
        if (checks.zeroInputs() > 0) {
            result.put("zeroInputs", checks.zeroInputs());
        }
        if (checks.rejected() == 0) {
            return result;
        }
        Result reasons = new Result();
        for (RowProblem problem : RowProblem.values()) {
            if (checks.rejected(problem) > 0) {
                reasons.put(CaseUtils.toCamelCase(problem.name(), false, '_'), checks.rejected(problem));
            }
        }
        return result.put("skippedBy", reasons);
    }

    /**
     * Adds the statistics of predictions, and of what they are to be compared with.
     *
     * @param loss its name
     * @param identity empty where features and actuals differ in length
     */
    public static Result putStatistics(
            Result result,
            String loss,
            AngleStatistics predictions,
            AngleStatistics meanVector,
            Optional<AngleStatistics> identity) {
        Result baselines = new Result().put("meanVector", putSummary(new Result(), meanVector));
        identity.ifPresent(statistics -> baselines.put("identity", putSummary(new Result(), statistics)));
        return result.put("undirectedPredictions", predictions.undirectedPredictions())
                .put("loss", loss)
                .put("meanLoss", predictions.meanLoss())
                .put("meanCosine", predictions.meanCosine())
                .put("meanAngleDegrees", predictions.meanDegrees())
                .put("meanAngleMarginDegrees", predictions.meanMarginDegrees())
                .put("medianAngleDegrees", predictions.percentileDegrees(0.5))
                .put("p90AngleDegrees", predictions.percentileDegrees(0.9))
                .put("p99AngleDegrees", predictions.percentileDegrees(0.99))
                .put("rmseAngleDegrees", predictions.rootMeanSquareDegrees())
                .put("within", within(predictions))
                .put("baselines", baselines);
    }

    /** Adds mean and median alone. */
    public static Result putSummary(Result result, AngleStatistics statistics) {
        return result.put("meanAngleDegrees", statistics.meanDegrees())
                .put("medianAngleDegrees", statistics.percentileDegrees(0.5));
    }

    private static Result within(AngleStatistics statistics) {
        Result shares = new Result();
        double[] degrees = statistics.withinDegrees();
        for (int i = 0; i < degrees.length; i++) {
            shares.put(plain(degrees[i]), statistics.shareWithin(i));
        }
        return shares;
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
