package dev.collimate.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.SparkTests;
import dev.collimate.rows.Columns;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

class VectorInputIT {
    private static final SparkSession SPARK = SparkTests.session();

    @Test
    void componentsOfAPatternAreOrderedByTheirNumbers() {
        Dataset<Row> input = SPARK.sql("select 'a' id, '10' x_10, '2' x_2, '1' x_1, 'z' xy");
        VectorInput vectors = new VectorInput(input, VectorForms.ofDelimiter(" ")).vector("--features-col", "x_*");
        assertThat(vector(vectors.dataset(), "x_*")).containsExactly(1.0, 2.0, 10.0);
    }

    @Test
    void componentsOfAPatternWithoutNumbersKeepTheOrderOfTheColumns() {
        Dataset<Row> input = SPARK.sql("select 3 p_z, 1 p_a, 2 p_m");
        assertThat(vector(
                        new VectorInput(input, VectorForms.ofDelimiter(" "))
                                .vector("--features-col", "p_*")
                                .dataset(),
                        "p_*"))
                .containsExactly(3.0, 1.0, 2.0);
    }

    @Test
    void componentsOfAListKeepTheOrderOfTheList() {
        Dataset<Row> input = SPARK.sql("select 1 a, 2 b, 3 c");
        assertThat(vector(
                        new VectorInput(input, VectorForms.ofDelimiter(" "))
                                .vector("--features-col", "c, a")
                                .dataset(),
                        "c, a"))
                .containsExactly(3.0, 1.0);
    }

    @Test
    void textIsCutAtTheDelimiterAndBracketsAreLeftOut() {
        for (String[] example : List.of(
                new String[] {"0.5 -1  2e3", " "},
                new String[] {"[ 0.5, -1,2e3 ]", ","},
                new String[] {"0.5|-1|2e3", "|"},
                new String[] {"[0.5\t-1\n2e3]", " "})) {
            Dataset<Row> input = text("x", example[0]);
            assertThat(vector(
                            new VectorInput(input, VectorForms.ofDelimiter(example[1]))
                                    .vector("--features-col", "x")
                                    .dataset(),
                            "x"))
                    .containsExactly(0.5, -1.0, 2000.0);
        }
    }

    @Test
    void textThatIsNoVectorBecomesANullElementNotAnError() {
        Dataset<Row> input = text("x", "1 secret 3", "1 2 3");
        assertThat(vector(
                        new VectorInput(input, VectorForms.ofDelimiter(" "))
                                .vector("--features-col", "x")
                                .dataset(),
                        "x"))
                .containsExactly((Double) null);
    }

