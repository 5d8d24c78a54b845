package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.fit.TrainingSummary;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fit that is stopped after any of its passes and started again gives the model of one that was never stopped. */
class CheckpointIT {
    private Dataset<Row> data;

    @TempDir
    private Path folder;

    static List<AngularRegression> estimators() {
        return List.of(
                estimator("precond-lbfgs"),
                estimator("precond-lbfgs, low-rank")
                        .setMap("low-rank")
                        .setRank(2)
                        .setRegParam(0.01),
                estimator("lbfgs").setSolver("lbfgs").setInitMode("random"),
                estimator("perceptron, scaled").setMap("mlp").setLayers(new int[] {4, 8, 3}),
                estimator("adam on mini-batches")
                        .setSolver("adam")
                        .setStepSize(0.05)
                        .setBatchFraction(0.25)
                        .setInitMode("random"),
                estimator("early stopping")
                        .setSolver("adamw")
                        .setStepSize(0.5)
                        .setWeightDecay(0.1)
                        .setInitMode("random")
                        .setValidationFraction(0.25)
                        .setPatience(2),
                estimator("gd").setSolver("gd").setInitMode("random").setValidationFraction(0.25),
                estimator("closed form").setSolver("closed-form").setValidationFraction(0.25),
                estimator("spread").setSpread(0.5),
                estimator("solved network, spread")
                        .setMap("mlp")
                        .setLayers(new int[] {4, 8, 3})
                        .setSolver("closed-form")
                        .setSpread(0.5),
                estimator("choice by angle").setValidationFraction(0.25).setSelect("meanAngle"));
    }

    private static AngularRegression estimator(String name) {
        return new AngularRegression(name)
                .setBlockSize(10)
                .setNumPartitions(2)
                .setMaxIter(4)
                .setTol(0)
                .setCheckpointSeconds(0);
    }

    @BeforeEach
    void generate() {
        data = Pairs.generate(120, 0.3);
    }

    @ParameterizedTest
    @MethodSource("estimators")
    void aFitThatIsStoppedAfterAnyPassGoesOnToTheSameBits(AngularRegression estimator) {
        requireSameBits(estimator);
    }

    /** Which a direct transform led to, in the pass after that of the start. */
    @Test
    void aSearchFromAPointThatIsNotTheStartGoesOnToTheSameBits() {
        data = Pairs.generate(120, 1e-5);
        TrainingSummary summary =
                requireSameBits(estimator("precond-lbfgs")).summary().orElseThrow();
        assertThat(summary.objectiveHistory().get(0)).isLessThan(1e-8);
        assertThat(summary.passes()).isGreaterThan(4);
    }

    private AngularRegressionModel requireSameBits(AngularRegression estimator) {
        List<Integer> passes = new ArrayList<>();
        AngularRegressionModel expected =
                estimator.setPassListener(report -> passes.add(report.pass())).fit(data);
        assertThat(expected.summary().orElseThrow().resumedFromPass()).isEmpty();
        for (int stop :
                new TreeSet<>(List.of(passes.get(0), passes.get(passes.size() / 2), passes.get(passes.size() - 1)))) {
            Path directory = folder.resolve(Integer.toString(stop));
            AngularRegression stopped = estimator.copy(ParamMap.empty());
            stopped.setCheckpointDir(directory.toString()).setPassListener(report -> {
                if (report.pass() == stop) {
                    throw new Stopped();
                }
            });
            assertThatThrownBy(() -> stopped.fit(data)).isInstanceOf(Stopped.class);
            List<Integer> rest = new ArrayList<>();
            AngularRegressionModel found =
                    stopped.setPassListener(report -> rest.add(report.pass())).fit(data);
            assertSame(found, expected);
            int resumed = found.summary().orElseThrow().resumedFromPass().orElse(0);
            assertThat(rest)
                    .isEqualTo(passes.stream().filter(pass -> pass > resumed).toList());
            assertThat(resumed).isBetween(Math.max(0, stop - 3), stop - 1);
            AngularRegressionModel again = stopped.setPassListener(report -> {
                        throw new AssertionError("a finished fit makes no pass");
                    })
                    .fit(data);
            assertSame(again, expected);
            assertThat(again.summary().orElseThrow().resumedFromPass())
                    .hasValue(expected.summary().orElseThrow().passes());
        }
        return expected;
    }

    @Test
    void aFitThatDivergesEndsAndLeavesNothingThatIsNotFinite() throws IOException {
        AngularRegression estimator = estimator("any")
                .setSolver("gd")
                .setStepSize(1e30)
                .setRegParam(1e30)
                .setInitMode("random")
                .setMaxIter(50)
                .setCheckpointDir(folder.toString());
        AngularRegressionModel found = estimator.fit(data);
        assertThat(found.summary().orElseThrow().stopReason().name()).isEqualTo("diverged");
        assertThat(found.parameters())
                .isEqualTo(Arrays.stream(found.parameters())
                        .filter(Double::isFinite)
                        .toArray());
        AngularRegressionModel again = estimator.fit(data);
        assertSame(again, found);
        assertThat(again.summary().orElseThrow().resumedFromPass().orElse(0)).isPositive();
    }

