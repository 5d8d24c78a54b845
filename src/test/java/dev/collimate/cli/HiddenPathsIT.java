package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HiddenPathsIT {
    private static final String THRESHOLD = "spark.sql.sources.parallelPartitionDiscovery.threshold";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"password=hush", "sfToken=hush", "header=true"})
    void foldersAreListedByJobsWhereNoAddressHoldsASecret(String option) {
        assertThat(threshold(folder.resolve("token=en").toString(), option))
                .isEqualTo(SparkTests.session().newSession().conf().get(THRESHOLD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere?sig=hush", "user:hush@host"})
    void foldersAreListedByTheDriverWhereAnAddressHoldsASecret(String address) {
        assertThat(threshold("file:/" + address, "header=true")).isEqualTo(Integer.toString(Integer.MAX_VALUE));
        assertThat(threshold(folder.toString(), "path=file:/" + address))
                .isEqualTo(Integer.toString(Integer.MAX_VALUE));
    }

    /** After a command that finds nothing to read. */
    private static String threshold(String input, String option) {
        SparkSession session = SparkTests.session().newSession();
        CommandRun run = CommandRun.on(session, "doctor", "--estimate", "false", "--input", input, "--option", option);
        assertThat(run.exitCode()).isEqualTo(1);
        return session.conf().get(THRESHOLD);
    }
}
