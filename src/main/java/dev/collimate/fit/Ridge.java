package dev.collimate.fit;

import dev.collimate.moments.ClosedForms;
import dev.collimate.moments.MapMethods;
import dev.collimate.moments.RidgeChoice;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a solution by least squares is held down by, relative to the mean variance of what it weighs.
 *
 * @param given at least 0; empty for one that is chosen by rows that are held back
 */
public record Ridge(OptionalDouble given) {
    private static final Logger LOG = LoggerFactory.getLogger(Ridge.class);

    /** Where no rows are left to choose by. */
    static final double OF_FEW_ROWS = 0.3;

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

    /**
     * The ridge of least squares, relative to {@link ClosedForms#meanInputVariance}.
     *
     * @param methods of a map that has a ridge
     */
    RidgeChoice of(MapMethods methods, ClosedForms forms) {
        if (given.isPresent()) {
            return RidgeChoice.given(given.getAsDouble());
        }
        if (!forms.canChooseRidge()) {
            LOG.warn("there are too few rows to choose a ridge by rows held back; it is {}", OF_FEW_ROWS);
            return RidgeChoice.given(OF_FEW_ROWS);
        }
        return methods.chooseRidge(forms);
    }

    boolean isChosen() {
        return given.isEmpty();
    }

    @Override
    public String toString() {
        return isChosen() ? AUTO : Double.toString(given.getAsDouble());
    }
}
