package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collimate.Vectors;
import dev.collimate.math.Floats;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.model.OnnxRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command export, and what it leaves behind where it fails. */
class ExportIT {
    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static String model;
    private static String perceptron;

    @BeforeAll
    static void train() {
        model = PairFiles.model(shared);
        perceptron = shared.resolve("perceptron").toString();
        CommandRun.of(Arguments.of(
                        "train --map mlp --layers 3,4,2 --activation tanh --residual true --max-iter 2",
                        "--input",
                        shared.resolve("good").toString(),
                        "--model",
                        perceptron))
                .result();
    }

    @Test
    void everyFormatHasItsFilesAndNoOthers() throws Exception {
        assertThat(exported("sentence-transformers"))
                .containsExactly("2_Dense/config.json", "2_Dense/model.safetensors", "export.json", "modules.json");
        assertThat(exported("onnx")).containsExactly("export.json", "model.onnx");
        assertThat(exported("safetensors")).containsExactly("export.json", "model.safetensors");
        assertThat(exported("npy")).containsExactly("export.json", "intercept.npy", "weights.npy");
    }

    private Set<String> exported(String format) throws Exception {
        Path output = folder.resolve(format);
        JsonNode result = export(model, format, output).result();
        JsonNode manifest =
                new ObjectMapper().readTree(output.resolve("export.json").toFile());
        JsonNode origin = manifest.get("origin");
        assertThat(origin.get("from").asText()).isEqualTo("x");
        assertThat(origin.get("to").asText()).isEqualTo("y");
        assertThat(origin.get("loss").asText()).isEqualTo("cosine");
        byte[] layout = Files.readAllBytes(Path.of(model, "parameters", "layout.json"));
        assertThat(origin.get("fingerprint").asText())
                .isEqualTo(result.get("fingerprint").asText())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(layout)));
        assertThat(result.get("files").asInt()).isEqualTo(manifest.get("files").size());
        return files(output);
    }

    @Test
    void anOutputThatExistsIsKeptUnlessItIsAnExportThatMayBeReplaced() throws IOException {
        Path output = folder.resolve("out");
        export(model, "npy", output).result();
        export(model, "onnx", output).assertError(1, "out already exists; choose another path, or overwrite it");
        export(model, "onnx", output, "--mode", "overwrite").result();
        assertThat(files(output)).containsExactly("export.json", "model.onnx");
        Path own = Files.createDirectory(folder.resolve("own"));
        Files.writeString(own.resolve("letter.txt"), "dear");
        export(model, "onnx", own, "--mode", "overwrite")
                .assertError(1, "exists and is no exported map (it has no export.json)");
        assertThat(files(own)).containsExactly("letter.txt");
        export(model, "onnx", output, "--mode", "append").assertError(2, "--mode append is not for exports");
    }

    @Test
    void aFormatThatCannotHoldTheMapSaysWhatCanAndLeavesNothing() throws IOException {
        Path output = folder.resolve("out");
        export(perceptron, "sentence-transformers", output)
                .assertError(1, "tanh and a residual", "export it to onnx, safetensors or npy");
        export(model, "pickle", output)
                .assertError(2, "must be one of sentence-transformers, onnx, safetensors, npy, but was 'pickle'");
        assertThat(files(folder)).isEmpty();
        export(perceptron, "onnx", output).result();
    }

    @Test
    void aModelKeepsItsLossAndMapsVectorsOfSpark() throws IOException {
        AngularRegressionModel loaded = AngularRegressionModel.load(model);
        assertThat(loaded.trainingLoss()).contains("cosine");
        Vector mapped = loaded.predict(new DenseVector(new double[] {1, 0.5, -1}));
        float[] expected = loaded.predict(new float[] {1, 0.5f, -1});
        assertThat(mapped.toArray()).containsExactly(expected[0], expected[1]);
        String again = folder.resolve("again").toString();
        loaded.export("safetensors", again);
        loaded.export("npy", again, true);
        assertThat(files(Path.of(again))).containsExactly("export.json", "intercept.npy", "weights.npy");
    }

    @Test
    void aSpreadIsInTheExport() throws Exception {
        String input = PairFiles.write(folder.resolve("input"), PairFiles.good(20));
        float[][] predictions = new float[2][];
        for (int i = 0; i < 2; i++) {
            String spread = folder.resolve("spread-" + i).toString();
            CommandRun.of(Arguments.of("train --map linear --spread " + i * 0.5, "--input", input, "--model", spread))
                    .result();
            requireOnnxPredictsWhatTheModelDoes(spread);
            predictions[i] = AngularRegressionModel.load(spread).predict(new float[] {1, 0.5f, -1});
        }
        assertThat(predictions[1]).isNotEqualTo(predictions[0]);
    }

    @Test
    void aSolvedNetworkWithResidualPredictsTheSame() throws Exception {
        String network = folder.resolve("network").toString();
        CommandRun.of(Arguments.of(
                        "train --map mlp --layers 384,512,384 --residual true --input src/sample/train",
                        "--model",
                        network))
                .result();
        requireOnnxPredictsWhatTheModelDoes(network);
    }

    private void requireOnnxPredictsWhatTheModelDoes(String trained) throws Exception {
        Path output = folder.resolve("onnx-" + Path.of(trained).getFileName());
        int inputDim = export(trained, "onnx", output).result().get("inputDim").asInt();
        AngularRegressionModel loaded = AngularRegressionModel.load(trained);
        byte[] graph = Files.readAllBytes(output.resolve("model.onnx"));
        for (int seed = 0; seed < 50; seed++) {
            float[] x = Floats.of(Vectors.random(seed, inputDim, Math.pow(10, seed % 7 - 3)));
            double[] found = Floats.toDoubles(OnnxRun.of(graph, x, inputDim));
            double[] expected = Floats.toDoubles(loaded.predict(x));
            assertThat(Vectors.length(Vectors.plus(found, -1, expected)))
                    .isLessThanOrEqualTo(2e-6 * Vectors.length(expected));
        }
    }

    private static CommandRun export(String model, String format, Path output, String... more) {
        return CommandRun.of(Stream.concat(
                        List.of("export", "--model", model, "--to", format, "--output", output.toString()).stream(),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private static Set<String> files(Path root) throws IOException {
        try (Stream<Path> found = Files.walk(root)) {
            return found.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
