package dev.collimate.cli;

import dev.collimate.distributed.PassListener;
import dev.collimate.distributed.PassReport;
import dev.collimate.moments.InputSpectrum;
import dev.collimate.profile.PairProfile;
import java.util.List;

/** Tells several listeners, one after the other. */
record PassListeners(List<PassListener> all) implements PassListener {
    @Override
    public void passed(PassReport report) {
        all.forEach(listener -> listener.passed(report));
    }

    @Override
    public void validated(int passes, double meanAngleDegrees) {
        all.forEach(listener -> listener.validated(passes, meanAngleDegrees));
    }

    @Override
    public boolean wantsProfile() {
        return all.stream().anyMatch(PassListener::wantsProfile);
    }

    @Override
    public void profiled(PairProfile profile) {
        all.forEach(listener -> listener.profiled(profile));
    }

    @Override
    public void decomposed(InputSpectrum spectrum) {
        all.forEach(listener -> listener.decomposed(spectrum));
    }

    @Override
    public boolean stops() {
        return all.stream().anyMatch(PassListener::stops);
    }
}
