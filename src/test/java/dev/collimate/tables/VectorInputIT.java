package dev.collimate.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.SparkTests;
import dev.collimate.rows.Columns;
import java.util.Arrays;
import java.util.List;
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
        VectorInput vectors = new VectorInput(input, " ").vector("--features-col", "x_*");
        assertThat(vector(vectors.dataset(), "x_*")).containsExactly(1.0, 2.0, 10.0);
    }

    @Test
    void componentsOfAPatternWithoutNumbersKeepTheOrderOfTheColumns() {
        Dataset<Row> input = SPARK.sql("select 3 p_z, 1 p_a, 2 p_m");
        assertThat(vector(
                        new VectorInput(input, " ")
                                .vector("--features-col", "p_*")
                                .dataset(),
                        "p_*"))
                .containsExactly(3.0, 1.0, 2.0);
    }

    @Test
    void componentsOfAListKeepTheOrderOfTheList() {
        Dataset<Row> input = SPARK.sql("select 1 a, 2 b, 3 c");
        assertThat(vector(
                        new VectorInput(input, " ")
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
                            new VectorInput(input, example[1])
                                    .vector("--features-col", "x")
                                    .dataset(),
                            "x"))
                    .containsExactly(0.5, -1.0, 2000.0);
        }
    }

    @Test
    void textThatIsNoNumberBecomesANullElementNotAnError() {
        Dataset<Row> input = text("x", "1 secret 3", "1 2 3");
        assertThat(vector(
                        new VectorInput(input, " ")
                                .vector("--features-col", "x")
                                .dataset(),
                        "x"))
                .containsExactly(1.0, null, 3.0);
    }

    @Test
    void textThatIsNumbersInNoRowNamesTheDelimiterAndNoValue() {
        for (String text : List.of("[1.5,secret,3]", "np.float64(1.0) np.float64(2.0)", "words")) {
            VectorInput vectors = new VectorInput(text("x", text, text, null), " ");
            assertThatThrownBy(() -> vectors.vector("--features-col", "x"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("--features-col 'x' is text, and in no row is it numbers with white space")
                    .hasMessageContaining("--vector-delimiter")
                    .hasMessageNotContaining("secret");
        }
        // Where there is no text, rows are bad for being null.
        new VectorInput(text("x", (String) null), " ").vector("--features-col", "x");
    }

    @Test
    void arraysOfOtherNumbersBecomeDoubles() {
        Dataset<Row> input = SPARK.sql("select array(1L, 2L) x, array(1.5d) y");
        Dataset<Row> dataset = new VectorInput(input, " ")
                .vector("--features-col", "x")
                .vector("--label-col", "y")
                .dataset();
        assertThat(dataset.schema().apply("x").dataType())
                .isEqualTo(DataTypes.createArrayType(DataTypes.DoubleType, true));
        assertThat(vector(dataset, "x")).containsExactly(1.0, 2.0);
    }

    @Test
    void numbersThatAreTextBecomeDoubles() {
        Dataset<Row> dataset = new VectorInput(text("w", "0.25"), " ")
                .number("w")
                .number("absent")
                .dataset();
        assertThat(dataset.first().<Double>getAs("w")).isEqualTo(0.25);
    }

    @Test
    void restoredRowsHaveTheColumnsAsReadAndWhatWasAdded() {
        Dataset<Row> input = SPARK.sql("select 'r1' id, '1 2' x, '7' `odd.name`, '5' y_1, '6' y_2");
        VectorInput vectors =
                new VectorInput(input, " ").vector("--features-col", "x").vector("--label-col", "y_*");
        Dataset<Row> mapped = vectors.dataset().withColumn("prediction", functions.lit(1));
        Dataset<Row> restored = vectors.restored(mapped);
        assertThat(restored.columns()).containsExactly("id", "x", "odd.name", "y_1", "y_2", "prediction");
        assertThat(restored.first().mkString("|")).isEqualTo("r1|1 2|7|5|6|1");
    }

    @Test
    void anOptionalVectorMayBeAbsent() {
        Dataset<Row> input = SPARK.sql("select array(1.0d) x");
        assertThat(new VectorInput(input, " ")
                        .optionalVector("--label-col", "y")
                        .dataset()
                        .columns())
                .containsExactly("x");
    }

    @Test
    void aSelectorOfNothingNamesTheColumnsThereAre() {
        Dataset<Row> input = SPARK.sql("select 1 a, 2 b");
        for (String selector : List.of("x", "x_*", "a,x")) {
            assertThatThrownBy(() -> new VectorInput(input, " ").vector("--features-col", selector))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("--features-col '" + selector + "' names no column of the input; give a column, a "
                            + "pattern like x_* or a list like x1,x2. Columns: a, b");
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
