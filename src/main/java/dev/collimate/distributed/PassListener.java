package dev.collimate.distributed;

import dev.collimate.moments.InputSpectrum;
import dev.collimate.profile.PairProfile;

/** Hears of a fit's passes over the data and of what they found, on the driver, in the thread that fits. */
public interface PassListener {
    /** Of every pass of loss and gradient. */
    void passed(PassReport report);

    /** Whether the fit is to end after the step that it is at, which is asked after every step. */
    default boolean stops() {
        return false;
    }

    /**
     * Of the mean angle on the rows held out, where a search measures it on its way.
     *
     * @param passes over the training rows so far
     */
    default void validated(int passes, double meanAngleDegrees) {}

    /** Whether a look at the training rows is worth one more read of the cache. */
    default boolean wantsProfile() {
        return false;
    }

    /** What the training rows are like; only where it is wanted. */
    default void profiled(PairProfile profile) {}

    /** The directions of the inputs; only where moments were collected. */
    default void decomposed(InputSpectrum spectrum) {}
}
