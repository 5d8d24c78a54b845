package dev.collimate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.cluster.DriverBudget.Need;
import org.junit.jupiter.api.Test;

class DriverBudgetTest {
    private static final long GIBIBYTE = 1L << 30;
    private static final DriverBudget BUDGET = new DriverBudget(4 * GIBIBYTE, 3 * GIBIBYTE, GIBIBYTE, GIBIBYTE / 4, 0);

    @Test
    void whatFitsToTheByteIsHeld() {
        Need need = new Need("It", GIBIBYTE, GIBIBYTE / 4, 3 * GIBIBYTE);
        assertThat(BUDGET.holds(need)).isTrue();
        assertThat(BUDGET.holds(new Need("It", GIBIBYTE + 1, 0, 0))).isFalse();
        assertThat(BUDGET.holds(new Need("It", GIBIBYTE / 2, GIBIBYTE / 4 + 1, GIBIBYTE / 2)))
                .isFalse();
        assertThat(BUDGET.holds(new Need("It", 0, 0, 3 * GIBIBYTE + 1))).isFalse();
    }

    @Test
    void tooLargeResultsAreToldWithTheirSizeTheLimitAndWhatToSet() {
        assertThat(BUDGET.shortage(new Need("It", 2 * GIBIBYTE + 1, 0, 2 * GIBIBYTE + 1), "do less"))
                .isEqualTo(
                        "It needs 2.00 GiB of heap on the driver, 2.00 GiB of it for results of one job, but "
                                + "spark.driver.maxResultSize is 1.00 GiB; set spark.driver.maxResultSize to at least 3g, or do less");
    }

    @Test
    void aResultThatSparkWouldFetchByWayOfAFileIsToldWithItsSizeTheLimitAndWhatToSet() {
        assertThat(BUDGET.shortage(new Need("It", GIBIBYTE, GIBIBYTE / 2, GIBIBYTE), "do less"))
                .isEqualTo("It needs 1.00 GiB of heap on the driver, 1.00 GiB of it for results of one job, but "
                        + "the result of a task, 512 MiB, is above spark.network.maxRemoteBlockSizeFetchToMem, 256 MiB; "
                        + "set spark.network.maxRemoteBlockSizeFetchToMem to at least 512m, or do less");
    }

    @Test
    void nothingIsAdvisedThatSparkRefuses() {
        assertThat(BUDGET.shortage(new Need("It", GIBIBYTE, 2047L << 20, GIBIBYTE), "do less"))
                .endsWith("MiB; do less");
        assertThat(BUDGET.shortage(new Need("It", GIBIBYTE, 2046L << 20, GIBIBYTE), "do less"))
                .endsWith("to at least 2046m, or do less");
    }

    @Test
    void tooLargeHeapsAreToldWithTheirSizeTheLimitAndWhatToSet() {
        assertThat(BUDGET.shortage(new Need("It", GIBIBYTE / 2, 0, 6 * GIBIBYTE), "do less"))
                .isEqualTo(
                        "It needs 6.00 GiB of heap on the driver, 0.500 GiB of it for results of one job, but "
                                + "3.00 GiB of the heap of 4.00 GiB are free; set spark.driver.memory to at least 7g, or do less");
    }

    @Test
    void allLimitsAreTold() {
        assertThat(BUDGET.shortage(new Need("It", 6 * GIBIBYTE, GIBIBYTE, 6 * GIBIBYTE), "do less"))
                .contains(
                        "spark.driver.maxResultSize is 1.00 GiB and the result of a task, 1024 MiB, is above "
                                + "spark.network.maxRemoteBlockSizeFetchToMem, 256 MiB and 3.00 GiB of the heap of 4.00 GiB are free")
                .endsWith(
                        "set spark.driver.maxResultSize to at least 6g and spark.network.maxRemoteBlockSizeFetchToMem to at least "
                                + "1024m and spark.driver.memory to at least 7g, or do less");
    }
}
