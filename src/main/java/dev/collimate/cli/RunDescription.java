package dev.collimate.cli;

import dev.collimate.report.RunFacts;
import dev.collimate.storage.HadoopSettings;
import dev.collimate.storage.Redaction;
import dev.collimate.tables.DataFingerprint;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a page says of the run that it is of. */
final class RunDescription {
    private final String command;
    private final List<String> given = new ArrayList<>();

    RunDescription(String command) {
        this.command = command;
    }

    RunDescription with(List<String> options) {
        given.addAll(options);
        return this;
    }

    /** @param value null where the option was not given */
    RunDescription with(String option, String value) {
        return value == null ? this : with(List.of(option, value));
    }

    RunFacts facts(Dataset<Row> rows, long seed, String kernel) {
        return RunFacts.of(
                command,
                Redaction.of(String.join(" ", given)),
                rows.sparkSession().version(),
                seed,
                kernel,
                DataFingerprint.of(rows, HadoopSettings.of(rows.sparkSession())));
    }
}
