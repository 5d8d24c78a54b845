package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Python has the parameters of the Java stages: names, meanings, types and defaults. */
class PythonParamsTest {
    private static final Path ROOT = Path.of(System.getProperty("collimate.root", "."));

    @Test
    void thePackageHoldsWhatTheDeclarationsSay() throws IOException {
        assertThat(Files.readString(ROOT.resolve(PythonParams.FILE))).isEqualTo(PythonParams.text());
    }
}
