package dev.collimate.fit;

import java.util.OptionalDouble;

/**
 * What a solution by least squares is held down by, relative to the mean variance of what it weighs.
 *
 * @param given at least 0; empty for one that is chosen by rows that are held back
 */
public record Ridge(OptionalDouble given) {
    /** The name of the ridge that is chosen. */
    public static final String AUTO = "auto";

    /** @throws NumberFormatException if the text is neither {@link #AUTO} nor a number */
    public static Ridge of(String text) {
        return new Ridge(
                text.equals(AUTO) ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text.strip())));
    }

    /** Whether {@link #of} takes the text, and the number is finite and at least 0. */
    public static boolean isRidge(String text) {
        try {
            OptionalDouble number = of(text).given();
            return number.isEmpty() || number.getAsDouble() >= 0 && Double.isFinite(number.getAsDouble());
        } catch (NumberFormatException e) {
            return false;
        }
    }

    boolean isChosen() {
        return given.isEmpty();
    }

    @Override
    public String toString() {
        return isChosen() ? AUTO : Double.toString(given.getAsDouble());
    }
}
