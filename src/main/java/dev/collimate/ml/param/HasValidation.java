package dev.collimate.ml.param;

import dev.collimate.fit.ValidationSettings;
import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** Rows that are held out of the fit, to measure it and to stop it early. {@code S} is the stage itself. */
public interface HasValidation<S> extends HasSelection<S> {
    /** The declarations: name, meaning, rule and default of each parameter, once. */
    final class Declared implements Serializable {
        private static final long serialVersionUID = 1L;

        final Param<String> validationIndicatorCol;
        final Param<String> validationValue;
        final DoubleParam validationFraction;
        final Param<String> rowKeyCol;
        final IntParam patience;

        public Declared(Params owner) {
            validationIndicatorCol = new Param<>(
                    owner,
                    "validationIndicatorCol",
                    "column that marks validation rows: true or 1, as boolean, number or text; or validationValue",
                    Rule.notEmpty("validationIndicatorCol"));
            validationValue = new Param<>(
                    owner,
                    "validationValue",
                    "value of validationIndicatorCol, as text, that marks validation rows; not set: true or 1",
                    Rule.notEmpty("validationValue"));
            validationFraction = new DoubleParam(
                    owner,
                    "validationFraction",
                    "fraction of the rows held out for validation, in [0, 1), by a hash of the seed and the row key",
                    Rule.between("validationFraction", 0, 0.999999));
            owner.setDefault(validationFraction, 0.0);
            rowKeyCol = new Param<>(
                    owner,
                    "rowKeyCol",
                    "column of row keys for the hash of validationFraction (not set: the position of the row is hashed); with validationIndicatorCol, keys on both sides give a warning",
                    Rule.notEmpty("rowKeyCol"));
            patience = new IntParam(
                    owner,
                    "patience",
                    "early stopping: most steps without a lower mean validation angle; the best state is returned; not set: no early stopping",
                    Rule.atLeast("patience", 1));
        }
    }

    Declared validationParams();

    @SuppressWarnings("unchecked")
    private S self() {
        return (S) this;
    }

    default Param<String> validationIndicatorCol() {
        return validationParams().validationIndicatorCol;
    }

    default String getValidationIndicatorCol() {
        return getOrDefault(validationIndicatorCol());
    }

    default S setValidationIndicatorCol(String value) {
        set(validationIndicatorCol(), value);
        return self();
    }

    default Param<String> validationValue() {
        return validationParams().validationValue;
    }

    default String getValidationValue() {
        return getOrDefault(validationValue());
    }

    default S setValidationValue(String value) {
        set(validationValue(), value);
        return self();
    }

    default DoubleParam validationFraction() {
        return validationParams().validationFraction;
    }

    default double getValidationFraction() {
        return (double) getOrDefault(validationFraction());
    }

    default S setValidationFraction(double value) {
        set(validationFraction(), value);
        return self();
    }

    default Param<String> rowKeyCol() {
        return validationParams().rowKeyCol;
    }

    default String getRowKeyCol() {
        return getOrDefault(rowKeyCol());
    }

    default S setRowKeyCol(String value) {
        set(rowKeyCol(), value);
        return self();
    }

    default IntParam patience() {
        return validationParams().patience;
    }

    default int getPatience() {
        return (int) getOrDefault(patience());
    }

    default S setPatience(int value) {
        set(patience(), value);
        return self();
    }

    /** The values as those of a fit. */
    default ValidationSettings validationSettings() {
        return new ValidationSettings(
                isSet(validationIndicatorCol()) ? Optional.of(getValidationIndicatorCol()) : Optional.empty(),
                isSet(validationValue()) ? Optional.of(getValidationValue()) : Optional.empty(),
                getValidationFraction(),
                isSet(rowKeyCol()) ? Optional.of(getRowKeyCol()) : Optional.empty(),
                isSet(patience()) ? OptionalInt.of(getPatience()) : OptionalInt.empty(),
                selectionSettings());
    }
}
