package dev.collimate.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence for the user that names parameters. It has their names in the API; whoever offers them under other names, as
 * a command line does, asks for it in those.
 *
 * @param template in which {@code {regParam}} stands for the name of a parameter, {@code {spark.sql.caseSensitive=true}} for
 *     a setting of Spark's, {@code {cause}} for the cause of the failure, and {@code %s} and the like for {@code values}
 * @param values of which messages are told in the same names
 */
public record Message(String template, List<Object> values) {
    /** The name of what has the details of a failure. */
    public static final String CAUSE = "cause";

    private static final Pattern NAME = Pattern.compile("\\{([a-z][\\w.=%]*)}");

    public static Message of(String template, Object... values) {
        return new Message(template, Arrays.asList(values.clone()));
    }

    /** One that names nothing. */
    public static Message plain(String text) {
        return of("%s", text);
    }

    /** The sentence with each parameter under the name that {@code naming} gives it. */
    public String under(UnaryOperator<String> naming) {
        return String.format(
                Locale.ROOT,
                named(template, naming),
                values.stream()
                        .map(value -> value instanceof Message inner ? inner.under(naming) : value)
                        .toArray());
    }

    /** A template with each name as {@code naming} gives it, and nothing else in place. */
    public static String named(String template, UnaryOperator<String> naming) {
        return NAME.matcher(template).replaceAll(match -> Matcher.quoteReplacement(naming.apply(match.group(1))));
    }

    /** In the names of the API. */
    @Override
    public String toString() {
        return under(UnaryOperator.identity());
    }
}
