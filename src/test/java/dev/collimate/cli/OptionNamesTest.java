package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.Sources;
import dev.collimate.data.Message;
import dev.collimate.ml.AngularRegression;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.ml.param.Param;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class OptionNamesTest {
    private static final Pattern OPTION = Pattern.compile("(?<!var\\()(?<![\\w-])--[a-z][a-z-]*");
    private static final Pattern NAME = Pattern.compile("\\{([a-z]\\w*)}");

    /** The JVM's own, where the command line is not what started it. */
    private static final Set<String> OF_JAVA = Set.of("--add-modules");

    /** Columns that training does not write. */
    private static final Set<String> NOT_OFFERED = Set.of("predictionCol", "predictionType", "angleCol");

    private static final Map<String, CommandLine> COMMANDS = OptionTables.commands();
    private static final UnaryOperator<String> TRAIN =
            OptionNames.of(COMMANDS.get("train").getCommandSpec());

    /** An API has no options, so that nothing below the command line may name one. */
    @Test
    void textsBelowTheCommandLineNameNoOption() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Sources.Source source : belowTheCommandLine()) {
            for (String text : source.texts()) {
                OPTION.matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .filter(option -> !OF_JAVA.contains(option))
                        .forEach(option -> named.add(source.home() + "." + source.name() + ": " + option));
            }
        }
        assertThat(named).isEmpty();
    }

    /** Else a user would read a name that no command takes. */
    @Test
    void whateverMessagesNameIsAnOptionOfACommand() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Sources.Source source : belowTheCommandLine()) {
            source.texts().forEach(text -> NAME.matcher(text).results().forEach(match -> named.add(match.group(1))));
        }
        assertThat(named)
                .contains("regParam", "vectorEncoding", Message.CAUSE)
                .allSatisfy(name -> assertThat(COMMANDS.values()).as(name).anySatisfy(command -> assertThat(
                                OptionNames.of(command.getCommandSpec()).apply(name))
                        .startsWith("--")));
    }

    @Test
    void everyParameterOfAFitHasItsOption() {
        assertThat(new AngularRegression().params())
                .extracting(Param::name)
                .contains("regParam", "validationIndicatorCol")
                .allSatisfy(name -> assertThat(TRAIN.apply(name))
                        .isEqualTo(
                                NOT_OFFERED.contains(name)
                                        ? name
                                        : OptionNames.ofTrain().apply(name)));
        assertThat(NOT_OFFERED).allSatisfy(name -> assertThat(TRAIN.apply(name)).isEqualTo(name));
    }

    @ParameterizedTest
    @CsvSource({
        "vectorEncoding, --vector-encoding",
        "cause, --verbose",
        "heldOut, '--validation, --validation-fraction or --validation-indicator-col'",
        "predictionCol, predictionCol",
        "spark.sql.caseSensitive=true, --conf spark.sql.caseSensitive=true before the command",
        "spark.jars, --jars or --packages before the command",
        "spark.jars.packages=g:a:1, --packages g:a:1 before the command",
        "spark.jars.packages, --packages before the command",
    })
    void ofTrain(String name, String told) {
        assertThat(TRAIN.apply(name)).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "doctor"})
    void everyWayToHoldRowsOutIsTaken(String command) {
        assertThat(OPTION.matcher(TRAIN.apply(Message.HELD_OUT)).results().map(MatchResult::group))
                .hasSize(3)
                .allMatch(COMMANDS.get(command).getCommandSpec().optionsMap()::containsKey);
    }

    /** The doctor tells of options of train that it does not take. */
    @ParameterizedTest
    @CsvSource({
        "badRows, --bad-rows",
        "cause, --verbose",
        "heldOut, '--validation, --validation-fraction or --validation-indicator-col'",
        "spark.jars, --jars or --packages before the command",
    })
    void ofTrainForOthers(String name, String told) {
        assertThat(OptionNames.ofTrain().apply(name)).isEqualTo(told).isEqualTo(TRAIN.apply(name));
    }

    private static List<Sources.Source> belowTheCommandLine() throws IOException {
        return Sources.main().stream()
                .filter(source -> !source.home().equals("cli"))
                .toList();
    }
}
