package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.data.BadDataException;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class RetrievalEvaluatorIT extends StageLaws<RetrievalEvaluator> {
    @Override
    RetrievalEvaluator create(String uid) {
        return new RetrievalEvaluator(uid);
    }

    @Override
    MLReader<RetrievalEvaluator> reader() {
        return RetrievalEvaluator.read();
    }

    @Override
    Map<String, Object> otherValues() {
        return Map.of(
                "metricName", "mrr",
                "mapped", "store",
                "maxQueries", 7,
                "labelCol", "y",
                "predictionCol", "p",
                "badRows", "skip",
                "maxSkippedFraction", 0.25);
    }

    @Override
    List<BadValue> badValues() {
        return List.of(
                new BadValue("mapped", "both", "mapped must be one of query, store, but was both"),
                new BadValue("maxQueries", 0, "maxQueries must be in [1, 2147483647], but was 0"),
                new BadValue("labelCol", "", "labelCol must be a name, but was ''"));
    }

    @Test
    void predictionsThatAreTheActualsFindEverythingAndOthersLess() {
        Dataset<Row> pairs = Pairs.generate(300, 0.3);
        RetrievalEvaluator evaluator =
                new RetrievalEvaluator().setMapped("query").setLabelCol("label");
        assertThat(evaluator.isLargerBetter()).isTrue();
        assertThat(evaluator.setPredictionCol("copy").evaluate(pairs.withColumn("copy", pairs.col("label"))))
                .isEqualTo(1);
        Dataset<Row> predicted = new AngularRegression().fit(pairs).transform(pairs);
        double query = evaluator.setPredictionCol("prediction").evaluate(predicted);
        double store = evaluator.setMapped("store").evaluate(predicted);
        assertThat(query).isStrictlyBetween(0.1, 0.9);
        assertThat(store).isStrictlyBetween(0.1, 0.9).isNotEqualTo(query);
    }

    @Test
    void theMappedSideMustBeNamedAndThereMustBeNeighbours() {
        Dataset<Row> few = Pairs.generate(50, 0.3).withColumnRenamed("label", "prediction");
        Dataset<Row> rows = few.withColumn("label", few.col("prediction"));
        RetrievalEvaluator evaluator = new RetrievalEvaluator().setMapped("query");
        assertThatThrownBy(() -> new RetrievalEvaluator().evaluate(rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("set mapped to query or store");
        assertThat(evaluator.evaluate(rows)).isEqualTo(1);
        assertThatThrownBy(() -> evaluator.evaluate(rows.limit(10)))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("there are 10 documents, but the measures need at least 11");
        assertThatThrownBy(() -> evaluator.setMetricName("recall@100").evaluate(rows))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("there are 50 documents, but the measures need at least 101");
    }
}
