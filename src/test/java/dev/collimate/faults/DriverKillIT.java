package dev.collimate.faults;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A driver that is killed and started again by the same command ends with the bits of one that was not. */
@Tag("cluster")
class DriverKillIT {
    @Test
    @Timeout(900)
    void aKillInACheckpointAndOneInTheSaveChangeNoBit(@TempDir Path folder) throws Exception {
        KilledFits fits = KilledFits.in(folder);
        KilledFits.Kind kind = KilledFits.Kind.PRECONDITIONED_LBFGS;
        KilledFits.Undisturbed expected = fits.undisturbed(kind);
        fits.assertSurvives(kind, KilledFits.Place.IN_A_CHECKPOINT, 0, expected);
        fits.assertSurvives(kind, KilledFits.Place.IN_THE_SAVE, 1, expected);
    }
}
