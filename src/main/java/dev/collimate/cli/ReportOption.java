package dev.collimate.cli;

import dev.collimate.report.Result;
import dev.collimate.report.RunFacts;
import dev.collimate.storage.AtomicFile;
import dev.collimate.storage.HadoopSettings;
import dev.collimate.storage.Redaction;
import dev.collimate.tables.DataFingerprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The page of a run. Any command that has one mixes this in, asks {@link #requireWritable} before its work and writes last. */
final class ReportOption {
    private static final Logger LOG = LoggerFactory.getLogger(ReportOption.class);

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "HTML page to write, in a folder that exists: verdict, tables, pictures and settings")
    private String path;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    boolean isGiven() {
        return path != null;
    }

    /** @throws IOException in one line, if a page is asked for and cannot be written */
    void requireWritable(SparkSession spark) throws IOException {
        if (path != null) {
            AtomicFile.at(path, HadoopSettings.of(spark)).requireWritable();
        }
    }

    /** Makes the HTML of a page; called only where one is asked for. */
    interface Page {
        String html() throws IOException;
    }

    /**
     * Writes the page, if one is asked for, and adds its path to the result. What goes wrong here is told and loses nothing:
     * the result has null in place of the path.
     */
    void write(SparkSession spark, Page page, Result result) {
        if (path == null) {
            return;
        }
        try {
            byte[] html = page.html().getBytes(StandardCharsets.UTF_8);
            AtomicFile.at(path, HadoopSettings.of(spark)).write(html);
            result.put("report", path);
        } catch (Exception e) {
            // Spark's are checked, and no signature of Scala's tells of them; the files of the input are asked here.
            LOG.warn(
                    "the report {} could not be written; all else is whole: {}",
                    Redaction.of(path),
                    ErrorLine.of(e, OptionNames.of(command)));
            LOG.debug("the report failed", e);
            result.put("report", null);
        }
    }

    /**
     * What a page says of the run that it is of.
     *
     * @param words the options that were given, each with its value behind it
     * @param tables all that was read, at least one
     */
    static RunFacts facts(String command, List<String> words, List<Dataset<Row>> tables, long seed, String kernel) {
        SparkSession spark = tables.get(0).sparkSession();
        return RunFacts.of(
                command,
                ShownCommand.of(words),
                spark.version(),
                seed,
                kernel,
                DataFingerprint.of(tables, HadoopSettings.of(spark)));
    }
}
