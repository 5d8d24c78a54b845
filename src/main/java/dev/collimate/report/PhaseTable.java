package dev.collimate.report;

import dev.collimate.fit.Phase;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the time of a training command went to; the seconds of the phases add up to those of the command. */
public final class PhaseTable {
    private static final String SAVE = "save";
    private static final String OTHER = "other";

    private final List<Phase> phases = new ArrayList<>();
    private final double seconds;

    /**
     * @param fit phases of the fit, of which the first is reading
     * @param before seconds until the fit began, in which the input is looked at: a part of its first phase
     * @param save seconds that writing the model took
     * @param seconds of the whole command
     */
    public PhaseTable(List<Phase> fit, double before, double save, double seconds) {
        this.seconds = seconds;
        double known = before + save;
        for (Phase phase : fit) {
            known += phase.seconds();
            phases.add(phases.isEmpty() ? new Phase(phase.name(), before + phase.seconds()) : phase);
        }
        phases.add(new Phase(SAVE, save));
        phases.add(new Phase(OTHER, Math.max(0, seconds - known)));
    }

    List<Result> entries() {
        return phases.stream()
                .map(phase -> new Result()
                        .put("phase", phase.name())
                        .put("seconds", phase.seconds())
                        .put("share", phase.seconds() / seconds))
                .toList();
    }

    /** One phase a line. */
    public void print(PrintStream out) {
        out.printf(Locale.ROOT, "%-32s %10s %7s%n", "phase", "seconds", "share");
        for (Phase phase : phases) {
            out.printf(
                    Locale.ROOT,
                    "%-32s %10.3f %6.1f%%%n",
                    phase.name(),
                    phase.seconds(),
                    100 * phase.seconds() / seconds);
        }
    }
}
