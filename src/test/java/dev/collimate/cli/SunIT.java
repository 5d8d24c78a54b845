package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkTests;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The direction of the Sun, which no linear map of place and time comes near, and a network learns. */
class SunIT {
    @TempDir
    private Path folder;

    @Test
    void aNetworkLearnsTheDirectionOfTheSunThatALinearMapCannot() {
        String train = generate("train", "--rows", "5000", "--seed", "1");
        String held = generate("held", "--rows", "1000", "--seed", "2");
        JsonNode validation = CommandRun.of(Arguments.of(
                        "train --map mlp --layers 8,32,32,3 --activation gelu --max-iter 80",
                        "--input",
                        train,
                        "--validation",
                        held,
                        "--model",
                        folder.resolve("model").toString()))
                .result()
                .get("validation");
        assertThat(angle(validation, "least squares")).isGreaterThan(75);
        assertThat(angle(validation, "mlp")).isLessThan(6);
    }

    @Test
    void rowsDependOnSeedAndNumberAlone() {
        List<Row> one = rows(generate("one", "--rows", "300", "--partitions", "1"));
        assertThat(rows(generate("three", "--rows", "300", "--partitions", "3")))
                .isEqualTo(one);
        assertThat(rows(generate("seeded", "--rows", "300", "--seed", "5"))).isNotEqualTo(one);
    }

    private static double angle(JsonNode validation, String name) {
        for (JsonNode row : validation.get("comparison")) {
            if (row.get("name").asText().equals(name)) {
                return row.get("meanAngleDegrees").asDouble();
            }
        }
        throw new AssertionError("no row " + name + " in " + validation);
    }

    private String generate(String name, String... options) {
        String path = folder.resolve(name).toString();
        JsonNode result = CommandRun.of(Arguments.of("generate --map sun --noise 0 --output", List.of(path), options))
                .result();
        assertThat(result.get("map").asText()).isEqualTo("sun");
        assertThat(result.get("inputDim").asInt()).isEqualTo(8);
        assertThat(result.get("outputDim").asInt()).isEqualTo(3);
        return path;
    }

    private static List<Row> rows(String path) {
        return SparkTests.session().read().parquet(path).orderBy("id").collectAsList();
    }
}
