package dev.collimate.math;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.ChildJvm;
import dev.collimate.cluster.Shell;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** While a large decomposition runs, other threads get memory and garbage is collected, as heartbeats need it. */
@EnabledOnOs(OS.LINUX)
class DecompositionMemoryTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"eigen, 2000", "svd, 1200"})
    void othersGetMemoryDuringADecomposition(String kind, int n) throws Exception {
        requireNoWait(kind, n, "-Xmx512m");
    }

    @Test
    @Tag("long")
    void othersGetMemoryDuringADecompositionOnADriverOfOneGibibyte() throws Exception {
        requireNoWait("eigen", 3072, "-Xmx1g");
        requireNoWait("svd", 3072, "-Xmx1g");
    }

    private void requireNoWait(String kind, int n, String heap) throws Exception {
        Shell.Outcome outcome = new ChildJvm(folder)
                .option(heap, "-XX:+UseG1GC", "-Xmn32m")
                .run(DecompositionReport.class, kind, String.valueOf(n));
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("finite true\n");
        assertThat(outcome.err()).doesNotContain("Java arrays");
        // Between arrays that are held, the rest of the call has about ten.
        assertThat(value(outcome, "collections")).isGreaterThan(40);
        assertThat(value(outcome, "waited")).isLessThan(0.5 * value(outcome, "seconds"));
        assertThat(value(outcome, "libraries")).isEqualTo(1);
    }

    private static double value(Shell.Outcome outcome, String key) {
        return outcome.out()
                .lines()
                .filter(line -> line.startsWith(key + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(key.length() + 1)))
                .findFirst()
                .orElseThrow();
    }
}
