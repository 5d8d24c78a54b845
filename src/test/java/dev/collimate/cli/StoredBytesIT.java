package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkTests;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vectors that are bytes: what they come back as, and what is said of those that are none. */
@Tag("long")
class StoredBytesIT {
    private static final SparkSession SPARK = SparkTests.session();
    private static final int ROWS = 8;

    @TempDir
    private Path folder;

    @Test
    void bytesComeBackThroughTextAsTheyWere() {
        String store = write("store", DataTypes.BinaryType, vectors());
        String train = "train --vector-encoding float32 --model " + path("m") + " --input " + store;
        CommandRun.of(Arguments.of(train)).result();
        predict("--vector-encoding float32", store, "parquet").result();
        List<Row> expected = SPARK.read().parquet(path("parquet")).orderBy("id").collectAsList();
        for (String format : List.of("csv", "json")) {
            predict("--vector-encoding float32", store, format).result();
            List<Row> found = SPARK.read()
                    .option("header", true)
                    .format(format)
                    .load(path(format))
                    .orderBy("id")
                    .collectAsList();
            assertThat(found).hasSameSizeAs(expected);
            for (int i = 0; i < found.size(); i++) {
                for (String column : List.of("x", "y", "blob", "prediction")) {
                    assertThat(Base64.getDecoder().decode(found.get(i).<String>getAs(column)))
                            .isEqualTo(expected.get(i).<byte[]>getAs(column));
                }
            }
            String again = "--format " + format + " --vector-encoding base64-float32 --prediction-col second";
            predict(again, path(format), "again-" + format, "parquet").result();
            List<Row> twice =
                    SPARK.read().parquet(path("again-" + format)).orderBy("id").collectAsList();
            for (Row row : twice) {
                assertThat(row.<String>getAs("second")).isEqualTo(row.<String>getAs("prediction"));
            }
        }
    }

    @Test
    void bytesThatAreNoVectorAreToldFromNumbersThatAreNone() {
        for (boolean text : List.of(false, true)) {
            List<byte[]> vectors = vectors();
            vectors.set(2, Arrays.copyOf(vectors.get(2), 7));
            vectors.set(4, floats(Float.NaN, 1));
            vectors.set(5, floats(1, Float.NEGATIVE_INFINITY));
            String store = write("store" + text, text ? DataTypes.StringType : DataTypes.BinaryType, vectors);
            String encoding = text ? "base64-float32" : "float32";
            String train = "train --mode overwrite --model " + path("m") + " --vector-encoding " + encoding
                    + " --input " + store;
            CommandRun.of(Arguments.of(train))
                    .assertError(
                            1,
                            "3 of 8 rows cannot be used",
                            "1: a vector is bytes that are no vector in their encoding",
                            "2: a vector has an element that is NaN");
            JsonNode result =
                    CommandRun.of(Arguments.of(train + " --bad-rows skip")).result();
            assertThat(result.get("skippedBy").toString()).isEqualTo("{\"unreadable\":1,\"notFinite\":2}");
            predict("--vector-encoding " + encoding, store, "parquet")
                    .assertError(1, "x: a vector is bytes that are no vector in their encoding, as of a wrong number");
        }
    }

    @Test
    void numbersThatAreNoneInBytesOfTwoAreCountedAsWell() {
        List<byte[]> vectors = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            vectors.add(halves((short) (0x3c00 + 8 * i), (short) (0x3800 - 16 * i * i)));
        }
        vectors.set(3, halves((short) 0x7e00, (short) 0x3c00));
        String store = write("store", DataTypes.BinaryType, vectors);
        JsonNode result = CommandRun.of(Arguments.of(
                        "train --bad-rows skip --vector-encoding float16 --model " + path("m") + " --input " + store))
                .result();
        assertThat(result.get("skippedBy").toString()).isEqualTo("{\"notFinite\":1}");
    }

    private static List<byte[]> vectors() {
        List<byte[]> vectors = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            vectors.add(floats((float) Math.sin(i), (float) Math.cos(i)));
        }
        return vectors;
    }

    private static byte[] floats(float... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            bytes.putFloat(number);
        }
        return bytes.array();
    }

    private static byte[] halves(short... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (short number : numbers) {
            bytes.putShort(number);
        }
        return bytes.array();
    }

    /** Rows of an id, x and the same as y, and other bytes. */
    private String write(String name, org.apache.spark.sql.types.DataType type, List<byte[]> vectors) {
        boolean text = type.equals(DataTypes.StringType);
        StructType schema = new StructType()
                .add("id", DataTypes.IntegerType)
                .add("x", type)
                .add("y", type)
                .add("blob", DataTypes.BinaryType);
        List<Row> rows = new ArrayList<>();
        List<byte[]> good = vectors();
        for (int i = 0; i < vectors.size(); i++) {
            byte[] y = vectors.get(i).length == Short.BYTES * 2 ? vectors.get((i + 1) % 3) : good.get(i);
            rows.add(RowFactory.create(i, stored(vectors.get(i), text), stored(y, text), new byte[] {(byte) i, 0, -1}));
        }
        return PairFiles.write(folder.resolve(name), SPARK.createDataFrame(rows, schema));
    }

    private static Object stored(byte[] bytes, boolean text) {
        return text ? Base64.getEncoder().encodeToString(bytes) : bytes;
    }

    private CommandRun predict(String options, String input, String format) {
        return predict(options, input, format, format);
    }

    private CommandRun predict(String options, String input, String output, String format) {
        return CommandRun.of(Arguments.of("predict --model " + path("m") + " --input " + input + " --output "
                + path(output) + " --output-format " + format + " " + options));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
