package dev.collimate.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.collimate.SparkTests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixedWidthVectorsIT {
    @TempDir
    private Path folder;

    @Test
    void aFileThatIsCutShortWhileItIsReadIsNamed() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(2).putFloat(1).putFloat(2).putInt(2).putFloat(3).putFloat(4);
        Path file = Files.write(folder.resolve("x.fvecs"), bytes.array());
        Dataset<Row> rows = read("fvecs", file.toString());
        assertThat(rows.count()).isEqualTo(2);
        Files.write(file, Arrays.copyOf(bytes.array(), 20));
        Throwable failure = catchThrowable(rows::collectAsList);
        assertThat(SparkErrors.known(failure, UnaryOperator.identity())).hasValueSatisfying(line -> assertThat(line)
                .contains("x.fvecs was cut short while it was read")
                .doesNotContain("\n"));
    }

    /** 20 MB are two pieces; a further file goes on counting. */
    @Test
    void rowsOfAllPiecesAndFilesHaveTheirPositionsAndNumbers() throws IOException {
        int rows = 80_000;
        int more = 10;
        int columns = 64;
        Files.write(
                folder.resolve("a.npy"),
                TradeFiles.npy("<f4", "False", rows, columns, Float.BYTES, (i, j) -> i * 64 + j));
        Files.write(
                folder.resolve("b.npy"),
                TradeFiles.npy("<f4", "False", more, columns, Float.BYTES, (i, j) -> (rows + i) * 64 + j));
        Dataset<Row> read = read("npy", folder.toString());
        assertThat(read.rdd().getNumPartitions()).isEqualTo(3);
        assertThat(read.select("id").as(Encoders.LONG()).collectAsList())
                .containsExactlyElementsOf(
                        LongStream.range(0, rows + more).boxed().toList());
        assertThat(read.where("vector = transform(sequence(0, 63), j -> cast(id * 64 + j as float))")
                        .count())
                .isEqualTo(rows + more);
    }

    @Test
    void halvesAndBytesOfFilesAreTheirNumbers() throws IOException {
        Files.write(
                folder.resolve("half.npy"),
                TradeFiles.npy("<f2", "False", 3, 2, Short.BYTES, (i, j) -> (i - 1) * 0.5f + j * 512));
        assertThat(vectors("half.npy"))
                .containsExactly(List.of(-0.5f, 511.5f), List.of(0f, 512f), List.of(0.5f, 512.5f));
        Files.write(
                folder.resolve("bytes.npy"),
                TradeFiles.npy("|i1", "False", 3, 2, Byte.BYTES, (i, j) -> (i - 1) * 127 - j));
        assertThat(vectors("bytes.npy")).containsExactly(List.of(-127f, -128f), List.of(0f, -1f), List.of(127f, 126f));
    }

    private List<List<Float>> vectors(String name) throws IOException {
        return read("npy", folder.resolve(name).toString()).collectAsList().stream()
                .map(row -> row.<Float>getList(row.fieldIndex("vector")))
                .toList();
    }

    private static Dataset<Row> read(String format, String path) throws IOException {
        return new InputReader(SparkTests.session(), new ReadSettings(format, Map.of(), false))
                .read(TableSource.ofPath(path));
    }
}
