package dev.collimate.faults;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** As {@link DriverKillIT}, as often as asked, for the solvers that keep a memory of curvature. */
@Tag("faults")
class SecondOrderKillIT {
    private static KilledFits fits;

    @BeforeAll
    static void makeRowsAndArchiveClasses(@TempDir Path folder) throws Exception {
        fits = KilledFits.in(folder);
    }

    @ParameterizedTest
    @EnumSource(names = {"PRECONDITIONED_LBFGS", "LBFGS"})
    @Timeout(7200)
    void killsAtAnyMomentChangeNoBit(KilledFits.Kind kind) throws Exception {
        fits.assertSurviveAll(kind);
    }
}
