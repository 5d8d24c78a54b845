package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is selected as x is never part of y, however either is written; what differs in meaning may be of one column. */
@Tag("long")
@Tag("versions")
class SelectorLawsIT {
    private static final SparkSession SPARK = SparkTests.session();
    private static final String SINGLE = " is selected twice, by --features-col '";

    @TempDir
    private Path folder;

    @Test
    void selectorsThatOverlapAreRefusedNamingTheColumn() {
        String store = PairFiles.write(
                folder.resolve("store"), SPARK.sql("select 1 e_0, 2 e_1, 3 e_norm, 1 e_new_0, 2 y_0, 3 y_1, 4 y_01"));
        trainOn(store, "e_*", "y_*").assertError(1, "e_*", "e_norm", "e_new_0");
        trainOn(store, "e_0,e_1", "e_1,y_0").assertError(1, "the column e_1 is selected twice");
        trainOn(store, "e_0,e_1", "y_*").assertError(1, "two columns of one number", "y_1", "y_01");
    }

    @Test
    void oneColumnIsNotBothVectorsHoweverItIsWritten() {
        String store = PairFiles.write(
                folder.resolve("store"),
                SPARK.sql("select array(array(1f, 2f)) e, array(1f, 2f) x, struct(array(1f) a, array(2f) b) s,"
                        + " map('k', array(1f), 'l', array(2f)) m, 1 n_0, 2 n_1"));
        String[][] examples = {
            {"x", "X", "x"},
            {"X", "x", "x"},
            {"x", "`x`", "x"},
            {"x", "cast(x as array<double>)", "x"},
            {"e", "e[0]", "e"},
            {"e[0]", "element_at(e, 1)", "e[0]"},
            {"s.a", "S.A", "s.a"},
            {"m.k", "m['k']", "m.k"},
            {"n_*", "array(n_1, 2)", "n_1"},
            {"array(1, N_1)", "n_0,n_1", "n_1"},
            {"transform(x, v -> v + 1)", "transform(X, w -> w + 1)", "x"},
            {"slice(x, 1, 1)", "slice(`x`, 1,  1)", "x"},
        };
        for (String[] example : examples) {
            trainOn(store, example[0], example[1])
                    .assertError(
                            1,
                            "the column " + example[2] + SINGLE + example[0] + "' and by --label-col '" + example[1]);
        }
        trainOn(store, "n_0,N_0", "x").assertError(1, "the column n_0 is selected twice");
        trainOn(store, "*", "x")
                .assertError(1, "--features-col '*' takes the column e for a number, but it is of type");
    }

    @Test
    void partsOfAColumnAndDifferentVectorsMadeOfOneMayBeBoth() {
        String store = PairFiles.write(
                folder.resolve("store"),
                SPARK.range(8)
                        .selectExpr(
                                "array(float(sin(id)), float(cos(id)), 1f, float(id % 3)) x",
                                "struct(array(sin(id), 1) a, array(cos(id), 1) b) s"));
        String[][] examples = {
            {"slice(x, 1, 2)", "slice(x, 3, 2)"},
            {"x", "transform(x, v -> 2 * v)"},
            {"s.a", "s.b"},
            {"x[0],x[1]", "x[2],x[3]"},
        };
        for (String[] example : examples) {
            assertThat(trainOn(store, example[0], example[1])
                            .result()
                            .get("rows")
                            .asInt())
                    .isEqualTo(8);
        }
    }

    @Test
    void anglesAreNoInputs() {
        String gaze =
                PairFiles.write(folder.resolve("gaze"), SPARK.sql("select 0.1 f0, 0.2 f1, 0.3 f2, 0.2 pitch, 0.1 yaw"));
        String train = "train --model " + folder.resolve("m") + " --input " + gaze + " --label-angles ";
        for (String features : List.of("*", "f0,f1,pitch", "f0,PITCH")) {
            CommandRun.of(Arguments.of(train + "yaw=yaw,pitch=pitch --features-col " + features))
                    .assertError(1, "the column pitch is selected twice, by --features-col '" + features + "'");
        }
        for (String angles : List.of("yaw=yaw,pitch=yaw", "yaw=yaw,pitch=YAW")) {
            CommandRun.of(Arguments.of(train + angles + " --features-col f*"))
                    .assertError(2, "--label-angles must name two columns, but both angles are yaw");
        }
    }

    /** Names are those that Spark takes them for; the column beside them keeps its own. */
    @Test
    void aColumnInOtherLettersIsTheColumn() {
        String store = PairFiles.write(
                folder.resolve("store"), PairFiles.dataset(PairFiles.good(12)).withColumnsRenamed(Map.of("x", "emb")));
        String model = folder.resolve("m").toString();
        trainOn(store, "EMB", "Y").result();
        String out = folder.resolve("out").toString();
        String predict = "predict --mode overwrite --model " + model + " --input " + store + " --output " + out;
        CommandRun.of(Arguments.of(predict)).result();
        assertThat(SPARK.read().parquet(out).columns()).containsExactly("id", "emb", "y", "w", "prediction");
        assertThat(SPARK.read()
                        .parquet(out)
                        .select("id", "emb", "y")
                        .exceptAll(SPARK.read().parquet(store).select("id", "emb", "y"))
                        .isEmpty())
                .isTrue();
        CommandRun.of(Arguments.of(predict + " --replace")).result();
        assertThat(SPARK.read().parquet(out).columns()).containsExactly("id", "emb", "y", "w");
        CommandRun.with(Map.of("spark.sql.caseSensitive", "true"), Arguments.of(predict))
                .assertError(1, "'EMB' names no column of the input");
    }

    private CommandRun trainOn(String store, String features, String label) {
        return CommandRun.of(
                "train",
                "--input",
                store,
                "--features-col",
                features,
                "--label-col",
                label,
                "--mode",
                "overwrite",
                "--model",
                folder.resolve("m").toString());
    }
}
