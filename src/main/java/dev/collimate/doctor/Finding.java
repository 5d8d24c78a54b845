package dev.collimate.doctor;

import dev.collimate.data.Message;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * One thing that was looked at.
 *
 * @param topic what was looked at
 * @param found with its numbers, never with values of the data
 * @param advice what to do, with parameters as {@code {regParam}}; empty where there is nothing to do
 */
public record Finding(Grade grade, String topic, String found, String advice) {
    static Finding ok(String topic, String found, Object... values) {
        return new Finding(Grade.OK, topic, String.format(Locale.ROOT, found, values), "");
    }

    /** This, graded LOOK if {@code look} and STOP if {@code stop}. */
    Finding graded(boolean look, boolean stop, String whatToDo) {
        return look || stop ? new Finding(stop ? Grade.STOP : Grade.LOOK, topic, found, whatToDo) : this;
    }

    /** The advice with each parameter under the name that {@code naming} gives it. */
    public String advice(UnaryOperator<String> naming) {
        return Message.named(advice, naming);
    }

    /** The worst grade of {@code findings}. */
    public static Grade worst(List<Finding> findings) {
        return findings.stream().map(Finding::grade).max(Grade::compareTo).orElse(Grade.OK);
    }
}
