package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.data.BadDataException;
import dev.collimate.storage.AtomicSave;
import dev.collimate.storage.SaveSettings;
import dev.collimate.storage.SavedKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

class ErrorLineTest {
    @Test
    void theReasonIsFoundBelowWhatWrapsIt() {
        Throwable failure = new RuntimeException(
                "wrapped",
                new SparkException("Job aborted due to stage failure", new BadDataException("row 3 is bad")));
        assertThat(ErrorLine.of(failure)).isEqualTo("row 3 is bad");
    }

    @Test
    void whatStandsWhereAWriteFailedIsSaid(@TempDir Path folder) {
        assertThatThrownBy(() -> AtomicSave.save(
                        folder.resolve("rows").toString(),
                        new Configuration(),
                        new SaveSettings(SavedKind.DATA, false, 0),
                        (files, directory) -> {
                            throw new BadDataException("row 3 is bad");
                        }))
                .satisfies(
                        failure -> assertThat(ErrorLine.of(failure)).isEqualTo("row 3 is bad; nothing stands there"));
    }

    @Test
    void onlyTheFirstLineIsShown() {
        assertThat(ErrorLine.of(new IllegalArgumentException("rank must be 1\n\tat somewhere")))
                .isEqualTo("rank must be 1");
    }

    @Test
    void sparksBracketsAndStateAreLeftOut() {
        AnalysisException failure = new AnalysisException(
                "TABLE_OR_VIEW_NOT_FOUND", parameters("relationName", "`t`", "searchPath", "[`default`]"));
        assertThat(ErrorLine.of(failure)).startsWith("The table or view `t` cannot be found.");
    }

    @Test
    void aConditionThatMayQuoteDataIsOnlyNamed() {
        SparkException failure = new SparkException(
                "CAST_INVALID_INPUT",
                parameters("expression", "'secret'", "sourceType", "STRING", "targetType", "DOUBLE"),
                null);
        assertThat(ErrorLine.of(failure))
                .isEqualTo("Spark stopped with CAST_INVALID_INPUT; --verbose shows the details");
    }

    @Test
    void aDamagedFileIsNamed() {
        SparkException failure = new SparkException(
                "FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER",
                parameters("path", "file:/data/part-0"),
                new IOException("x"));
        assertThat(ErrorLine.of(new SparkException("Job aborted", failure)))
                .isEqualTo("cannot read the file file:/data/part-0; it is damaged, or not of the format that --format"
                        + " names");
    }

    @Test
    void memoryThatRanOutNamesTheOptions() {
        assertThat(ErrorLine.of(new RuntimeException(new OutOfMemoryError("Java heap space"))))
                .isEqualTo(
                        "out of memory (Java heap space); give more with --driver-memory and --executor-memory before"
                                + " the command");
    }

    @Test
    void whatNobodyExpectedIsNamedByItsClass() {
        assertThat(ErrorLine.of(new NullPointerException("x[1] is secret")))
                .isEqualTo("unexpected NullPointerException; --verbose shows where it came from");
        assertThat(ErrorLine.of(new SparkException("Job 3 cancelled", (Throwable) null)))
                .isEqualTo("Job 3 cancelled; --verbose shows the details");
    }

    private static scala.collection.immutable.Map<String, String> parameters(String... keysAndValues) {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return scala.collection.immutable.Map$.MODULE$.from(CollectionConverters.asScala(map));
    }
}
