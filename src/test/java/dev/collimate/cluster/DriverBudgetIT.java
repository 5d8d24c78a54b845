package dev.collimate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class DriverBudgetIT {
    private static final String FETCH_SIZE = "spark.network.maxRemoteBlockSizeFetchToMem";

    @Test
    void aTasksResultMayBeWhatSparkFetchesToMemoryByDefault() {
        assertThat(budget(SparkTests.session()).maxTaskResult()).isEqualTo(200L << 20);
    }

    @Test
    void aTasksResultMayBeWhatSparkFetchesToMemoryOrDoesNotFetch() throws Exception {
        assertThat(budget(Map.of(FETCH_SIZE, "300m")).maxTaskResult()).isEqualTo(300L << 20);
        assertThat(budget(Map.of(FETCH_SIZE, "4m", "spark.task.maxDirectResultSize", "16m"))
                        .maxTaskResult())
                .isEqualTo(16L << 20);
    }

    private static DriverBudget budget(Map<String, String> settings) throws Exception {
        return SparkTests.withOwn("local[1]", settings, DriverBudgetIT::budget);
    }

    private static DriverBudget budget(SparkSession spark) {
        return DriverBudget.of(JavaSparkContext.fromSparkContext(spark.sparkContext()), 0);
    }
}
