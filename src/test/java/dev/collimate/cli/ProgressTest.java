package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.distributed.PassReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void aPassIsDescribedInUnitsAPersonReads() {
        assertThat(Progress.PassLog.describe(new PassReport(3, 0.11114371, 27.67612, 0, 3_000_000, 2)))
                .isEqualTo("loss 0.1111437, mean angle 27.676 degrees, 1.50M rows/s");
        assertThat(Progress.PassLog.describe(new PassReport(1, 1, 90, 0, 4000, 2)))
                .endsWith(", 2.0k rows/s");
        assertThat(Progress.PassLog.describe(new PassReport(1, 1, 90, 0, 40, 2)))
                .endsWith(", 20 rows/s");
    }

    @Test
    void aLiveLineThatEndsAtOnceEndsOnce() {
        for (int run = 0; run < 300; run++) {
            ByteArrayOutputStream terminal = new ByteArrayOutputStream();
            PrintStream stream = new PrintStream(terminal, true, StandardCharsets.UTF_8);
            try (Progress line = new LiveLine(stream, 80, "train", 1)) {
                line.passed(new PassReport(1, 0.5, 30, 0, 1000, 1));
            }
            String shown = terminal.toString(StandardCharsets.UTF_8);
            assertThat(shown).endsWith("rows/s" + System.lineSeparator());
            assertThat(shown.chars().filter(character -> character == '\n')).hasSize(1);
        }
    }

    @Test
    void aTerminalOfOneColumnHasALiveLineAndHelp() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream terminal = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (Progress line = new LiveLine(terminal, 1, "train", 2)) {
            line.passed(new PassReport(1, 0.5, 30, 0, 1000, 1));
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8).strip()).isEmpty();
        Environment narrow = new Environment(
                terminal, terminal, Optional.empty(), OptionalInt.of(1), new OwnSession(Main.class.getName()));
        assertThat(new Collimate(narrow).run("train", "--help")).isZero();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("Usage: collimate train");
    }

    @Test
    void theLiveLineIsOneLineThatFitsTheTerminalAndShowsTheLastPass() {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        try (Progress line = new LiveLine(new PrintStream(terminal, true, StandardCharsets.UTF_8), 80, "train", 2)) {
            for (int pass = 1; pass <= 3; pass++) {
                line.passed(new PassReport(pass, 0.5 / pass, 30, 0, 1000, 1));
            }
        }
        String shown = terminal.toString(StandardCharsets.UTF_8);
        assertThat(shown).endsWith(System.lineSeparator());
        assertThat(shown.chars().filter(character -> character == '\n')).hasSize(1);
        String[] states = shown.strip().split("\r");
        assertThat(states).allMatch(state -> state.length() < 80);
        assertThat(states[states.length - 1])
                .startsWith("train 100%")
                .contains("3/3")
                .contains("loss 0.16667, 30.00 deg, 1.0k rows/s");
    }
}
