package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.catalog.CatalogStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;
import scala.math.BigInt;

/** Into how many partitions keys go follows from the files of both tables, not from what Spark thinks of them. */
class KeyPartitionsIT {
    private static final SparkSession SPARK = SparkTests.session();

    @TempDir
    private Path folder;

    @Test
    void whatSparkIsToldOfTheSizeOfFilesChangesNoBit() throws IOException {
        Dataset<Row> all = PairFiles.dataset(PairFiles.good(200));
        String old = PairFiles.write(folder.resolve("old"), all.select("id", "x"));
        String young = PairFiles.write(folder.resolve("new"), all.select("id", "y"));
        String[] input = {"--input", old, "--label-input", young};
        byte[] expected = weights(Map.of(), input);
        assertThat(weights(Map.of("spark.sql.sources.fileCompressionFactor", "20000"), input))
                .isEqualTo(expected);
    }

    @Test
    void whatACatalogWasToldOfTheSizeOfATableChangesNoBit() throws IOException {
        SPARK.sql("create database sizes location '" + folder.resolve("sizes") + "'");
        try {
            Dataset<Row> all = PairFiles.dataset(PairFiles.good(200));
            all.coalesce(1)
                    .selectExpr("id", "x", "id % 2 part")
                    .write()
                    .partitionBy("part")
                    .saveAsTable("sizes.old");
            all.coalesce(1).select("id", "y").write().saveAsTable("sizes.new");
            String[] input = {"--table", "sizes.old", "--label-table", "sizes.new"};
            byte[] expected = weights(Map.of(), input);
            tell("old");
            tell("new");
            assertThat(weights(Map.of(), input)).isEqualTo(expected);
        } finally {
            SPARK.sql("drop database sizes cascade");
        }
    }

    private static void tell(String table) {
        ((org.apache.spark.sql.classic.SparkSession) SPARK)
                .sessionState()
                .catalog()
                .alterTableStats(
                        new TableIdentifier(table, Option.apply("sizes")),
                        Option.apply(new CatalogStatistics(
                                BigInt.apply(100L << 20),
                                Option.empty(),
                                scala.collection.immutable.Map$.MODULE$.empty())));
    }

    private byte[] weights(Map<String, String> settings, String... input) throws IOException {
        String model = folder.resolve("model").toString();
        JsonNode result = CommandRun.with(
                        settings, Arguments.of("train --mode overwrite --key id --model " + model, input))
                .result();
        assertThat(result.get("rows").asInt()).isEqualTo(200);
        assertThat(result.get("partitions").asInt()).isOne();
        return Files.readAllBytes(Path.of(model, "parameters/weights.npy"));
    }
}
