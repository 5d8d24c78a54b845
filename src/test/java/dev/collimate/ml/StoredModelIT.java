package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.SparkTests;
import dev.collimate.model.VectorPredictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model directory that an earlier build wrote: W = (1 -2 0.5; 0.25 3 -1), b = (0.125 -4). */
class StoredModelIT {
    private static final float[] X = {2, 1, -4};
    private static final float[] PREDICTION = {2 - 2 - 2 + 0.125f, 0.5f + 3 + 4 - 4};

    private final Path path =
            Path.of(System.getProperty("collimate.root", "."), "src/test/resources/models/linear-0.1.0");

    @BeforeAll
    static void startSession() {
        SparkTests.session();
    }

    @Test
    void sparkLoadsIt() {
        AngularRegressionModel model = AngularRegressionModel.load(path.toString());
        assertThat(model.uid()).isEqualTo("angularRegression_0a1b2c3d4e5f");
        assertThat(model.getFeaturesCol()).isEqualTo("x");
        assertThat(model.trainingBlas()).isEmpty();
        assertThat(model.map().description().sentence()).isEqualTo("linear from 3 to 2 with intercept");
        assertThat(model.parameters()).containsExactly(1, -2, 0.5, 0.25, 3, -1, 0.125, -4);
        Row row = model.transform(SparkTests.session().sql("SELECT array(2d, 1d, -4d) AS x"))
                .select("prediction")
                .first();
        assertThat(row.schema().apply(0).dataType().catalogString()).isEqualTo("array<float>");
        assertThat(row.<Float>getList(0)).isEqualTo(List.of(PREDICTION[0], PREDICTION[1]));
    }

    @Test
    void aPredictorLoadsIt() throws Exception {
        assertThat(VectorPredictor.load(path).predict(X)).containsExactly(PREDICTION);
    }

    @Test
    void itIsSavedAgainWithTheSameParameterFiles(@TempDir Path folder) throws Exception {
        Path copy = folder.resolve("copy");
        AngularRegressionModel.load(path.toString()).save(copy.toString());
        for (String file : List.of("layout.json", "weights.npy", "intercept.npy")) {
            assertThat(copy.resolve("parameters").resolve(file))
                    .hasSameBinaryContentAs(path.resolve("parameters").resolve(file));
        }
    }

    @Test
    void parametersOfTrainingAloneArePassedOverAndOthersRefused(@TempDir Path folder) throws Exception {
        String known = "\"paramMap\":{\"aggregator\":\"indexed-collect\",\"blockSize\":16,\"numPartitions\":2,";
        AngularRegressionModel model =
                AngularRegressionModel.load(withMetadata(folder.resolve("known"), "\"paramMap\":{", known));
        assertThat(List.of("aggregator", "blockSize", "numPartitions")).noneMatch(model::hasParam);
        assertThat(model.getFeaturesCol()).isEqualTo("x");
        String unknown = withMetadata(folder.resolve("unknown"), "\"paramMap\":{", "\"paramMap\":{\"blockRows\":16,");
        assertThatThrownBy(() -> AngularRegressionModel.load(unknown))
                .hasMessageContaining("sets the unknown parameter blockRows; it was saved by another version");
    }

    private String withMetadata(Path copy, String old, String replacement) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(path.relativize(file)));
            }
        }
        Path part = copy.resolve("metadata/part-00000");
        Files.writeString(part, Files.readString(part).replace(old, replacement));
        // Hadoop's sum of the old bytes, where there is one.
        Files.deleteIfExists(copy.resolve("metadata/.part-00000.crc"));
        return copy.toString();
    }

    @Test
    void onAnObjectStoreItIsReplacedByItsMetadataAndEveryReaderFindsIt(@TempDir Path folder) throws Exception {
        SparkSession session = SparkTests.session();
        session.conf().set("spark.collimate.objectStores", "file");
        try {
            Path copy = folder.resolve("copy");
            AngularRegressionModel model = AngularRegressionModel.load(path.toString());
            model.save(copy.toString());
            assertThatThrownBy(() -> model.save(copy.toString())).hasMessageContaining("already exists");
            List<String> first = names(copy);
            model.write().overwrite().save(copy.toString());
            assertThat(names(copy)).hasSize(2).contains("metadata").isNotEqualTo(first);
            assertThat(AngularRegressionModel.load(copy.toString()).parameters())
                    .isEqualTo(model.parameters());
            assertThat(VectorPredictor.load(copy).predict(X)).containsExactly(PREDICTION);
            String pipeline = folder.resolve("pipeline").toString();
            PipelineModel stages = new Pipeline()
                    .setStages(new PipelineStage[] {model})
                    .fit(session.sql("SELECT array(2d, 1d, -4d) AS x"));
            for (int i = 0; i < 2; i++) {
                stages.write().overwrite().save(pipeline);
            }
            assertThat(((AngularRegressionModel) PipelineModel.load(pipeline).stages()[0]).parameters())
                    .isEqualTo(model.parameters());
        } finally {
            session.conf().unset("spark.collimate.objectStores");
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
