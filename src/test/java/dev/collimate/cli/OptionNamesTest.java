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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class OptionNamesTest {
    private static final Pattern OPTION = Pattern.compile("(?<![\\w(-])--[a-z][a-z-]*");
    private static final Pattern NAME = Pattern.compile("\\{([a-z]\\w*)}");

    /** The JVM's own, where the command line is not what started it. */
    private static final Set<String> OF_JAVA = Set.of("--add-modules");

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
        AngularRegression stage = new AngularRegression();
        assertThat(List.of(stage.regParam(), stage.validationIndicatorCol()))
                .allSatisfy(
                        parameter -> assertThat(TRAIN.apply(parameter.name())).isEqualTo(OptionNames.of(parameter)));
    }

    @ParameterizedTest
    @CsvSource({
        "vectorEncoding, --vector-encoding",
        "cause, --verbose",
        "predictionCol, predictionCol",
        "spark.sql.caseSensitive=true, --conf spark.sql.caseSensitive=true before the command",
        "spark.jars, --jars or --packages before the command",
        "spark.jars.packages=g:a:1, --packages g:a:1 before the command",
        "spark.jars.packages, --packages before the command",
    })
    void ofTrain(String name, String told) {
        assertThat(TRAIN.apply(name)).isEqualTo(told);
    }

    private static List<Sources.Source> belowTheCommandLine() throws IOException {
        return Sources.main().stream()
                .filter(source -> !source.home().equals("cli"))
                .toList();
    }
}
