package dev.collimate.storage;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Hides what may be a secret in any text: the query of an address, the password in front of its host, and the value of
 * whatever is named like a secret.
 */
public final class Redaction {
    /** In place of what is hidden; as Spark writes it. */
    public static final String HIDDEN = "*********(redacted)";

    /** Of options and settings: a part of the name that says that the value is a secret. */
    private static final String NAME = "(?i:secret|passw|passphrase|pwd|token|credential|signature|authorization"
            + "|(?:access|account|api|private|shared|encryption).?key|(?<![a-z])(?:sas|sig)(?![a-z]))";

    /** An address in a message may be percent-encoded. */
    private static final String QUERY_START = "(?:\\?|%3[Ff])[\\w.~%-]+(?:=|%3[Dd])";

    /**
     * From the first {@code ?key=} on: a token may hold any character, so that only blanks and quotes end it; what a
     * sentence sets behind it stays.
     */
    private static final String QUERY = QUERY_START + "[^\\s\"'<>\\\\]*?(?=[;:,)|\\]]*(?:[\\s\"'<>\\\\]|$))";

    /** Java's own paths have one slash left of an address's two. */
    private static final String USER_START = ":/+[^\\s/@:\"']*";

    private static final String USER = "(" + USER_START + "):[^\\s\"']+@";

    /** Oracle's addresses have user and password, with a slash between, in front of the host. */
    private static final String ORACLE = "(jdbc:oracle:\\w+:)[^\\s@/]+/[^\\s@]+@";

    /** As {@code name="value"}, {@code "name":"value"} and, in SQL, {@code name 'value'}. */
    private static final String QUOTED =
            "(" + NAME + "[\\w.-]*(?:\\s*=\\s*|[\"'`]\\s*[:=]?\\s*|\\s+))([\"'])(?:(?!\\2).)*\\2";

    private static final String PLAIN = "(" + NAME
            + "[\\w.-]*[\"'`]?\\s*=\\s*(?:(?:Bearer|Basic)\\s+)?)(?!\\*+\\(redacted\\))(?:\\x7B[^\\x7D]*\\x7D|[^;&,\\s)\"'<>\\\\]+)";

    private static final List<Rule> RULES = List.of(
            new Rule(QUERY, "?" + HIDDEN),
            new Rule(USER, "$1:" + HIDDEN + "@"),
            new Rule(ORACLE, "$1" + HIDDEN + "@"),
            new Rule(QUOTED, "$1$2" + HIDDEN + "$2"),
            new Rule(PLAIN, "$1" + HIDDEN));

    private static final Pattern SECRET_NAME = Pattern.compile(NAME);

    private record Rule(Pattern pattern, String replacement) {
        Rule(String regex, String replacement) {
            this(Pattern.compile(regex), replacement);
        }
    }

    private Redaction() {}

    /** {@code text} without the values of queries ({@code path?key=value}), passwords and what is named like a secret. */
    public static String of(String text) {
        String shown = text;
        for (Rule rule : RULES) {
            shown = shown == null ? null : rule.pattern().matcher(shown).replaceAll(rule.replacement());
        }
        return shown;
    }

    /** Whether a value of this name is a secret, whatever it is. */
    public static boolean isSecretName(String name) {
        return SECRET_NAME.matcher(name).find();
    }

    /** Whether {@link #of} hides any of it. */
    public static boolean hides(String text) {
        return !text.equals(of(text));
    }

    /** For settings of Spark's: a regular expression that a name or a value of which a part is secret holds. */
    public static String ofSettings() {
        return String.join("|", NAME, QUERY_START, USER_START + ":[^\\s\"']+@", ORACLE);
    }

    /** For plans of Spark's: a regular expression of the parts that are hidden. */
    public static String ofParts() {
        return String.join("|", QUERY, USER, ORACLE, NAME + "[\\w.-]*\\s*=\\s*[^;&,\\s)\"'<>]+");
    }
}
