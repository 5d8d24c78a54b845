package dev.collimate.cli;

import dev.collimate.SparkTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Small data sets of id, x, y (of 3 and 2 numbers, where nothing is wrong with a row) and a weight w. */
final class PairFiles {
    static final StructType SCHEMA = new StructType()
            .add("id", DataTypes.LongType)
            .add("x", DataTypes.createArrayType(DataTypes.FloatType))
            .add("y", DataTypes.createArrayType(DataTypes.FloatType))
            .add("w", DataTypes.DoubleType);

    private PairFiles() {}

    /** Rows from 0 on, all of them good. */
    static List<Row> good(int rows) {
        List<Row> pairs = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            double angle = 0.7 * i;
            float[] x = {(float) Math.sin(angle), (float) Math.cos(angle), (float) Math.sin(3 * angle + 1)};
            pairs.add(pair(i, x, new float[] {x[0] + 0.5f * x[2], x[1] - 0.25f * x[0]}, 1.0));
        }
        return pairs;
    }

    static Row pair(long id, float[] x, float[] y, Double weight) {
        return RowFactory.create(id, boxed(x), boxed(y), weight);
    }

    static Dataset<Row> dataset(List<Row> rows) {
        return SparkTests.session().createDataFrame(rows, SCHEMA);
    }

    /** Trains a model on good rows, inside a folder, and returns where it is. */
    static String model(Path folder) {
        String model = folder.resolve("model").toString();
        CommandRun.of("train", "--input", write(folder.resolve("good"), good(20)), "--model", model)
                .result();
        return model;
    }

    /** Writes one Parquet file and returns the folder it is in. */
    static String write(Path folder, List<Row> rows) {
        return write(folder, dataset(rows));
    }

    static String write(Path folder, Dataset<Row> rows) {
        rows.coalesce(1).write().parquet(folder.toString());
        return folder.toString();
    }

    /** Writes one Parquet file under a name of the caller's. */
    static void writeFile(Path file, Dataset<Row> rows) throws IOException {
        Path part = file.resolveSibling("_" + file.getFileName());
        write(part, rows);
        try (Stream<Path> files = Files.list(part)) {
            for (Path written : files.toList()) {
                if (written.toString().endsWith(".parquet")) {
                    Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
                } else {
                    Files.delete(written);
                }
            }
        }
        Files.delete(part);
    }

    private static Object boxed(float[] vector) {
        if (vector == null) {
            return null;
        }
        List<Float> numbers = new ArrayList<>();
        for (float number : vector) {
            numbers.add(number);
        }
        return numbers.toArray(Float[]::new);
    }
}
