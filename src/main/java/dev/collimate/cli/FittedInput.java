package dev.collimate.cli;

import dev.collimate.ml.AngularRegression;
import dev.collimate.tables.SelectedColumn;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Mixin;

/** The pairs that a map is fitted to and those held out, as the commands that fit or advise on a fit take them. */
final class FittedInput {
    @Mixin
    private InputOptions input;

    @Mixin
    private LabelInputOptions labelInput;

    @Mixin
    private ValidationInput validation;

    @Mixin
    private LabelAngleOptions labelAngles;

    /**
     * What is wrong with the options; null for each that nothing is wrong with.
     *
     * @param labelColGiven whether the user named the column of labels
     */
    String[] conflicts(AngularRegression stage, boolean labelColGiven) {
        return new String[] {
            input.conflict(),
            input.vectors().conflict(),
            labelInput.conflict(input),
            labelAngles.conflict(stage, labelColGiven),
            validation.conflict(stage, input, labelInput.byPosition(input))
        };
    }

    /** Tells {@code stage} what is its label where that is given as angles. */
    void applyTo(AngularRegression stage) {
        labelAngles.applyTo(stage);
    }

    /** Whether rows are held out. */
    boolean holdsOut(AngularRegression stage) {
        return validation.isGiven() || stage.getValidationFraction() > 0 || stage.isSet(stage.validationIndicatorCol());
    }

    /**
     * The names of parameters as {@code options} have them. Where rows held out of their own are given, they are what the
     * parameter of the column names that the user did not give.
     */
    UnaryOperator<String> naming(AngularRegression stage, UnaryOperator<String> options) {
        String indicator = stage.validationIndicatorCol().name();
        return name -> validation.isGiven() && name.equals(indicator) ? validation.option() : options.apply(name);
    }

    /**
     * Reads the pairs of both sides; {@code stage} is told of the columns of labels and of rows held out.
     *
     * @param further columns that are taken as they are
     */
    ValidationInput.Sides pairs(SparkSession spark, AngularRegression stage, List<SelectedColumn> further)
            throws IOException {
        ValidationInput.Sides sides =
                validation.pairs(new InputColumns(spark, input, labelInput), input, stage, further);
        stage.setLabelCol(sides.pairs().label());
        return sides;
    }

    /** These options and {@code parameters} as they were given, but for those that have their defaults. */
    List<String> words(ParameterOptions parameters) {
        return Stream.of(input.words(), labelInput.words(), validation.words(), labelAngles.words(), parameters.given())
                .flatMap(List::stream)
                .toList();
    }
}
