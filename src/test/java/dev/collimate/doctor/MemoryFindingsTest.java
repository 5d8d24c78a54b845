package dev.collimate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.cluster.DriverBudget;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Too little memory is worth a look where a fit copes, and a stop where it is refused. */
class MemoryFindingsTest {
    private static final long GIBIBYTE = 1L << 30;

    /** Of the driver, and of executors. */
    private static List<Finding> findings(long needed, Optional<String> refusal, long cached) {
        DriverBudget driver = new DriverBudget(4 * GIBIBYTE, 3 * GIBIBYTE, GIBIBYTE, Long.MAX_VALUE, 0);
        DriverBudget.Need need = new DriverBudget.Need("the fit", 0, 0, needed);
        return new MemoryFindings(new Measurements.Memory(need, driver, refusal, cached, 2 * GIBIBYTE)).all();
    }

    @Test
    void enoughIsOk() {
        assertThat(findings(3 * GIBIBYTE, Optional.empty(), 2 * GIBIBYTE))
                .extracting(Finding::grade)
                .containsExactly(Grade.OK, Grade.OK);
        assertThat(findings(3 * GIBIBYTE, Optional.empty(), 2 * GIBIBYTE))
                .extracting(Finding::found)
                .containsExactly("3.00 GiB needed, 3.00 GiB free", "2.00 GiB for cached rows, 2.00 GiB there");
    }

    @Test
    void rowsThatFindNoRoomInTheCacheAreWorthALook() {
        Finding executors =
                findings(GIBIBYTE, Optional.empty(), 2 * GIBIBYTE + 1).get(1);
        assertThat(executors.grade()).isEqualTo(Grade.LOOK);
        assertThat(executors.topic()).isEqualTo("memory of executors");
        assertThat(executors.advice()).contains("read from disk in every pass");
    }

    @Test
    void aFitThatDoesWithoutMomentsIsWorthALook() {
        Finding driver = findings(4 * GIBIBYTE, Optional.empty(), 0).get(0);
        assertThat(driver.grade()).isEqualTo(Grade.LOOK);
        assertThat(driver.advice()).contains("spark.driver.memory", "let the fit do without moments");
    }

    @Test
    void aFitThatIsRefusedIsAStopWithTheRefusalAsAdvice() {
        Finding driver =
                findings(4 * GIBIBYTE, Optional.of("set {rank} lower"), 0).get(0);
        assertThat(driver.grade()).isEqualTo(Grade.STOP);
        assertThat(driver.advice()).isEqualTo("set {rank} lower");
    }
}
