package dev.collimate.ml;

import dev.collimate.evaluation.AngleStatistics;
import dev.collimate.loss.CosineLoss;
import dev.collimate.ml.param.HasMaxSkippedFraction;
import dev.collimate.ml.param.HasPredictionColumns;
import dev.collimate.ml.param.HasWeight;
import dev.collimate.ml.param.Rule;
import dev.collimate.rows.PairColumns;
import dev.collimate.storage.StageReader;
import dev.collimate.storage.StageWriter;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;

/**
 * Weighted statistics of the angles between predicted and actual vectors, as one number for tuning:
 *
 * <ul>
 *   <li>{@code meanAngle} (the default), {@code medianAngle}, {@code p90Angle}: in degrees, smaller is better; the
 *       percentiles are off by at most {@value AngleStatistics#PERCENTILE_ERROR_DEGREES} degrees
 *   <li>{@code meanCosine}: in [-1, 1], larger is better
 *   <li>{@code within}: the share, in [0, 1], of angles of at most {@code withinDegrees}; larger is better
 * </ul>
 *
 * A zero prediction counts as at 90 degrees. A zero actual has no direction: such rows, and all others that cannot be
 * used, are bad rows.
 */
public final class AngleEvaluator extends Evaluator
        implements HasMaxSkippedFraction<AngleEvaluator>, HasWeight<AngleEvaluator>, MLWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final HasPredictionColumns.Declared predictionColumns;
    private final HasMaxSkippedFraction.Declared skipping;
    private final HasWeight.Declared weightColumn;
    private final Param<String> metricName;
    private final DoubleParam withinDegrees;

    public AngleEvaluator() {
        this(Identifiable$.MODULE$.randomUID("angleEvaluator"));
    }

    public AngleEvaluator(String uid) {
        this.uid = uid;
        this.predictionColumns = new HasPredictionColumns.Declared(this);
        this.skipping = new HasMaxSkippedFraction.Declared(this);
        this.weightColumn = new HasWeight.Declared(this);
        this.metricName = new Param<>(
                this,
                "metricName",
                "metric to evaluate: " + String.join(", ", AngleMetric.names()),
                Rule.oneOf("metricName", AngleMetric.names()));
        setDefault(metricName, "meanAngle");
        this.withinDegrees = new DoubleParam(
                this,
                "withinDegrees",
                "largest angle that the metric within counts, in degrees, in [0, 180]",
                Rule.between("withinDegrees", 0, 180));
        setDefault(withinDegrees, 30.0);
    }

    public static MLReader<AngleEvaluator> read() {
        return new StageReader<>(AngleEvaluator.class, AngleEvaluator::new);
    }

    /** Loads a saved evaluator. */
    public static AngleEvaluator load(String path) {
        return read().load(path);
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public HasPredictionColumns.Declared predictionColumns() {
        return predictionColumns;
    }

    @Override
    public HasMaxSkippedFraction.Declared skipping() {
        return skipping;
    }

    @Override
    public HasWeight.Declared weightColumn() {
        return weightColumn;
    }

    public Param<String> metricName() {
        return metricName;
    }

    public String getMetricName() {
        return getOrDefault(metricName);
    }

    public AngleEvaluator setMetricName(String value) {
        set(metricName, value);
        return this;
    }

    public DoubleParam withinDegrees() {
        return withinDegrees;
    }

    public double getWithinDegrees() {
        return (double) getOrDefault(withinDegrees);
    }

    public AngleEvaluator setWithinDegrees(double value) {
        set(withinDegrees, value);
        return this;
    }

    @Override
    public boolean isLargerBetter() {
        return AngleMetric.of(getMetricName()).isLargerBetter();
    }

    /**
     * The metric over all rows.
     *
     * @throws IllegalArgumentException if a column is missing or of a wrong type, predictions and actuals differ in
     *     length, or no row has a weight above 0
     * @throws dev.collimate.data.BadDataException if there is no row, or one that cannot be used and badRows is fail
     */
    @Override
    public double evaluate(Dataset<?> dataset) {
        PairColumns columns = new PairColumns(getPredictionCol(), getLabelCol(), weightColOrNull(), null);
        AngleStatistics statistics = new PairEvaluation(
                        columns, new CosineLoss(), requireFailOrSkip(), getMaxSkippedFraction())
                .statistics(dataset.toDF(), getWithinDegrees());
        if (statistics.weight() == 0) {
            throw new IllegalArgumentException("the weights in column " + getWeightCol() + " of all "
                    + statistics.rows() + " rows are 0; at least one must be above 0");
        }
        return AngleMetric.of(getMetricName()).of(statistics);
    }

    @Override
    public AngleEvaluator copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    @Override
    public MLWriter write() {
        return new StageWriter(this);
    }
}
