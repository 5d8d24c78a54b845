package dev.collimate.cli;

import dev.collimate.report.RunFacts;
import dev.collimate.storage.HadoopSettings;
import dev.collimate.tables.DataFingerprint;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a page says of the run that it is of.
 *
 * @param words the options that were given, each with its value behind it
 */
record RunDescription(String command, List<String> words) {
    RunFacts facts(SparkSession spark, List<Dataset<Row>> tables, long seed, String kernel) {
        return RunFacts.of(
                command,
                ShownCommand.of(words),
                spark.version(),
                seed,
                kernel,
                DataFingerprint.of(tables, HadoopSettings.of(spark)));
    }
}
