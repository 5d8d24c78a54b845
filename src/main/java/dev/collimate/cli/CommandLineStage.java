package dev.collimate.cli;

import dev.collimate.ml.AngularRegression;

/** The estimator as the command line has it before any option: pairs are called x and y. */
final class CommandLineStage {
    private CommandLineStage() {}

    static AngularRegression create() {
        return new AngularRegression().setFeaturesCol("x").setLabelCol("y");
    }
}
