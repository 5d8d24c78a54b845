package dev.collimate.cli;

import dev.collimate.report.Result;
import dev.collimate.report.RunFacts;
import dev.collimate.storage.AtomicFile;
import dev.collimate.storage.HadoopSettings;
import dev.collimate.storage.Redaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** The page of a run. Any command that has one mixes this in, asks {@link #requireWritable} before its work and writes last. */
final class ReportOption {
    private static final Logger LOG = LoggerFactory.getLogger(ReportOption.class);

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "HTML page to write, in a folder that exists: verdict, tables, pictures and settings")
    private String path;

    boolean isGiven() {
        return path != null;
    }

    /** @throws IOException in one line, if a page is asked for and cannot be written */
    void requireWritable(SparkSession spark) throws IOException {
        if (path != null) {
            AtomicFile.at(path, HadoopSettings.of(spark)).requireWritable();
        }
    }

    /**
     * Writes the page, if one is asked for, and adds its path to the result. What goes wrong here is told and loses nothing:
     * the result has null in place of the path.
     */
    void write(SparkSession spark, Function<RunFacts, String> page, Supplier<RunFacts> facts, Result result) {
        if (path == null) {
            return;
        }
        try {
            String html = page.apply(facts.get());
            AtomicFile.at(path, HadoopSettings.of(spark)).write(html.getBytes(StandardCharsets.UTF_8));
            result.put("report", path);
        } catch (IOException | RuntimeException e) {
            LOG.warn("the report {} could not be written; all else is whole: {}", Redaction.of(path), ErrorLine.of(e));
            result.put("report", null);
        }
    }
}
