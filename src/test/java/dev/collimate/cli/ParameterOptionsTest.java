package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.ml.AngularRegression;
import org.apache.spark.ml.param.Param;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

class ParameterOptionsTest {
    private final AngularRegression stage = new AngularRegression("stage").setFeaturesCol("x");
    private final ParameterOptions options = new ParameterOptions(stage);
    private final CommandLine command = new CommandLine(new Fit());

    @Command(name = "fit")
    private static final class Fit {}

    @Test
    void everyParameterHasAnOptionWithItsDocAndWhatTheStageHasAsDefault() {
        options.addTo(command.getCommandSpec(), name -> true);
        assertThat(command.getCommandSpec().options()).hasSize(stage.params().length);
        for (Param<?> parameter : stage.params()) {
            OptionSpec option = command.getCommandSpec().findOption(OptionNames.of(parameter));
            assertThat(option.defaultValue())
                    .as(parameter.name())
                    .isEqualTo(
                            stage.isDefined(parameter)
                                    ? stage.getOrDefault(parameter).toString()
                                    : null);
            assertThat(option.description()[0]).isNotBlank();
        }
        assertThat(command.getCommandSpec().findOption("--features-col").defaultValue())
                .isEqualTo("x");
        assertThat(command.getCommandSpec().findOption("--initial-model").description()[0])
                .contains("in place of --init-mode");
    }

    @Test
    void valuesGivenAreSetAndDefaultsAreNot() {
        options.addTo(command.getCommandSpec(), name -> true);
        command.parseArgs("--max-iter=7", "--layers=4,8,2", "--nesterov=true", "--step-size", "0.5", "--seed=-3");
        AngularRegression target = new AngularRegression("target").setFeaturesCol("x");
        options.applyTo(target);
        assertThat(target.getMaxIter()).isEqualTo(7);
        assertThat(target.getLayers()).containsExactly(4, 8, 2);
        assertThat(target.getNesterov()).isTrue();
        assertThat(target.getStepSize()).isEqualTo(0.5);
        assertThat(target.getSeed()).isEqualTo(-3);
        assertThat(target.paramMap().size()).isEqualTo(6);
    }

    @Test
    void anOptionWithoutDefaultChangesNothingWhereItIsNotGiven() {
        options.addWithoutDefault(command.getCommandSpec(), "labelCol", "as saved");
        AngularRegression target = new AngularRegression("target").setLabelCol("saved");
        command.parseArgs();
        options.applyTo(target);
        assertThat(options.has("labelCol")).isFalse();
        assertThat(target.getLabelCol()).isEqualTo("saved");
        command.parseArgs("--label-col", "given");
        options.applyTo(target);
        assertThat(options.has("labelCol")).isTrue();
        assertThat(target.getLabelCol()).isEqualTo("given");
    }

    @Test
    void aBrokenRuleIsToldInTheNameOfTheOption() {
        options.addTo(command.getCommandSpec(), name -> true);
        command.parseArgs("--batch-fraction=1.5");
        assertThatThrownBy(() -> options.applyTo(stage))
                .hasMessage("batchFraction must be in (0, 1], but was 1.5")
                .satisfies(failure -> assertThat(ErrorLine.of(failure, OptionNames.of(command.getCommandSpec())))
                        .isEqualTo("--batch-fraction must be in (0, 1], but was 1.5"));
    }
}
