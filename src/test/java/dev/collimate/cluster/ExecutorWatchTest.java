package dev.collimate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutorWatchTest {
    @Test
    void aJobWaitsTenMinutesUnlessItIsSet() {
        assertThat(ExecutorWatch.timeout(new SparkConf(false))).isEqualTo(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @CsvSource({"90, 90", "90s, 90", "10m, 600", "2h, 7200"})
    void theTimeIsReadAsSparkReadsTimes(String text, long seconds) {
        assertThat(ExecutorWatch.timeout(new SparkConf(false).set(ExecutorWatch.TIMEOUT, text)))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1s", "soon", "500ms", ""})
    void anotherTextIsRefusedInOneLine(String text) {
        SparkConf conf = new SparkConf(false).set(ExecutorWatch.TIMEOUT, text);
        assertThatThrownBy(() -> ExecutorWatch.timeout(conf))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "spark.collimate.executorTimeout must be a time of at least a second, such as 90s or 10m, but"
                                + " was " + text);
    }
}
