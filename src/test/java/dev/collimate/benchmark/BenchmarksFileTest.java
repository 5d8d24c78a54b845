package dev.collimate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarksFileTest {
    @TempDir
    private Path folder;

    @Test
    void aSectionIsReplacedAndTheRestStays() throws IOException {
        Path file = Files.writeString(
                folder.resolve("b.md"),
                "head\n<!-- a: start -->\nold\n<!-- a: end -->\nmiddle\n<!-- b: start -->\n<!-- b: end -->\ntail\n");
        BenchmarksFile.of(file).replace("b", "one\ntwo\n");
        BenchmarksFile.of(file).replace("a", "new");
        BenchmarksFile.of(file).replace("a", "newer");
        assertThat(file)
                .hasContent("head\n<!-- a: start -->\nnewer\n<!-- a: end -->\nmiddle\n"
                        + "<!-- b: start -->\none\ntwo\n<!-- b: end -->\ntail\n");
    }

    @Test
    void aMissingSectionIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("b.md"), "<!-- a: end -->\n<!-- a: start -->\n");
        assertThatThrownBy(() -> BenchmarksFile.of(file).replace("a", "x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("<!-- a: start -->");
        assertThat(file).hasContent("<!-- a: end -->\n<!-- a: start -->\n");
    }
}