    @Test
    void textThatIsNumbersInNoRowNamesTheDelimiterAndNoValue() {
        for (String text : List.of("[1.5,secret,3]", "np.float64(1.0) np.float64(2.0)", "words")) {
            VectorInput vectors = new VectorInput(text("x", text, text, null), VectorForms.ofDelimiter(" "));
            assertThatThrownBy(() -> vectors.vector("--features-col", "x"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("--features-col 'x' is text, and in no row is it numbers with white space")
                    .hasMessageContaining("name what stands there with vectorDelimiter")
                    .hasMessageNotContaining("secret");
        }
        // Where there is no text, rows are bad for being null.
        new VectorInput(text("x", (String) null), VectorForms.ofDelimiter(" ")).vector("--features-col", "x");
    }

    @Test
    void arraysOfOtherNumbersBecomeDoubles() {
        Dataset<Row> input = SPARK.sql("select array(1L, 2L) x, array(1.5d) y");
        Dataset<Row> dataset = new VectorInput(input, VectorForms.ofDelimiter(" "))
                .vector("--features-col", "x")
                .vector("--label-col", "y")
                .dataset();
        assertThat(dataset.schema().apply("x").dataType())
                .isEqualTo(DataTypes.createArrayType(DataTypes.DoubleType, true));
        assertThat(vector(dataset, "x")).containsExactly(1.0, 2.0);
    }

    @Test
    void numbersThatAreTextBecomeDoubles() {
        Dataset<Row> dataset = new VectorInput(text("w", "0.25"), VectorForms.ofDelimiter(" "))
                .number("w")
                .number("absent")
                .dataset();
        assertThat(dataset.first().<Double>getAs("w")).isEqualTo(0.25);
    }

    @Test
    void restoredRowsHaveTheColumnsAsReadAndWhatWasAdded() {
        Dataset<Row> input = SPARK.sql("select 'r1' id, '1 2' x, '7' `odd.name`, '5' y_1, '6' y_2");
        VectorInput vectors = new VectorInput(input, VectorForms.ofDelimiter(" "))
                .vector("--features-col", "x")
                .vector("--label-col", "y_*");
        Dataset<Row> mapped = vectors.dataset().withColumn("prediction", functions.lit(1));
        Dataset<Row> restored = vectors.restored(mapped);
        assertThat(restored.columns()).containsExactly("id", "x", "odd.name", "y_1", "y_2", "prediction");
        assertThat(restored.first().mkString("|")).isEqualTo("r1|1 2|7|5|6|1");
    }

    @Test
    void anOptionalVectorMayBeAbsent() {
        Dataset<Row> input = SPARK.sql("select array(1.0d) x");
        assertThat(new VectorInput(input, VectorForms.ofDelimiter(" "))
                        .optionalVector("--label-col", "y")
                        .dataset()
                        .columns())
                .containsExactly("x");
    }

    @Test
    void aSelectorOfNothingNamesTheColumnsThereAre() {
        Dataset<Row> input = SPARK.sql("select 1 a, 2 b");
        for (String selector : List.of("x", "x_*", "a,x")) {
            assertThatThrownBy(() ->
                            new VectorInput(input, VectorForms.ofDelimiter(" ")).vector("--features-col", selector))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("--features-col '" + selector
                            + "' names no column of the input; give a column, a path like "
                            + "doc.vector, a pattern like x_* or a list like x1,x2. Columns: a, b");
        }
    }

    @Test
    void aPathLeadsIntoStructsArraysAndMapsByNamesAsTheyAre() {
        Dataset<Row> input = SPARK.sql("select named_struct('text-3.small', array(1f, 2f), 'a.b', array(3f)) doc,"
                + " array(named_struct('e', array(5, 6))) data, map('k', array(7L)) m, array(9d) `doc.z`");
        for (Object[] example : new Object[][] {
            {"doc.text-3.small", List.of(1.0, 2.0)},
            {"doc.a.b", List.of(3.0)},
            {"doc.z", List.of(9.0)},
            {"data[0].e", List.of(5.0, 6.0)},
            {"m.k", List.of(7.0)},
            {"transform(data[0].e, v -> v * 2)", List.of(10.0, 12.0)},
            {"array(1.5d, m['k'][0])", List.of(1.5, 7.0)},
        }) {
            String selector = (String) example[0];
            Dataset<Row> dataset = new VectorInput(input, VectorForms.DETECTED)
                    .vector("--features-col", selector)
                    .dataset();
            Row row = dataset.select(Columns.of(selector)).first();
            assertThat(row.<Number>getList(0)).extracting(Number::doubleValue).isEqualTo(example[1]);
        }
        Row absent = new VectorInput(input, VectorForms.DETECTED)
                .vector("--features-col", "data[3].e")
                .dataset()
                .select(Columns.of("data[3].e"))
                .first();
        assertThat(absent.isNullAt(0)).isTrue();
    }

    @Test
    void whatIsNoFunctionOfARowIsRefused() {
        Dataset<Row> input = SPARK.sql("select array(named_struct('e', array(5, 6))) data, array(1f) x");
        for (String[] example : new String[][] {
            {"data.e", "goes through data, which is an array; say which of its elements is meant, as in data[0].e"},
            {"max(x)", "is no column of the input, and as a SQL expression: it is not computed from each row alone"},
            {"explode(data)", "it is not computed from each row alone"},
            {"transform(x, v -> v + rand())", "not the same every time"},
            {"transform(z, v -> 1)", "as a SQL expression: A column, variable, or function parameter with name `z`"},
            {"transform(x", "as a SQL expression: "},
        }) {
            assertThatThrownBy(() -> new VectorInput(input, VectorForms.DETECTED).vector("--features-col", example[0]))
                    .as(example[0])
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("--features-col '" + example[0] + "'")
                    .hasMessageContaining(example[1]);
        }
    }

    @Test
    void aListOfOneListIsItsList() {
        Dataset<Row> input = SPARK.sql("select * from values (array(array(1, 2))), (array()), (null) t(x)");
        List<Row> rows = new VectorInput(input, VectorForms.DETECTED)
                .vector("--features-col", "x")
                .dataset()
                .select("x")
                .collectAsList();
        assertThat(rows).extracting(row -> row.isNullAt(0)).containsExactly(false, true, true);
        assertThat(rows.get(0).<Double>getList(0)).isEqualTo(List.of(1.0, 2.0));
        Dataset<Row> two = SPARK.sql("select array(array(1), array(2)) x");
        assertThatThrownBy(() -> new VectorInput(two, VectorForms.DETECTED).vector("--features-col", "x"))
                .hasMessageContaining("in no row of one list, of shape (1, d)");
    }

    @Test
    void bytesAreReadAsTheyAreNamedAndNeverGuessed() {
        Dataset<Row> input = SPARK.sql("select unhex('0000803F00000040') x");
        for (String encoding : List.of("float32", "float64", "float16", "bfloat16", "int8")) {
            Dataset<Row> dataset = new VectorInput(input, new VectorForm(encoding, null))
                    .vector("--features-col", "x")
                    .dataset();
            int length =
                    dataset.select(functions.size(functions.col("x"))).first().getInt(0);
            assertThat(length)
                    .isEqualTo(List.of(2, 1, 4, 4, 8).get(VectorForm.names().indexOf(encoding) - 2));
        }
        assertThatThrownBy(() -> new VectorInput(input, VectorForms.DETECTED).vector("--features-col", "x"))
                .hasMessage("--features-col 'x' is bytes, 8 of them in the first row, whose type must be named with"
                        + " vectorEncoding: that many are 2 numbers as float32, 1 numbers as float64, 4 numbers as"
                        + " float16, 4 numbers as bfloat16, 8 numbers as int8");
        Dataset<Row> odd = SPARK.sql("select unhex('000080') x");
        assertThatThrownBy(() -> new VectorInput(odd, new VectorForm("float32", null)).vector("--features-col", "x"))
                .hasMessageContaining("in no row are they of the encoding float32: that many are no whole number of");
        assertThatThrownBy(() -> new VectorInput(text("x", "AACAPw=="), new VectorForm("float32", null))
                        .vector("--features-col", "x"))
                .hasMessageContaining("the encoding of base64 text is called base64-float32");
    }

    @Test
    void bytesOfFloatsAreThoseFloatsWhateverTheirNumber() {
        Random random = new Random(1);
        // Nulls of arrays are told in words of 64 bits.
        IntStream around = IntStream.of(63, 64, 65, 127, 128, 129, 384).map(count -> count * Float.BYTES);
        List<byte[]> stored = IntStream.concat(IntStream.range(0, 21), around)
                .mapToObj(length -> {
                    byte[] bytes = new byte[length];
                    random.nextBytes(bytes);
                    return bytes;
                })
                .toList();
        Dataset<Row> input = SPARK.createDataset(stored, Encoders.BINARY()).toDF("x");
        List<Row> read = new VectorInput(input, new VectorForm("float32", null))
                .vector("--features-col", "x")
                .dataset()
                .select("x")
                .collectAsList();
        assertThat(read).hasSameSizeAs(stored);
        for (int row = 0; row < stored.size(); row++) {
            int length = stored.get(row).length;
            ByteBuffer bytes = ByteBuffer.wrap(stored.get(row)).order(ByteOrder.LITTLE_ENDIAN);
            // Bytes that are no vector: a null, and what tells it from an element that is null.
            Float[] floats = {null, Float.MIN_VALUE};
            if (length % Float.BYTES == 0) {
                floats = new Float[length / Float.BYTES];
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = bytes.getFloat();
                }
            }
            assertThat(read.get(row).<Float>getList(0)).containsExactly(floats);
        }
    }

    private static Dataset<Row> text(String column, String... values) {
        return SPARK.createDataset(Arrays.asList(values), Encoders.STRING()).toDF(column);
    }

    private static List<Double> vector(Dataset<Row> dataset, String column) {
        Row row = dataset.select(Columns.of(column)).first();
        return Arrays.asList(row.<Double>getList(0).toArray(Double[]::new));
    }
}
