package dev.collimate.report;

import dev.collimate.distributed.PassListener;
import dev.collimate.distributed.PassReport;
import dev.collimate.moments.InputSpectrum;
import dev.collimate.profile.PairProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what a fit tells while it runs. */
public final class FitTrace implements PassListener {
    /** The mean angle on the rows held out after so many passes. */
    record Validation(int passes, double meanAngleDegrees) {}

    private final List<PassReport> passes = new ArrayList<>();
    private final List<Validation> validations = new ArrayList<>();
    private PairProfile pairs;
    private InputSpectrum spectrum;

    @Override
    public void passed(PassReport report) {
        passes.add(report);
    }

    @Override
    public void validated(int passesSoFar, double meanAngleDegrees) {
        validations.add(new Validation(passesSoFar, meanAngleDegrees));
    }

    @Override
    public boolean wantsProfile() {
        return true;
    }

    @Override
    public void profiled(PairProfile profile) {
        pairs = profile;
    }

    @Override
    public void decomposed(InputSpectrum found) {
        spectrum = found;
    }

    List<PassReport> passes() {
        return passes;
    }

    /** Empty unless the search stops early by the rows held out. */
    List<Validation> validations() {
        return validations;
    }

    Optional<PairProfile> pairs() {
        return Optional.ofNullable(pairs);
    }

    /** Empty where no moments were collected. */
    Optional<InputSpectrum> spectrum() {
        return Optional.ofNullable(spectrum);
    }
}
