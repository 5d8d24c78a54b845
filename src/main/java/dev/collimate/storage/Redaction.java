package dev.collimate.storage;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Hides what may be a secret in any text: the query of an address, the password in front of its host, private keys, and
 * the value of whatever is named like a secret.
 *
 * <p>Texts may be long, and an attacker's: time grows with the length, not with its square, as every name is looked at
 * from its start only and what cannot be taken in one go is bounded; no expression recurses on what it repeats.
 */
public final class Redaction {
    /** In place of what is hidden; as Spark writes it. */
    public static final String HIDDEN = "*********(redacted)";

    /** Of tokens there are secret ones, and those that models of language count; a count is a number. */
    private static final String TOKEN =
            "token(?!s(?-i:(?![a-z]))(?![\"'`]?\\s{0,8}[:=]\\s{0,8}[\"']?[^\\d\\s\"'])|i[sz]|[_.-]?(?:count|index|length|limit|size|type))";

    /** Of options and settings: a part of the name that says that the value is a secret. */
    private static final String NAME = "(?i:secret|passw|passphrase|pwd|" + TOKEN
            + "|credential|signature|authorization|(?:access|account|api|private|shared|encryption)[\\s_.-]?key"
            + "|(?<![a-z])(?:sas|sig)(?![a-z]))";

    /** What names may be made of; of two chars that are one character an expression that looks back sees the last. */
    private static final String LETTERS = "\\p{L}\\p{N}\\x{10000}-\\x{10FFFF}_.-";

    /** The whole of such a name; a folder of a partition, as in {@code /data/token=en}, is part of a path. */
    private static final String WHOLE_NAME =
            "(?<![\\p{Cs}" + LETTERS + "])(?<!(?<!#)/)(?>[" + LETTERS + "]*?" + NAME + ")[" + LETTERS + "]*+";

    /** Between a name and its value, but not of {@code SignatureException: }, {@code InvalidToken: }. */
    private static final String COLON = "(?<!Exception|Error|Failure|DoesNotMatch|NotFound|Expired"
            + "|(?i:invalid|expired|missing|unknown|malformed)[A-Za-z_]{1,32}):";

    private static final String SCHEME = "(?i:(?:Basic|Bearer|Digest|Negotiate|Token|ApiKey|SharedKey)[ \\t]++)";

    private static final String QUOTE = "\\\\{0,4}+[\"'`]";

    private static final String KEY_START = "-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----";

    private static final String KEY = "(?:[^-]++|-(?!-))++";

    /** Whatever encloses it, and on as many lines as it has. */
    private static final String PRIVATE_KEY = "(" + KEY_START + ")" + KEY;

    /** An address in a message may be percent-encoded. */
    private static final String QUERY_START = "(?:\\?|%3[Ff])[\\w.~%-]{1,128}(?:=|%3[Dd])";

    /**
     * From the first {@code ?key=} on: a token may hold any character, so that only blanks and quotes end it; what a
     * sentence sets behind it stays.
     */
    private static final String QUERY = QUERY_START + "[^\\s\"'<>\\\\]*?(?=[;:,)|\\]]{0,16}+(?:[\\s\"'<>\\\\]|$))";

    /**
     * A password, up to the last @ before a blank, as it may hold one itself; what is longer is none of what is shown, and
     * goes whole.
     */
    private static final String PASSWORD =
            "(?:[^\\s\"'@]{1,1024}+@(?:[^\\s\"'@]{0,1024}+@)*+|[^\\s\"'@]{1025}[^\\s\"'@]*+@?+)";

    /** Java's own paths have one slash left of an address's two; digits and a slash are a port and a path. */
    private static final String USER = "(:/{1,8}[^\\s/@:\"'\\[]{0,256}+):(?!\\d{1,5}/)" + PASSWORD;

    /** Oracle's addresses have user and password, with a slash between, in front of the host. */
    private static final String ORACLE = "(jdbc:oracle:\\w{1,32}+:)[^\\s@/]{1,256}+/" + PASSWORD;

