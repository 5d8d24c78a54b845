package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Vectors that a command computes are written without dictionaries, the columns beside them with, where numbers repeat: told
 * by the lengths of files that are not compressed.
 */
class ParquetDictionariesIT {
    private static final int ROWS = 600;
    private static final int DIM = 32;

    /** Half of the bytes of a column of vectors as they are; the numbers of a dictionary take an eighth. */
    private static final long HALF_A_COLUMN = (long) ROWS * DIM * Float.BYTES / 2;

    @TempDir
    private Path folder;

    @Test
    void computedVectorsHaveNoDictionaryAndOtherColumnsKeepTheirs() throws IOException {
        SparkTests.session()
                .range(0, ROWS, 1, 1)
                .selectExpr(vector("float((id * i) % 3)", "x"), vector("1 + float((id * i) % 3)", "y"))
                .write()
                .parquet(path("repeated"));
        CommandRun.of("train", "--input", path("repeated"), "--model", path("model"))
                .result();

        long found = predictedBytes("found");
        long allWith = predictedBytes("with", "--output-option", "parquet.enable.dictionary=true");
        long allWithout = predictedBytes("without", "--output-option", "parquet.enable.dictionary=false");

        // As spark.hadoop.parquet.enable.dictionary does.
        Configuration settings = SparkTests.session().sparkContext().hadoopConfiguration();
        settings.set("parquet.enable.dictionary", "true");
        try {
            assertThat(predictedBytes("settings")).isCloseTo(allWith, Percentage.withPercentage(1));
        } finally {
            settings.unset("parquet.enable.dictionary");
        }
        assertThat(found - allWith).isGreaterThan(HALF_A_COLUMN);
        assertThat(allWithout - found).isGreaterThan(2 * HALF_A_COLUMN);
    }

    private static String vector(String element, String name) {
        return "transform(sequence(1, " + DIM + "), i -> " + element + ") as " + name;
    }

    private long predictedBytes(String output, String... more) throws IOException {
        List<String> arguments = List.of(
                "predict",
                "--input",
                path("repeated"),
                "--model",
                path("model"),
                "--output",
                path(output),
                "--output-option",
                "compression=none");
        CommandRun.of(Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new))
                .result();
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder.resolve(output))) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
