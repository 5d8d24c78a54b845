package dev.collimate.python;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.sql.CollimateFunctions;
import dev.collimate.tables.PairReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What a {@link ClientRequest} asks, as the Python package writes it: {@code ask} tells which question it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "ask")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Question.Doctor.class, name = "doctor"),
    @JsonSubTypes.Type(value = Question.Retrieval.class, name = "retrieval"),
    @JsonSubTypes.Type(value = Question.Pairs.class, name = "pairs"),
    @JsonSubTypes.Type(value = Question.Functions.class, name = "functions")
})
sealed interface Question {
    /** The one column of a report. */
    StructType REPORT = new StructType().add("report", DataTypes.StringType);

    /** @param table that the question is about */
    Dataset<Row> answer(Dataset<Row> table) throws IOException;

    /**
     * As {@link Reports#doctor}.
     *
     * @param estimator its parameters that are set, by name
     */
    record Doctor(Map<String, JsonNode> estimator, boolean estimate) implements Question {
        @Override
        public Dataset<Row> answer(Dataset<Row> table) {
            AngularRegression asked = new AngularRegression();
            estimator.forEach((name, value) -> {
                Param<Object> param = asked.getParam(name);
                asked.set(param, param.jsonDecode(value.toString()));
            });
            return report(table, Reports.doctor(table, asked, estimate));
        }
    }

    /**
     * As {@link Reports#retrieval}; the table has all rows, and which they are in the column {@value #PART}.
     *
     * @param model its path
     * @param parts of {@code rows}, {@code corpus} and {@code training} those that there are
     */
    record Retrieval(String model, List<String> parts, String mapped, int queries, String badRows) implements Question {
        static final String PART = "collimate part";

        @Override
        public Dataset<Row> answer(Dataset<Row> table) {
            AngularRegressionModel loaded = AngularRegressionModel.load(model);
            AngularRegression settings = new AngularRegression()
                    .setFeaturesCol(loaded.getFeaturesCol())
                    .setLabelCol(loaded.getLabelCol())
                    .setBadRows(badRows);
            return report(
                    table,
                    Reports.retrieval(
                            loaded,
                            part(table, "rows"),
                            part(table, "corpus"),
                            part(table, "training"),
                            mapped,
                            queries,
                            settings));
        }

        /** Null for one that there is not. */
        private Dataset<Row> part(Dataset<Row> table, String name) {
            return parts.contains(name)
                    ? table.where(functions.col(PART).equalTo(name)).drop(PART)
                    : null;
        }
    }

    /** As {@link PairReader#readPairs}; the table is for its session alone. */
    record Pairs(
            String path,
            String format,
            Map<String, String> options,
            String vectorEncoding,
            String vectorDelimiter,
            String features,
            String label,
            List<String> numbers,
            List<String> others)
            implements Question {
        @Override
        public Dataset<Row> answer(Dataset<Row> table) throws IOException {
            return PairReader.readPairs(
                    table.sparkSession(),
                    path,
                    format,
                    options,
                    vectorEncoding,
                    vectorDelimiter,
                    features,
                    label,
                    numbers,
                    others);
        }
    }

    /** That the functions of SQL be registered in the session of the table; the answer is empty. */
    record Functions() implements Question {
        @Override
        public Dataset<Row> answer(Dataset<Row> table) {
            CollimateFunctions.register(table.sparkSession());
            return report(table, "{}");
        }
    }

    private static Dataset<Row> report(Dataset<Row> table, String json) {
        return table.sparkSession().createDataFrame(List.of(RowFactory.create(json)), REPORT);
    }
}
