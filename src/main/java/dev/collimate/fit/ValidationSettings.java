package dev.collimate.fit;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which rows are held out of a fit, and what for; the parameters of the same names say more.
 *
 * @param validationValue of the indicator column, as text, that marks a row to hold out; empty for true and 1
 * @param fraction of the rows, by hash; 0 for none
 * @param patience empty for no early stopping
 * @param selection what chooses among maps; empty for the fitted one
 */
public record ValidationSettings(
        Optional<String> indicatorCol,
        Optional<String> validationValue,
        double fraction,
        Optional<String> rowKeyCol,
        OptionalInt patience,
        Optional<SelectionSettings> selection) {
    boolean holdsOut() {
        return indicatorCol.isPresent() || fraction > 0;
    }

    /**
     * What is wrong where rows are to be held out, and none are.
     *
     * @param fitted rows that are left to fit
     */
    SettingsException nothingHeldOut(long fitted) {
        if (indicatorCol.isPresent() && validationValue.isPresent()) {
            return new SettingsException(
                    "{validationValue} is %s, which none of %,d rows has in {validationIndicatorCol} %s; set one that rows to"
                            + " hold out have",
                    validationValue.get(), fitted, indicatorCol.get());
        }
        return indicatorCol.isPresent()
                ? new SettingsException(
                        "{validationIndicatorCol} gives no row to hold out, beside %,d to fit; name one that does, or set"
                                + " {validationFraction} in its place",
                        fitted)
                : new SettingsException(
                        "{validationFraction} is %s, which holds none of %,d rows out; set a larger one",
                        fraction, fitted);
    }

    /** What is wrong where rows are held out, and none are left. */
    SettingsException allHeldOut() {
        return indicatorCol.isPresent()
                ? new SettingsException(
                        "{validationIndicatorCol} holds out all rows that there are, and none is left to fit;"
                                + " leave some to fit")
                : new SettingsException(
                        "{validationFraction} is %s, which holds out all rows that there are, and none is left to fit; set a"
                                + " smaller one",
                        fraction);
    }
}
