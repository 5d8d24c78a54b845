package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.data.BadDataException;
import dev.collimate.storage.AtomicSave;
import dev.collimate.storage.SaveSettings;
import dev.collimate.storage.SavedKind;
import dev.collimate.tables.BadTableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

class ErrorLineTest {
    private static final UnaryOperator<String> NAMING =
            OptionNames.of(OptionTables.commands().get("train").getCommandSpec());

    private static String line(Throwable failure) {
        return ErrorLine.of(failure, NAMING);
    }

    @Test
    void theReasonIsFoundBelowWhatWrapsIt() {
        Throwable failure = new RuntimeException(
                "wrapped",
                new SparkException("Job aborted due to stage failure", new BadDataException("row 3 is bad")));
        assertThat(line(failure)).isEqualTo("row 3 is bad");
    }

    /** Wherever the line goes: into a log, too. */
    @Test
    void whatMayBeASecretIsHiddenInTheLineOfATableAsInItsMessage() {
        BadTableException failure = new BadTableException("cannot read jdbc:x://me:hidden@host/base?password=hidden");
        assertThat(failure.getMessage()).doesNotContain("hidden");
        assertThat(line(failure)).isEqualTo(failure.getMessage());
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
                .satisfies(failure -> assertThat(line(failure)).isEqualTo("row 3 is bad; nothing stands there"));
    }

    @Test
    void onlyTheFirstLineIsShown() {
        assertThat(line(new IllegalArgumentException("rank must be 1\n\tat somewhere")))
                .isEqualTo("rank must be 1");
    }

    @Test
    void sparksBracketsAndStateAreLeftOut() {
        AnalysisException failure = new AnalysisException(
                "TABLE_OR_VIEW_NOT_FOUND", parameters("relationName", "`t`", "searchPath", "[`default`]"));
        assertThat(line(failure)).startsWith("The table or view `t` cannot be found.");
    }

    @Test
    void aConditionThatMayQuoteDataIsOnlyNamed() {
        SparkException failure = new SparkException(
                "CAST_INVALID_INPUT",
                parameters("expression", "'secret'", "sourceType", "STRING", "targetType", "DOUBLE"),
                null);
        assertThat(line(failure)).isEqualTo("Spark stopped with CAST_INVALID_INPUT; --verbose shows the details");
    }

    @Test
    void aDamagedFileIsNamed() {
        SparkException failure = new SparkException(
                "FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER",
                parameters("path", "file:/data/part-0"),
                new IOException("x"));
        assertThat(line(new SparkException("Job aborted", failure)))
                .isEqualTo("cannot read the file file:/data/part-0; it is damaged, or not of the format that --format"
                        + " names");
    }

    @Test
    void memoryThatRanOutNamesTheOptions() {
        assertThat(line(new RuntimeException(new OutOfMemoryError("Java heap space"))))
                .isEqualTo(
                        "out of memory (Java heap space); give more with --driver-memory and --executor-memory before"
                                + " the command");
    }

    @Test
    void whatNobodyExpectedIsNamedByItsClass() {
        assertThat(line(new NullPointerException("x[1] is secret")))
                .isEqualTo("unexpected NullPointerException; --verbose shows where it came from");
        assertThat(line(new SparkException("Job 3 cancelled", (Throwable) null)))
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
