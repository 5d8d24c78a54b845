package dev.collimate.cli;

import java.util.Locale;

/** What happens where the output already exists. */
enum OutputMode {
    ERRORIFEXISTS,
    OVERWRITE,
    APPEND;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
