package dev.collimate.ml.param;

import dev.collimate.fit.SettingsException;
import java.io.Serializable;
import java.util.List;
import java.util.function.Predicate;
import scala.runtime.AbstractFunction1;

/**
 * What a parameter's value must be. Spark's own validators name a bad value but not what is allowed; these throw a
 * sentence that has both.
 */
public final class Rule<T> extends AbstractFunction1<T, Object> implements Serializable {
    private static final long serialVersionUID = 1L;

    private interface Test<T> extends Predicate<T>, Serializable {}

    private final String parameter;
    private final String allowed;
    private final Test<T> test;

    private Rule(String parameter, String allowed, Test<T> test) {
        this.parameter = parameter;
        this.allowed = allowed;
        this.test = test;
    }

    public static Rule<String> oneOf(String parameter, List<String> names) {
        return new Rule<>(parameter, "one of " + String.join(", ", names), List.copyOf(names)::contains);
    }

    static Rule<String> notEmpty(String parameter) {
        return new Rule<>(parameter, "a name", value -> !value.isEmpty());
    }

    static <T> Rule<T> atLeast(String parameter, double least) {
        return new Rule<>(parameter, "at least " + plain(least), value -> number(value) >= least && isFinite(value));
    }

    static <T> Rule<T> above(String parameter, double bound) {
        return new Rule<>(parameter, "above " + plain(bound), value -> number(value) > bound && isFinite(value));
    }

    public static <T> Rule<T> between(String parameter, double least, double most) {
        return new Rule<>(
                parameter,
                "in [" + plain(least) + ", " + plain(most) + "]",
                value -> number(value) >= least && number(value) <= most);
    }

    /** In (0, 1]. */
    static <T> Rule<T> share(String parameter) {
        return new Rule<>(parameter, "in (0, 1]", value -> number(value) > 0 && number(value) <= 1);
    }

    @Override
    public Object apply(T value) {
        if (value == null || !test.test(value)) {
            throw new SettingsException(
                    "{" + parameter + "} must be %s, but was %s", allowed, "".equals(value) ? "''" : value);
        }
        return true;
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static boolean isFinite(Object value) {
        return Double.isFinite(number(value));
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
