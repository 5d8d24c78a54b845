package dev.collimate.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.collimate.SparkTests;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

class WordVectorOutputIT {
    private static final SparkSession SPARK = SparkTests.session();
    private static final StructType SCHEMA =
            new StructType().add("word", DataTypes.StringType).add("x", DataTypes.createArrayType(DataTypes.FloatType));

    @TempDir
    private Path folder;

    /** As those of blocks of HDFS have; the first line has none, and Spark's own coalescer puts it behind them. */
    @Test
    void theFirstLineIsFirstAndRowsKeepTheirOrderWhereverPartitionsLie() {
        int rows = 6;
        List<Tuple2<Row, Seq<String>>> placed = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            placed.add(new Tuple2<>(row("w" + i, i), immutable(List.of("host" + i % 2))));
        }
        RDD<Row> rdd = SPARK.sparkContext().makeRDD(immutable(placed), ClassTag$.MODULE$.apply(Row.class));
        assertThat(rdd.preferredLocations(rdd.partitions()[1]).isEmpty()).isFalse();
        Dataset<Row> lines = output(folder).lines(SPARK.createDataFrame(rdd, SCHEMA), rows);
        assertThat(lines.rdd().getNumPartitions()).isEqualTo(1);
        List<String> expected = new ArrayList<>(List.of("6 2"));
        IntStream.range(0, rows).forEach(i -> expected.add("w" + i + " " + i + ".0 1.0"));
        assertThat(lines.collectAsList().stream().map(line -> line.getString(0)))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void aWordThatALineCannotHoldIsAnErrorInOneLine() {
        for (String word : new String[] {null, "", " \t", "two\nlines", "two\rlines"}) {
            Dataset<Row> rows = SPARK.createDataFrame(List.of(row("good", 0), row(word, 1)), SCHEMA);
            Path path = folder.resolve("out");
            Throwable failure = catchThrowable(() -> output(path).write(rows, rows, Optional.empty()));
            assertThat(SparkErrors.known(failure, UnaryOperator.identity()))
                    .as(String.valueOf(word))
                    .hasValueSatisfying(line -> assertThat(line)
                            .startsWith("a word is null, blank or has a line end in it")
                            .doesNotContain("\n"));
            assertThat(path).doesNotExist();
        }
    }

    private static WordVectorOutput output(Path path) {
        return new WordVectorOutput(
                SPARK,
                new WriteSettings(
                        path.toString(), WordVectorOutput.FORMAT, Map.of(), OutputMode.ERRORIFEXISTS, List.of()),
                new WrittenVectors("x", 2, Optional.empty()));
    }

    private static Row row(String word, int number) {
        return RowFactory.create(word, new Float[] {(float) number, 1f});
    }

    private static <T> Seq<T> immutable(List<T> list) {
        return CollectionConverters.asScala(list).toSeq();
    }
}
