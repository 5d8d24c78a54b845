package dev.collimate.doctor;

import java.util.Locale;

/** What a finding asks for; a later one outweighs an earlier one. */
public enum Grade {
    /** Nothing. */
    OK,
    /** A look: the fit runs, and may give less than it could. */
    LOOK,
    /** A change: the fit fails, or its result would mislead. */
    STOP;

    /** The name in results and tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
