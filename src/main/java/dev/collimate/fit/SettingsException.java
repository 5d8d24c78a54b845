package dev.collimate.fit;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Settings that are wrong or contradict each other. The message names parameters as the API does; whoever offers them under
 * other names, as a command line does, asks for the message in those.
 */
public final class SettingsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final String template;
    private final transient Object[] values;

    /**
     * @param template a sentence in which {@code {regParam}} stands for the name of a parameter, and {@code %s} and the
     *     like for {@code values}
     */
    public SettingsException(String template, Object... values) {
        super(message(template, values, UnaryOperator.identity()));
        this.template = template;
        this.values = values.clone();
    }

    /** One that says both. */
    SettingsException and(SettingsException other) {
        return new SettingsException(
                template + ". And " + other.template,
                Stream.of(values, other.values).flatMap(Arrays::stream).toArray());
    }

    /** The message with each parameter under the name that {@code naming} gives it. */
    public String message(UnaryOperator<String> naming) {
        return values == null ? getMessage() : message(template, values, naming);
    }

    static String message(String template, Object[] values, UnaryOperator<String> naming) {
        return String.format(Locale.ROOT, named(template, naming), values);
    }

    /** A sentence with each {@code {regParam}} under the name that {@code naming} gives the parameter. */
    public static String named(String template, UnaryOperator<String> naming) {
        return PARAMETER.matcher(template).replaceAll(match -> Matcher.quoteReplacement(naming.apply(match.group(1))));
    }
}
