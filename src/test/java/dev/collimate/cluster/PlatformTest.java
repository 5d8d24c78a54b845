package dev.collimate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformTest {
    @ParameterizedTest
    @ValueSource(strings = {"4.0.1", "4.1.0", "4.2.0", "4.2.1-SNAPSHOT", "4.3.0"})
    void nothingIsSaidOfASparkOfTheMatrix(String version) {
        assertThat(Platform.remark(version)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.5.7", "4.0.0", "4.4.0", "4.10.0", "5.0.0", "custom"})
    void aSparkOutsideIsNamedWithTheMatrix(String version) {
        assertThat(Platform.remark(version))
                .contains("Spark " + version + " is not one that this was tested on, which are 4.0.1 to 4.3");
    }

    @Test
    void theSparkOfTheBuildIsOfTheMatrix() {
        assertThat(Platform.sparkRemark()).isEmpty();
    }

    /** Where Hadoop works it says nothing, else it names the Java versions that work. */
    @Test
    void aJavaThatHadoopDoesNotRunOnIsNamedWithThoseThatItDoes() {
        if (Runtime.version().feature() < 24) {
            Platform.requireJava();
        }
        String message = Platform.javaMessage(25);
        assertThat(message)
                .contains(" does not run on Java 25, but on 17 and 21; set JAVA_HOME")
                .hasLineCount(1);
    }
}
