package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor finds of where rows lie: in files, and on the sides of a split. */
class DoctorLayoutIT {
    private static final int ROWS = 200;
    private static final List<Row> PAIRS = PairFiles.good(ROWS + 20);

    @TempDir
    private Path folder;

    @Test
    void keysOnOneSideOfTheSplitAloneAreFoundToBeSo() {
        String rows = PairFiles.write(folder.resolve("rows"), PAIRS.subList(0, ROWS));
        String heldOut = PairFiles.write(folder.resolve("held-out"), PAIRS.subList(ROWS, ROWS + 20));
        JsonNode split = doctor(rows, "--validation", heldOut, "--row-key-col", "id");
        assertThat(found(split, "keys on both sides of the split")).isEqualTo("ok: 0 of 20 rows held out");
        assertThat(found(split, "duplicate keys")).isEqualTo("not looked at");
        assertThat(found(doctor(rows, "--row-key-col", "id"), "duplicate keys")).isEqualTo("ok: 0 rows");
        JsonNode keyless = doctor(rows, "--validation", heldOut);
        assertThat(found(keyless, "keys on both sides of the split")).isEqualTo("not looked at");
        assertThat(found(keyless, "duplicate keys")).isEqualTo("not looked at");
    }

    @Test
    void theLargestPartitionIsComparedWithTheMeanOne() {
        assertThat(found(doctor(files(10, 190), "--num-partitions", "2"), "partitions"))
                .isEqualTo("ok: 2; the largest has 1.9 times the rows of the mean one");
        assertThat(found(doctor(files(2, 2, 2, 2, 192), "--num-partitions", "5"), "partitions"))
                .isEqualTo("look: 5; the largest has 4.8 times the rows of the mean one");
    }

    /** So many rows in a file each. */
    private String files(int... counts) {
        String input = folder.resolve("files-" + counts.length).toString();
        int from = 0;
        for (int count : counts) {
            PairFiles.dataset(PAIRS.subList(from, from + count))
                    .coalesce(1)
                    .write()
                    .mode("append")
                    .parquet(input);
            from += count;
        }
        return input;
    }

    /** Each file is a partition, as to open another one costs more than there is room for in one. */
    private static JsonNode doctor(String input, String... options) {
        return CommandRun.with(
                        Map.of("spark.sql.files.maxPartitionBytes", "1m", "spark.sql.files.openCostInBytes", "2m"),
                        Arguments.of("doctor --estimate false --input " + input, options))
                .result();
    }

    private static String found(JsonNode result, String topic) {
        for (JsonNode finding : result.get("findings")) {
            if (finding.get("topic").asText().equals(topic)) {
                return finding.get("grade").asText() + ": "
                        + finding.get("found").asText();
            }
        }
        return "not looked at";
    }
}
