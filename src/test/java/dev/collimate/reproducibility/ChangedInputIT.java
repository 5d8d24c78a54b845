package dev.collimate.reproducibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.SparkTests;
import dev.collimate.data.BadDataException;
import dev.collimate.data.ChangedRowsException;
import dev.collimate.map.LinearMap;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.rows.FileOrder;
import dev.collimate.synthetic.SyntheticPairs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blocks that are read again must be those that were read first; a fit never goes on with rows of two inputs. */
class ChangedInputIT {
    @TempDir
    private Path folder;

    private enum Change {
        REPLACED,
        APPENDED_TO,
        SHORTENED,
        REMOVED
    }

    @BeforeEach
    void write() {
        write("pairs", 600, 1);
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatChangedIsNamedWhenItsRowsAreReadAgain(Change change) throws IOException {
        Path file = files("pairs").get(2);
        Path other = otherFile(change);
        Dataset<Row> rows = read();
        assertThatThrownBy(() -> fit(rows, () -> {
                    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
                    switch (change) {
                        case REMOVED -> Files.delete(file);
                        case SHORTENED ->
                            Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) / 2));
                        default -> Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);
                    }
                }))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("the input changed during the fit: ")
                .hasMessageContaining(file.getFileName().toString());
    }

    @Test
    void rowsOfTheSameLengthAndTimeAreToldByTheirNumbers() throws IOException {
        Path file = files("pairs").get(1);
        Dataset<Row> rows = read();
        assertThatThrownBy(() -> fit(rows, () -> {
                    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
                    FileTime time = Files.getLastModifiedTime(file);
                    byte[] bytes = Files.readAllBytes(file);
                    // One bit of one number, in the middle of a page that is not compressed.
                    bytes[bytes.length / 2] ^= 1;
                    Files.write(file, bytes);
                    Files.setLastModifiedTime(file, time);
                }))
                .rootCause()
                .isInstanceOf(ChangedRowsException.class)
                .hasMessageContaining("the rows of partition 0, counted from 0, had to be read again and are others");
    }

    @Test
    void filesThatAreAddedOrTouchedChangeNothing() throws IOException {
        AngularRegressionModel expected = fit(read(), () -> {});
        Path file = files("pairs").get(0);
        AngularRegressionModel found = fit(read(), () -> Files.copy(file, file.resolveSibling("part-00009-x.parquet")));
        assertThat(SmallFit.bits(found)).isEqualTo(SmallFit.bits(expected));
    }

    private interface Disturbance {
        void happens() throws IOException;
    }

    /** Four partitions; after pass 3 something happens, and then all blocks are lost. */
    private static AngularRegressionModel fit(Dataset<Row> rows, Disturbance disturbance) {
        return new AngularRegression()
                .setFeaturesCol("x")
                .setLabelCol("y")
                .setBlockSize(32)
                .setNumPartitions(4)
                .setMaxIter(4)
                .setTol(0)
                .setPassListener(report -> {
                    if (report.pass() == 3) {
                        try {
                            disturbance.happens();
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                        CachedPairs.lose(SparkTests.session().sparkContext());
                    }
                })
                .fit(rows);
    }

    private Dataset<Row> read() {
        return FileOrder.of(
                SparkTests.session().read().parquet(folder.resolve("pairs").toString()));
    }

    /** Of the same rows for a change of their numbers, of more for an appended one. */
    private Path otherFile(Change change) throws IOException {
        write("other", change == Change.APPENDED_TO ? 900 : 600, 2);
        return files("other").get(1);
    }

    private void write(String name, int rows, long seed) {
        SyntheticPairs.generate(SparkTests.session(), new LinearMap(8, 6, false), rows, 0.3, seed, 4)
                .write()
                .option("compression", "none")
                .option("parquet.enable.dictionary", "false")
                .parquet(folder.resolve(name).toString());
    }

    private List<Path> files(String name) throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve(name))) {
            return all.filter(path -> path.getFileName().toString().startsWith("part-"))
                    .sorted()
                    .toList();
        }
    }
}
