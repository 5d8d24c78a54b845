package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collimate.SparkTests;
import dev.collimate.cluster.SparkSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.ExitCode;

/**
 * One run of the command line in this process.
 *
 * @param err what the command told; logs go elsewhere
 */
public record CommandRun(int exitCode, String out, String err) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Runs a command on the session that tests share, with the plan of splits that a job has. */
    public static CommandRun of(String... arguments) {
        return with(Map.of(), arguments);
    }

    /** As {@link #of}, with settings of Spark's that spark-submit would take as {@code --conf}. */
    static CommandRun with(Map<String, String> settings, String... arguments) {
        Sessions shared = new Sessions() {
            @Override
            public <T> T lend(String jobName, Job<T> job) throws Exception {
                SparkSession session = SparkTests.session().newSession();
                SparkSettings.SPLITS.forEach(session.conf()::set);
                settings.forEach(session.conf()::set);
                return job.run(session);
            }
        };
        return of(shared, Optional.empty(), arguments);
    }

    /** Runs a command on a session of the caller's. */
    public static CommandRun on(SparkSession session, String... arguments) {
        Sessions given = new Sessions() {
            @Override
            public <T> T lend(String jobName, Job<T> job) throws Exception {
                SparkSettings.SPLITS.forEach(session.conf()::set);
                return job.run(session);
            }
        };
        return of(given, Optional.empty(), arguments);
    }

    /** Runs what needs no session, and asks for none. */
    static CommandRun withoutSpark(Path home, String... arguments) {
        Sessions none = new Sessions() {
            @Override
            public <T> T lend(String jobName, Job<T> job) {
                throw new AssertionError(jobName + " asked for a session");
            }
        };
        return of(none, Optional.ofNullable(home), arguments);
    }

    private static CommandRun of(Sessions sessions, Optional<Path> home, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Environment surroundings = new Environment(print(out), print(err), home, OptionalInt.empty(), sessions);
        int exitCode = new Collimate(surroundings).run(arguments);
        return new CommandRun(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** The result of a run that must have gone well. */
    public JsonNode result() {
        assertThat(err).isEmpty();
        assertThat(exitCode).isEqualTo(ExitCode.OK);
        List<String> lines = out.lines().toList();
        try {
            return JSON.readTree(lines.get(lines.size() - 1));
        } catch (IOException e) {
            throw new AssertionError("the last line is not JSON: " + lines.get(lines.size() - 1), e);
        }
    }

    /** Asserts that the run failed, or was used wrongly, and said so in one line with all of {@code parts}. */
    public void assertError(int expectedExitCode, String... parts) {
        assertThat(err).startsWith("collimate: ").contains(parts).endsWith("\n");
        assertThat(err.lines()).as(err).hasSize(1);
        assertThat(err).doesNotContain("Exception");
        assertThat(out).isEmpty();
        assertThat(exitCode).as(Arrays.toString(parts)).isEqualTo(expectedExitCode);
    }
}
