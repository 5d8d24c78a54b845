package dev.collimate.ml;

import dev.collimate.distributed.DocumentSource;
import dev.collimate.distributed.MappedSide;
import dev.collimate.evaluation.NeighbourMeasures;
import dev.collimate.evaluation.RetrievalSummary;
import dev.collimate.math.BlasChoice;
import dev.collimate.ml.param.HasMaxSkippedFraction;
import dev.collimate.ml.param.HasPredictionColumns;
import dev.collimate.ml.param.Rule;
import dev.collimate.rows.PairColumns;
import dev.collimate.storage.StageReader;
import dev.collimate.storage.StageWriter;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;

/**
 * What share of search results survives predictions, as one number for tuning: the rows are documents, of which some ask,
 * and the truth is what actual vectors find among actual vectors; see {@link NeighbourMeasures}. Larger is better.
 */
public final class RetrievalEvaluator extends Evaluator
        implements HasMaxSkippedFraction<RetrievalEvaluator>, MLWritable {
    private static final long serialVersionUID = 1L;
    private static final NeighbourMeasures MEASURES = new NeighbourMeasures(1, 10, 100);

    private final String uid;
    private final HasPredictionColumns.Declared predictionColumns;
    private final HasMaxSkippedFraction.Declared skipping;
    private final Param<String> metricName;
    private final Param<String> mapped;
    private final IntParam maxQueries;

    public RetrievalEvaluator() {
        this(Identifiable$.MODULE$.randomUID("retrievalEvaluator"));
    }

    public RetrievalEvaluator(String uid) {
        this.uid = uid;
        this.predictionColumns = new HasPredictionColumns.Declared(this);
        this.skipping = new HasMaxSkippedFraction.Declared(this);
        this.metricName = new Param<>(
                this,
                "metricName",
                "metric to evaluate: " + String.join(", ", MEASURES.names()),
                Rule.oneOf("metricName", MEASURES.names()));
        setDefault(metricName, "recall@10");
        this.mapped = new Param<>(
                this,
                "mapped",
                "side that predictions stand on: query (predictions ask labels) or store (labels ask predictions); must be"
                        + " set, as it changes which of two maps is better",
                Rule.oneOf("mapped", MappedSide.names()));
        this.maxQueries = new IntParam(
                this,
                "maxQueries",
                "rows that ask, at most; drawn by a hash of their number",
                Rule.between("maxQueries", 1, Integer.MAX_VALUE));
        setDefault(maxQueries, 2000);
    }

    public static MLReader<RetrievalEvaluator> read() {
        return new StageReader<>(RetrievalEvaluator.class, RetrievalEvaluator::new);
    }

    /** Loads a saved evaluator. */
    public static RetrievalEvaluator load(String path) {
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

    public Param<String> metricName() {
        return metricName;
    }

    public String getMetricName() {
        return getOrDefault(metricName);
    }

    public RetrievalEvaluator setMetricName(String value) {
        set(metricName, value);
        return this;
    }

    public Param<String> mapped() {
        return mapped;
    }

    public String getMapped() {
        return getOrDefault(mapped);
    }

    public RetrievalEvaluator setMapped(String value) {
        set(mapped, value);
        return this;
    }

    public IntParam maxQueries() {
        return maxQueries;
    }

    public int getMaxQueries() {
        return (int) getOrDefault(maxQueries);
    }

    public RetrievalEvaluator setMaxQueries(int value) {
        set(maxQueries, value);
        return this;
    }

    @Override
    public boolean isLargerBetter() {
        return true;
    }

    /**
     * The metric over the rows.
     *
     * @throws IllegalArgumentException if mapped is not set, a column is missing or of a wrong type, or predictions and
     *     actuals differ in length
     * @throws dev.collimate.data.BadDataException if there are too few rows, or one that cannot be used and badRows is fail
     */
    @Override
    public double evaluate(Dataset<?> dataset) {
        if (!isSet(mapped)) {
            throw new IllegalArgumentException("set mapped to " + String.join(" or ", MappedSide.names())
                    + ": it changes which of two maps is better");
        }
        RetrievalSummary summary = new RetrievalEvaluation(new RetrievalEvaluation.Settings(
                        MEASURES.forMeasure(getMetricName()),
                        MappedSide.of(getMapped()),
                        false,
                        getMaxQueries(),
                        0,
                        0,
                        requireFailOrSkip(),
                        getMaxSkippedFraction(),
                        BlasChoice.AUTO))
                .ofPredictions(
                        getPredictionCol(),
                        new DocumentSource.Tables(
                                dataset.toDF(),
                                List.of(),
                                false,
                                new PairColumns(getPredictionCol(), getLabelCol(), null, null),
                                Optional.empty()))
                .summary();
        return summary.value(summary.searches().get(1), getMetricName()).value();
    }

    @Override
    public RetrievalEvaluator copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    @Override
    public MLWriter write() {
        return new StageWriter(this);
    }
}
