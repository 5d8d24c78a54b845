package dev.collimate.data;

import java.util.Locale;

/** What to do with rows that cannot be used. */
public enum BadRows {
    /** Stop with an error that counts them by reason. */
    FAIL,
    /** Leave them out and report their exact number. */
    SKIP,
    /** Keep them, with a null prediction; for predictions only. */
    NULL;

    /** The name on the command line and in parameters. */
    public String optionName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
