package dev.collimate.reproducibility;

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
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Pairs in four files, which may change during a fit. */
record StoredPairs(SparkSession spark, Path folder) {
    static final int FILES = 4;
    private static final int ROWS = 600;

    /** What happens to a file. */
    enum Change {
        REPLACED,
        APPENDED_TO,
        SHORTENED,
        REMOVED
    }

    /** What happens during a fit. */
    interface Disturbance {
        void happens() throws IOException;
    }

    static StoredPairs write(SparkSession spark, Path folder) {
        StoredPairs pairs = new StoredPairs(spark, folder);
        pairs.write("pairs", ROWS, 1);
        return pairs;
    }

    private void write(String name, int rows, long seed) {
        SyntheticPairs.generate(spark, new LinearMap(8, 6, false), rows, 0.3, seed, FILES)
                .write()
                .option("compression", "none")
                .option("parquet.enable.dictionary", "false")
                .parquet(folder.resolve(name).toString());
    }

    List<Path> files() throws IOException {
        return files("pairs");
    }

    private List<Path> files(String name) throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve(name))) {
            return all.filter(path -> path.getFileName().toString().startsWith("part-"))
                    .sorted()
                    .toList();
        }
    }

    /** A file that is to change. */
    record Changing(Path path, Change kind, Path other) {
        void change() throws IOException {
            Files.deleteIfExists(path.resolveSibling("." + path.getFileName() + ".crc"));
            switch (kind) {
                case REMOVED -> Files.delete(path);
                case SHORTENED ->
                    Files.write(path, Arrays.copyOf(Files.readAllBytes(path), (int) Files.size(path) / 2));
                default -> {
                    Files.copy(other, path, StandardCopyOption.REPLACE_EXISTING);
                    // Files of one length are told apart by the second, and a fit here may take less.
                    Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(2)));
                }
            }
        }
    }

    /** Another file has as many rows, of other numbers; or more, where rows are appended. */
    Changing changing(int file, Change change) throws IOException {
        write("other", change == Change.APPENDED_TO ? ROWS * 3 / 2 : ROWS, 2);
        return new Changing(files().get(file), change, files("other").get(1));
    }

    Dataset<Row> read() {
        return FileOrder.of(spark.read().parquet(folder.resolve("pairs").toString()));
    }

    /** Something happens after pass 3. */
    AngularRegressionModel fit(Dataset<Row> rows, Disturbance disturbance) {
        return new AngularRegression()
                .setFeaturesCol("x")
                .setLabelCol("y")
                .setBlockSize(32)
                .setNumPartitions(FILES)
                .setMaxIter(4)
                .setTol(0)
                .setPassListener(report -> {
                    if (report.pass() == 3) {
                        try {
                            disturbance.happens();
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    }
                })
                .fit(rows);
    }
}
