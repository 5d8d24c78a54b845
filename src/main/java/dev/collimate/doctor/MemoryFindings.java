package dev.collimate.doctor;

import dev.collimate.cluster.DriverBudget;
import java.util.List;
import java.util.Locale;

/** What is to be said of memory on the driver and on executors. */
final class MemoryFindings {
    private final Measurements.Memory memory;

    MemoryFindings(Measurements.Memory memory) {
        this.memory = memory;
    }

    List<Finding> all() {
        DriverBudget driver = memory.driver();
        boolean held = driver.holds(memory.need());
        return List.of(
                Finding.ok(
                                "memory of the driver",
                                "%s needed, %s free",
                                size(memory.need().heap()),
                                size(driver.freeHeap()))
                        .graded(
                                !held,
                                memory.refusal().isPresent(),
                                memory.refusal()
                                        .orElseGet(
                                                () -> held
                                                        ? ""
                                                        : driver.shortage(
                                                                memory.need(),
                                                                "let the fit do without moments, which takes it many more passes"))),
                Finding.ok(
                                "memory of executors",
                                "%s for cached rows, %s there",
                                size(memory.cached()),
                                size(memory.storage()))
                        .graded(
                                memory.cached() > memory.storage(),
                                false,
                                "give executors more memory, or more of them: rows that find no room are read from disk in"
                                        + " every pass"));
    }

    /** In powers of 1024. */
    private static String size(long bytes) {
        double mebibytes = bytes / (double) (1 << 20);
        return mebibytes < 1024
                ? String.format(Locale.ROOT, "%.3g MiB", mebibytes)
                : String.format(Locale.ROOT, "%.3g GiB", mebibytes / 1024);
    }
}
