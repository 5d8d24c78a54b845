package dev.collimate.ml.param;

import dev.collimate.fit.SettingsException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import scala.runtime.AbstractFunction1;

/**
 * What a parameter's value must be. Spark's own validators name a bad value but not what is allowed; these throw a
 * sentence that has both.
 */
public final class Rule<T> extends AbstractFunction1<T, Object> implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Of a number's own size, how far it may be from 1/k: what is written with four digits is taken. */
    private static final double FOUR_DIGITS = 5e-4;

    private interface Test<T> extends Predicate<T>, Serializable {}

    private interface Advice<T> extends Function<T, String>, Serializable {}

    private final String parameter;
    private final String allowed;
    private final Test<T> test;
    private final Advice<T> advice;

    private Rule(String parameter, String allowed, Test<T> test) {
        this(parameter, allowed, test, value -> "");
    }

    /** @param advice for a bad value, after the sentence that names it */
    private Rule(String parameter, String allowed, Test<T> test, Advice<T> advice) {
        this.parameter = parameter;
        this.allowed = allowed;
        this.test = test;
        this.advice = advice;
    }

    public static Rule<String> oneOf(String parameter, List<String> names) {
        return new Rule<>(parameter, "one of " + String.join(", ", names), List.copyOf(names)::contains);
    }

    /** A serializable condition on text. */
    interface Condition extends Predicate<String>, Serializable {}

    static Rule<String> test(String parameter, String allowed, Condition condition) {
        return new Rule<>(parameter, allowed, condition::test);
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

    /** 1/k for a whole k from 1 on, to four digits; what is refused is told with the nearest on both sides. */
    static <T> Rule<T> reciprocal(String parameter) {
        Rule<T> range = new Rule<>(parameter, "in (0, 1]", value -> number(value) > 0 && number(value) <= 1);
        return new Rule<>(
                parameter,
                "1/k for a whole k",
                value -> (boolean) range.apply(value) && isReciprocal(number(value)),
                value -> nearestReciprocals(number(value)));
    }

    @Override
    public Object apply(T value) {
        if (value == null || !test.test(value)) {
            throw new SettingsException(
                    "{" + parameter + "} must be %s, but was %s%s",
                    allowed,
                    "".equals(value) ? "''" : value,
                    value == null ? "" : advice.apply(value));
        }
        return true;
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static boolean isReciprocal(double value) {
        return Math.abs(value * Math.rint(1 / value) - 1) <= FOUR_DIGITS;
    }

    /** Of a number between 1/(k+1) and 1/k: both, in four digits. */
    private static String nearestReciprocals(double value) {
        double k = Math.floor(1 / value);
        return "; the nearest are " + fourDigits(1 / (k + 1)) + " and " + fourDigits(1 / k);
    }

    private static String fourDigits(double value) {
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static boolean isFinite(Object value) {
        return Double.isFinite(number(value));
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