    @Test
    void otherSettingsAndOtherRowsHaveFoldersOfTheirOwn() throws IOException {
        AngularRegression estimator = estimator("any").setCheckpointDir(folder.toString());
        Dataset<Row> flipped = data.withColumn(
                "features", functions.expr("if(id = 7, transform(features, (v, i) -> if(i = 1, -v, v)), features)"));
        for (AngularRegressionModel first : List.of(
                estimator.fit(data),
                estimator.copy(ParamMap.empty()).setMaxIter(3).fit(data),
                estimator.copy(ParamMap.empty()).setRegParam(0.1).fit(data),
                estimator.fit(data.where("id <> 7")),
                estimator.fit(flipped))) {
            assertThat(first.summary().orElseThrow().resumedFromPass()).isEmpty();
        }
        assertThat(folders()).hasSize(5);
        // What changes no bit changes no folder, and no fit has touched the folder of another.
        for (AngularRegressionModel again : List.of(
                estimator.copy(ParamMap.empty()).setAggregator("sliced-reduce").fit(data), estimator.fit(flipped))) {
            TrainingSummary summary = again.summary().orElseThrow();
            assertThat(summary.resumedFromPass()).hasValue(summary.passes());
        }
        assertThat(folders()).hasSize(5);
    }

    @Test
    void aFreshFitLeavesTheCheckpointAside() {
        AngularRegression estimator = estimator("any").setCheckpointDir(folder.toString());
        AngularRegressionModel expected = estimator.fit(data);
        List<Integer> passes = new ArrayList<>();
        AngularRegressionModel found = estimator
                .setFresh(true)
                .setPassListener(report -> passes.add(report.pass()))
                .fit(data);
        assertThat(passes).isNotEmpty();
        assertSame(found, expected);
        assertThat(found.summary().orElseThrow().resumedFromPass()).isEmpty();
    }

    @Test
    void aDirectoryThatHoldsSomethingElseIsRefusedBeforeReading() throws IOException {
        Files.writeString(folder.resolve("thesis.tex"), "");
        assertThatThrownBy(() ->
                        estimator("any").setCheckpointDir(folder.toString()).fit(data))
                .hasMessageContaining("checkpointDir cannot be used")
                .hasMessageContaining("holds thesis.tex, which is no checkpoint");
    }

    @Test
    void aWriteThatFailsIsAWarningAndTheFitGoesOn() throws IOException {
        AngularRegression estimator = estimator("any");
        AngularRegressionModel expected = estimator.fit(data);
        try (Warnings warnings = Warnings.of("dev.collimate.fit.CheckpointWriter")) {
            AngularRegressionModel found = estimator
                    .setCheckpointDir(folder.toString())
                    .setPassListener(report -> replaceFoldersByFiles())
                    .fit(data);
            assertSame(found, expected);
            assertThat(warnings.messages())
                    .isNotEmpty()
                    .allMatch(message -> message.startsWith("the checkpoint after pass ")
                            && message.contains("could not be written"));
        }
    }

    private void replaceFoldersByFiles() {
        try {
            for (String name : folders()) {
                Path fit = folder.resolve(name);
                // A write on its way may make the folder anew between the two.
                while (Files.isDirectory(fit)) {
                    Files.move(fit, fit.resolveSibling(name + "-" + System.nanoTime() + "-aside"));
                    createFileUnlessThere(fit);
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void createFileUnlessThere(Path path) throws IOException {
        try {
            Files.createFile(path);
        } catch (FileAlreadyExistsException e) {
            assertThat(path).exists();
        }
    }

    private List<String> folders() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(path -> path.getFileName().toString())
                    .filter(name -> !name.endsWith("-aside"))
                    .toList();
        }
    }

    private static void assertSame(AngularRegressionModel found, AngularRegressionModel expected) {
        assertThat(bits(found.parameters())).isEqualTo(bits(expected.parameters()));
        TrainingSummary one = found.summary().orElseThrow();
        TrainingSummary other = expected.summary().orElseThrow();
        assertThat(one.passes()).isEqualTo(other.passes());
        assertThat(one.iterations()).isEqualTo(other.iterations());
        assertThat(one.stopReason()).isEqualTo(other.stopReason());
        assertThat(one.objectiveHistory()).isEqualTo(other.objectiveHistory());
        assertThat(one.finalPass().loss()).isEqualTo(other.finalPass().loss());
        assertThat(one.finalPass().pass()).isEqualTo(other.finalPass().pass());
        assertThat(one.selection()).isEqualTo(other.selection());
        assertThat(one.ridge()).isEqualTo(other.ridge());
        assertThat(one.comparisons()).hasSameSizeAs(other.comparisons());
        for (int i = 0; i < one.comparisons().size(); i++) {
            assertThat(one.comparisons().get(i).name())
                    .isEqualTo(other.comparisons().get(i).name());
            assertThat(one.comparisons().get(i).statistics().toArray())
                    .isEqualTo(other.comparisons().get(i).statistics().toArray());
        }
    }

    private static long[] bits(double[] numbers) {
        return Arrays.stream(numbers).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
