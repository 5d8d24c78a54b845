package dev.collimate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.fit.Phase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhaseTableTest {
    @Test
    void phasesOfTheFitStandBetweenWhatWasBeforeItAndWhatCameAfter() {
        PhaseTable table = new PhaseTable(List.of(new Phase("read", 2), new Phase("passes", 5)), 1, 0.5, 10);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        table.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "phase seconds share",
                        "read 3.000 30.0%",
                        "passes 5.000 50.0%",
                        "save 0.500 5.0%",
                        "other 1.500 15.0%");
        assertThat(table.entries()).hasSize(4);
    }
}