    /**
     * As {@code name="value"}, {@code name: "value"}, {@code "name":"value"} and, in SQL, {@code name 'value'}. A value
     * may have lines, and its quote where it is doubled or behind a backslash; of a text that is quoted itself, as in
     * {@code "{\"name\":\"value\"}"}, behind three.
     */
    private static final String QUOTED = "(" + WHOLE_NAME
            + "(?:\\s*+=\\s*+|" + COLON + "\\s*+|" + QUOTE + "\\s*+[:=]?+\\s*+|\\s++)\\\\{0,4}+[\"'])"
            + "(?:(?<=\\\\\")(?:[^\"\\\\]++|\\\\{3}\"|\\\\[^\"])*+(?=\\\\?\")"
            + "|(?<=\\\\')(?:[^'\\\\]++|\\\\{3}'|\\\\[^'])*+(?=\\\\?')"
            + "|(?<=\")(?:[^\"\\\\]++|\\\\[^\\x00]|\"\")*+(?=\")|(?<=')(?:[^'\\\\]++|\\\\[^\\x00]|'')*+(?='))";

    /** To the next blank or separator; behind a quote that nothing closes, as of a text that was cut short, to the end. */
    private static final String PLAIN = "(" + WHOLE_NAME
            + "(?:\\s*+=[ \\t]*+|" + QUOTE + "\\s*+[:=][ \\t]*+|" + COLON + "(?:[ \\t]++|(?=" + SCHEME + ")))"
            + SCHEME + "?+)(?!\\\\{0,4}+[\"']?+\\*++\\(redacted\\))"
            + "(?:" + KEY_START + KEY + "|\\x7B[^\\x7D]{0,1024}+\\x7D|\\\\{0,4}+[\"'][^\\x00]*+|[^;&,\\s)\"'<>\\\\]++)";

    private static final List<Rule> ADDRESSES = List.of(
            new Rule(QUERY, "?" + HIDDEN), new Rule(USER, "$1:" + HIDDEN + "@"), new Rule(ORACLE, "$1" + HIDDEN + "@"));

    private static final List<Rule> VALUES = List.of(
            new Rule(PRIVATE_KEY, "$1" + HIDDEN), new Rule(QUOTED, "$1" + HIDDEN), new Rule(PLAIN, "$1" + HIDDEN));

    private static final Pattern SECRET_NAME = Pattern.compile(NAME);

    /** Spark's own expression for settings, in whose place this one stands. */
    private static final String OF_SPARK = "(?i)secret|password|token|access[.]?key";

    private record Rule(Pattern pattern, String replacement) {
        Rule(String regex, String replacement) {
            this(Pattern.compile(regex), replacement);
        }
    }

    private Redaction() {}

    /** {@code text} without the values of queries ({@code path?key=value}), passwords and what is named like a secret. */
    public static String of(String text) {
        return hidden(VALUES, hidden(ADDRESSES, text));
    }

    /** For what is an address or a path, which may have names as folders: without its query and its password. */
    public static String ofAddress(String text) {
        return hidden(ADDRESSES, text);
    }

    private static String hidden(List<Rule> rules, String text) {
        String shown = text;
        for (Rule rule : rules) {
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

    /** Whether {@link #ofAddress} hides any of it. */
    public static boolean hidesInAddress(String text) {
        return !text.equals(ofAddress(text));
    }

    static List<Pattern> patterns() {
        return Stream.of(ADDRESSES, VALUES)
                .flatMap(List::stream)
                .map(Rule::pattern)
                .toList();
    }

    /** For settings of Spark's: a regular expression that a name or a value of which a part is secret holds. */
    public static String ofSettings() {
        return String.join("|", "(?:" + OF_SPARK + ")", NAME, QUERY_START, USER, ORACLE, PRIVATE_KEY);
    }

    /** For plans of Spark's: a regular expression of the parts that are hidden. */
    public static String ofParts() {
        return patterns().stream().map(Pattern::pattern).collect(Collectors.joining("|"));
    }
}
