package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.SparkTests;
import dev.collimate.fit.FittedMap;
import dev.collimate.map.LinearMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

class AngularRegressionModelLawsIT extends VectorStageLaws<AngularRegressionModel> {
    private static final LinearMap MAP = new LinearMap(3, 2, true);

    @Override
    AngularRegressionModel create(String uid) {
        return new AngularRegressionModel(uid, new FittedMap(MAP, MAP.initialParameters(5)));
    }

    @Override
    MLReader<AngularRegressionModel> reader() {
        return AngularRegressionModel.read();
    }

    @Override
    Map<String, Object> otherValues() {
        return Map.of(
                "featuresCol", "x",
                "labelCol", "y",
                "predictionCol", "p",
                "predictionType", "array<double>",
                "angleCol", "angle",
                "badRows", "skip",
                "blas", "java");
    }

    @Override
    List<BadValue> badValues() {
        return List.of(new BadValue("blas", "cuda", "blas must be one of auto, native, vector, java, but was cuda"));
    }

    @Test
    void mapAndParametersComeBackBitForBit() throws Exception {
        AngularRegressionModel model = create("model");
        model.save(path("stage"));
        AngularRegressionModel loaded = AngularRegressionModel.load(path("stage"));
        assertThat(loaded.map().description()).isEqualTo(MAP.description());
        assertThat(loaded.parameters()).isEqualTo(model.parameters());
        assertThat(loaded.summary()).isEmpty();
        assertThat(loaded.toString())
                .isEqualTo("AngularRegressionModel: uid=model, map=linear, inputDim=3, outputDim=2");
    }

    @Test
    void oneVectorIsMappedAsARowIs() {
        AngularRegressionModel model = create("model");
        float[] prediction = model.predict(new float[] {1, -2, 0.5f});
        Dataset<Row> row = SparkTests.session().sql("SELECT array(1f, -2f, 0.5f) AS features");
        List<Float> mapped = model.transform(row).select("prediction").first().getList(0);
        assertThat(mapped).containsExactly(prediction[0], prediction[1]);
        assertThatThrownBy(() -> model.predict(new float[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the vector cannot be mapped: x has 2 elements, expected 3");
    }

    @Test
    void anglesNeedLabels() {
        AngularRegressionModel model = create("model").setAngleCol("angle");
        assertThat(model.transformSchema(schema(FLOATS, FLOATS).add("more", DataTypes.LongType))
                        .fieldNames())
                .contains("angle");
        assertThat(model.setLabelCol("absent")
                        .transformSchema(schema(FLOATS, FLOATS))
                        .fieldNames())
                .doesNotContain("angle");
    }

    @Test
    void damagedParametersAreRefusedInOneLine() throws Exception {
        create("model").save(path("stage"));
        Path folder = this.folder.resolve("stage/parameters");
        Path weights = folder.resolve("weights.npy");
        byte[] bytes = Files.readAllBytes(weights);
        byte[] flipped = bytes.clone();
        flipped[150] ^= 1;

        Files.write(weights, flipped);
        assertRefused("/parameters/weights.npy cannot be read: Checksum error: ");
        deleteChecksums(folder);
        assertRefused("/parameters/weights.npy has the SHA-256 checksum ");
        Files.write(weights, Arrays.copyOf(bytes, 100));
        assertRefused(
                "/parameters/weights.npy has 100 bytes, but its shape [2, 3] takes 176; restore the model from a copy");
        Files.delete(weights);
        assertRefused("/parameters/weights.npy is missing; restore the model from a copy");
        Files.write(weights, bytes);
        AngularRegressionModel.load(path("stage"));
    }

    @Test
    void foreignMapsAndHugeShapesAreRefusedInOneLine() throws Exception {
        create("model").save(path("stage"));
        Path layout = folder.resolve("stage/parameters/layout.json");
        String json = Files.readString(layout);
        deleteChecksums(layout.getParent());

        Files.writeString(layout, json.replace("\"linear\"", "\"java.lang.Runtime\""));
        assertRefused("describes no map: map must be one of linear, orthogonal");
        Files.writeString(layout, json.replace("\"inputDim\" : 3", "\"inputDim\" : 1000000000"));
        assertRefused(
                "gives the parameter weights the shape [2, 3], but the map that it describes asks for [2, 1000000000]");
        Files.writeString(layout, json.replace("\"inputDim\" : 3", "\"inputDim\" : 2147483647"));
        assertRefused("a map may have at most 2147483639 parameters, but this one has 4294967294");
        Files.delete(layout);
        assertRefused("is not a complete model directory: it has no parameters/layout.json");
    }

    @Test
    void anEstimatorsFilesAreNotAModels() throws Exception {
        new AngularRegression("estimator").save(path("stage"));
        assertRefused(
                "holds a dev.collimate.ml.AngularRegression, but a dev.collimate.ml.AngularRegressionModel is needed");
    }

    @Test
    void vectorsThatDoNotFitAreRefusedOrLeftOut() {
        Dataset<Row> rows = SparkTests.session()
                .sql("SELECT * FROM VALUES (0, array(1f, 2f, 3f)), (1, array(1f, 2f)), (2, null), "
                        + "(3, array(1f, null, 3f)), (4, array(1f, float('NaN'), 3f)), (5, array(3f, 2f, 1f)) "
                        + "AS (id, features)")
                .coalesce(1);
        AngularRegressionModel model = create("model");
        assertFails(
                model,
                rows.where("id in (0, 1)"),
                "row 1 of partition 0, both counted from 0, cannot be mapped: "
                        + "features has 2 elements, expected 3; mend the data, leave such rows out with bad rows set to 'skip',"
                        + " or keep them without a prediction with 'null'");
        assertFails(
                model,
                rows.where("id = 2"),
                "row 0 of partition 0, both counted from 0, cannot be mapped: " + "features: a vector is null");
        assertFails(
                model,
                rows.where("id = 3"),
                "features: a vector has an element that is null, or text that is no number");
        assertFails(model, rows.where("id = 4"), "features: a vector has an element that is NaN, infinite or outside");
        List<Row> kept = model.setBadRows("skip").transform(rows).select("id").collectAsList();
        assertThat(kept).extracting(row -> row.getInt(0)).containsExactly(0, 5);
        List<Row> all = model.setBadRows("null").transform(rows).collectAsList();
        assertThat(all).extracting(row -> row.getInt(0)).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(all)
                .extracting(row -> row.isNullAt(row.fieldIndex("prediction")))
                .containsExactly(false, true, true, true, true, false);
    }

    private static void assertFails(AngularRegressionModel model, Dataset<Row> rows, String message) {
        assertThatThrownBy(() -> model.transform(rows).collectAsList()).hasStackTraceContaining(message);
    }

    private static void deleteChecksums(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".crc")).toList()) {
                Files.delete(file);
            }
        }
    }
}
