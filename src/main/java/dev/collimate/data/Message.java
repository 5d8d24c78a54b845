package dev.collimate.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence for the user that names parameters. It has their names in the API; whoever offers them under other names, as
 * a command line does, asks for it in those. A task sends it to the driver with its failure.
 *
 * @param template in which {@code {regParam}} stands for the name of a parameter, {@code {spark.sql.caseSensitive=true}} for
 *     a setting of Spark's, {@code {cause}} for the cause of the failure, {@code {heldOut}} for all ways to hold rows out, and
 *     {@code %s} and the like for {@code values}
 * @param values of the places; a message among them is told with the same naming, and left out where it names what is not
 *     offered
 */
public record Message(String template, List<Object> values) implements Serializable {
    /** The name of what has the details of a failure. */
    public static final String CAUSE = "cause";

    /** The name of whatever holds rows out. A parameter that does so goes by its own name. */
    public static final String HELD_OUT = "heldOut";

    private static final Map<String, String> IN_API =
            Map.of(CAUSE, "its cause", HELD_OUT, "validationFraction or validationIndicatorCol");
    private static final Pattern NAME = Pattern.compile("\\{([a-z][\\w.=%]*)}");
    private static final Pattern END = Pattern.compile("[.;\\s]+$");

    /** @param values as text but for numbers and messages, since a task sends no others */
    public static Message of(String template, Object... values) {
        return new Message(template, Arrays.stream(values).map(Message::sent).toList());
    }

    private static Object sent(Object value) {
        return value instanceof Number || value instanceof Message ? value : String.valueOf(value);
    }

    /** One that names nothing. */
    public static Message plain(String text) {
        return of("%s", text);
    }

    /** The same without what ends a sentence, to stand inside another. */
    public Message withoutEnd() {
        List<Object> all = new ArrayList<>(values);
        if (template.endsWith("%s")) {
            int last = all.size() - 1;
            Object value = all.get(last);
            all.set(last, value instanceof Message inner ? inner.withoutEnd() : unended(value.toString()));
        }
        return new Message(unended(template), all);
    }

    private static String unended(String text) {
        return END.matcher(text).replaceFirst("");
    }

    /**
     * The sentence with each parameter under the name that {@code naming} gives it.
     *
     * @param naming leaves a name as it is where the API's is meant; null for what is not offered
     */
    public String under(UnaryOperator<String> naming) {
        return String.format(
                Locale.ROOT,
                named(template, naming),
                values.stream()
                        .map(value -> value instanceof Message inner ? inner.clause(naming) : value)
                        .toArray());
    }

    private String clause(UnaryOperator<String> naming) {
        boolean offered = NAME.matcher(template).results().allMatch(match -> naming.apply(match.group(1)) != null);
        return offered ? under(naming) : "";
    }

    /** A template with each name as {@code naming} gives it; {@code %s} and the like stay. */
    public static String named(String template, UnaryOperator<String> naming) {
        return NAME.matcher(template).replaceAll(match -> Matcher.quoteReplacement(named(naming, match.group(1))));
    }

    private static String named(UnaryOperator<String> naming, String name) {
        String told = naming.apply(name);
        return told == null || told.equals(name) ? IN_API.getOrDefault(name, name) : told;
    }

    /** In the names of the API. */
    @Override
    public String toString() {
        return under(UnaryOperator.identity());
    }
}
