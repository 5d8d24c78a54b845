package dev.collimate.cli;

import dev.collimate.ml.AngularRegression;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Reads the columns of pairs that a stage names, however the input stores them, and no others. */
final class PairReader {
    private final InputReader reader;
    private final InputOptions input;
    private final AngularRegression columns;
    private final String featuresOption;

    /** @param featuresOption the option that names the features column of {@code columns}, for messages */
    PairReader(SparkSession spark, InputOptions input, AngularRegression columns, String featuresOption) {
        this.reader = new InputReader(spark, input);
        this.input = input;
        this.columns = columns;
        this.featuresOption = featuresOption;
    }

    /**
     * Reads the rows at {@code path}.
     *
     * @throws IllegalArgumentException in one line if nothing can be read there, or a column is missing
     */
    Dataset<Row> read(String path) throws IOException {
        Dataset<Row> rows = reader.read(path);
        VectorInput vectors = new VectorInput(rows, input.vectorDelimiter())
                .vector(featuresOption, columns.getFeaturesCol())
                .vector(ParameterOptions.optionName(columns.labelCol()), columns.getLabelCol());
        Map<String, Column> selected = new LinkedHashMap<>();
        selected.put(columns.getFeaturesCol(), Columns.of(columns.getFeaturesCol()));
        selected.put(columns.getLabelCol(), Columns.of(columns.getLabelCol()));
        addNumber(columns.weightCol(), rows.schema(), vectors, selected);
        addNumber(columns.targetCol(), rows.schema(), vectors, selected);
        add(columns.rowKeyCol(), rows.schema(), selected);
        add(columns.validationIndicatorCol(), rows.schema(), selected);
        return vectors.dataset().select(selected.values().toArray(Column[]::new));
    }

    private void addNumber(
            Param<String> parameter, StructType schema, VectorInput vectors, Map<String, Column> selected) {
        add(parameter, schema, selected);
        if (columns.isSet(parameter)) {
            vectors.number(columns.getOrDefault(parameter));
        }
    }

    private void add(Param<String> parameter, StructType schema, Map<String, Column> selected) {
        if (!columns.isSet(parameter)) {
            return;
        }
        String name = columns.getOrDefault(parameter);
        if (!Columns.exists(schema, name)) {
            throw new IllegalArgumentException(ParameterOptions.optionName(parameter) + " '" + name
                    + "' names no column of the input. Columns: " + Columns.list(schema));
        }
        selected.put(name, Columns.of(name));
    }
}
