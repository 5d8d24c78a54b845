package dev.collimate.math;

import java.util.Locale;

/** Which implementation runs the matrix products. */
public enum BlasChoice {
    /** The native library; where it does not load the Vector API; where that is absent plain Java. */
    AUTO,
    /** The shipped OpenBLAS, or an error that says why it does not load. */
    NATIVE,
    /** The JDK's incubating Vector API. */
    VECTOR,
    /** Plain Java loops. */
    JAVA;

    /** The name on the command line and in parameters. */
    public String optionName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
