package dev.collimate.storage;

import java.util.regex.Pattern;

/** Hides what may be a secret in texts that hold paths: the query of an address, and its password. */
public final class Redaction {
    /** In place of what is hidden; as Spark writes it. */
    public static final String HIDDEN = "*********(redacted)";

    /**
     * From the first {@code ?key=} on: a token may hold any character, so that only blanks and quotes end it; what a
     * sentence sets behind it stays.
     */
    private static final Pattern QUERY =
            Pattern.compile("\\?[\\w.~%-]+=[^\\s\"'<>\\\\]*?(?=[;:,)|]*(?:[\\s\"'<>\\\\]|$))");

    private static final Pattern USER = Pattern.compile("(://[^\\s/@:\"']+):[^\\s@\"']+@");

    private Redaction() {}

    /** {@code text} without the values of queries ({@code path?key=value}) and passwords ({@code ://user:password@}). */
    public static String of(String text) {
        if (text == null || text.indexOf('?') < 0 && text.indexOf('@') < 0) {
            return text;
        }
        return USER.matcher(QUERY.matcher(text).replaceAll("?" + HIDDEN))
                .replaceAll("$1:" + HIDDEN.replace("$", "\\$") + "@");
    }
}
