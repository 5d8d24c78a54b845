package dev.collimate.ml;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.array_repeat;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.when;

import dev.collimate.data.BadDataException;
import dev.collimate.data.PairShape;
import dev.collimate.distributed.DistributedEvaluation.PredictorFactory;
import dev.collimate.distributed.DocumentSource;
import dev.collimate.distributed.MappedSide;
import dev.collimate.distributed.RetrievalSearch;
import dev.collimate.evaluation.BlockPredictor;
import dev.collimate.math.FloatMatrix;
import dev.collimate.rows.PairColumns;
import dev.collimate.rows.VectorColumn;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Predictions that are there beside the inputs that they were made from: one column holds each row's input and behind it its
 * prediction, so that searches with either share one pass.
 */
public final class InputsAndPredictions {
    private static final String COLUMN = "inputs and predictions";

    private final String features;
    private final String predictions;
    private final int inputDim;
    private final int predictionDim;

    private InputsAndPredictions(String features, String predictions, int inputDim, int predictionDim) {
        this.features = features;
        this.predictions = predictions;
        this.inputDim = inputDim;
        this.predictionDim = predictionDim;
    }

    /**
     * Of the lengths that the first row has which has both.
     *
     * @throws BadDataException if there is none
     */
    public static InputsAndPredictions of(Dataset<Row> rows, String features, String predictions) {
        Column input = floats(rows, features);
        Column prediction = floats(rows, predictions);
        List<Row> first = rows.where(size(input).gt(0).and(size(prediction).gt(0)))
                .select(size(input), size(prediction))
                .takeAsList(1);
        if (first.isEmpty()) {
            throw new BadDataException("no row has vectors in both columns " + features + " and " + predictions
                    + "; name two columns of vectors");
        }
        return new InputsAndPredictions(
                features, predictions, first.get(0).getInt(0), first.get(0).getInt(1));
    }

    /** The tables with both as features. */
    public DocumentSource.Tables joined(DocumentSource.Tables tables) {
        return new DocumentSource.Tables(
                joined(tables.input()),
                tables.corpus().stream().map(this::joined).toList(),
                tables.corpusOnly(),
                new PairColumns(COLUMN, tables.columns().label(), null, null),
                tables.key());
    }

    /** A row that has no direction in a part has none in all, and one whose parts are of other lengths has another length. */
    private Dataset<Row> joined(Dataset<Row> rows) {
        Column input = floats(rows, features);
        Column prediction = floats(rows, predictions);
        Column both = concat(input, prediction);
        Column exchanged =
                size(both).equalTo(inputDim + predictionDim).and(size(input).notEqual(inputDim));
        return rows.withColumn(
                COLUMN,
                when(isZero(input).or(isZero(prediction)), array_repeat(lit(0f), inputDim + predictionDim))
                        .when(exchanged, slice(both, 1, 1))
                        .otherwise(both));
    }

    private static Column isZero(Column vector) {
        return coalesce(array_max(vector).equalTo(0).and(array_min(vector).equalTo(0)), lit(false));
    }

    private static Column floats(Dataset<Row> rows, String column) {
        return GroupEvaluation.array(rows, column, VectorColumn.FLOAT_ARRAY);
    }

    /**
     * Searches with inputs, as they are without predictions, and one with these.
     *
     * @param label the column of actuals
     * @param shape of the joined tables
     * @throws IllegalArgumentException if predictions and actuals differ in length
     */
    List<RetrievalSearch> searches(MappedSide mapped, String name, String label, PairShape shape) {
        if (predictionDim != shape.outputDim()) {
            throw PairEvaluation.otherLength(
                    new PairColumns(predictions, label, null, null), predictionDim, shape.outputDim());
        }
        PredictorFactory inputs = part(0, inputDim);
        List<RetrievalSearch> searches = mapped.searches(
                new PairShape(inputDim, predictionDim, false, false),
                Map.of(name, part(inputDim, inputDim + predictionDim)));
        PredictorFactory whole = searches.stream()
                .filter(search -> search.name().equals(MappedSide.DO_NOTHING))
                .findFirst()
                .map(RetrievalSearch::queries)
                .orElseThrow();
        return searches.stream()
                .map(search -> new RetrievalSearch(
                        search.name(),
                        search.queries() == whole ? inputs : search.queries(),
                        search.documents() == whole ? inputs : search.documents()))
                .toList();
    }

    /** Elements of the joined column. */
    private static PredictorFactory part(int from, int until) {
        return maxRows -> (BlockPredictor) block -> {
            FloatMatrix joined = (FloatMatrix) block.inputs();
            FloatMatrix part = new FloatMatrix(joined.rows(), until - from);
            for (int row = 0; row < joined.rows(); row++) {
                System.arraycopy(
                        joined.data(), joined.rowOffset(row) + from, part.data(), part.rowOffset(row), until - from);
            }
            return part;
        };
    }
}
