package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The command that the doctor recommends, and the settings in a page, have every option that was given. */
class RecommendedWordsTest {
    /** Of how the doctor works, not of the fit. */
    private static final Set<String> OWN = Set.of("--estimate", "--report", "--config", "--verbose", "--help");

    private static final Map<String, String> VALUES = Map.of(
            "--label-angles", "yaw=a,pitch=b",
            "--angle-unit", "deg",
            "--angle-axes", "camera",
            "--vector-encoding", "float16",
            "--label-encoding", "int8",
            "--duplicate-keys", "first",
            "--layers", "3,4,2",
            "--k", "5,20",
            "--min", "mrr=0.5");

    static Stream<String> options() {
        return command(new DoctorCommand(nowhere())).getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .filter(option -> !OWN.contains(option));
    }

    @ParameterizedTest
    @MethodSource("options")
    void anOptionThatWasGivenComesBack(String option) {
        DoctorCommand doctor = new DoctorCommand(nowhere());
        CommandLine line = command(doctor);
        List<String> given = given(line.getCommandSpec().findOption(option));
        line.parseArgs(given.toArray(String[]::new));
        assertThat(doctor.words()).isEqualTo(given);
    }

    @ParameterizedTest
    @MethodSource("options")
    void trainTakesIt(String option) {
        OptionSpec spec = command(new TrainCommand(nowhere())).getCommandSpec().findOption(option);
        assertThat(spec).isNotNull();
        assertThat(given(spec)).isNotEmpty();
    }

    /** A command whose page says what was given to it, and one of its options. */
    record Shown(String command, String option) {
        @Override
        public String toString() {
            return command + " " + option;
        }
    }

    static Stream<Shown> shown() {
        return Stream.of(new EvaluateCommand(nowhere()), new RetrievalCommand(nowhere()))
                .map(RecommendedWordsTest::command)
                .flatMap(line -> line.getCommandSpec().options().stream()
                        .map(OptionSpec::longestName)
                        .filter(option -> !OWN.contains(option))
                        .map(option -> new Shown(line.getCommandName(), option)));
    }

    @ParameterizedTest
    @MethodSource("shown")
    void anOptionThatWasGivenIsShownInAPage(Shown shown) {
        EvaluateCommand evaluate = new EvaluateCommand(nowhere());
        RetrievalCommand retrieval = new RetrievalCommand(nowhere());
        boolean evaluated = shown.command().equals("evaluate");
        CommandLine line = command(evaluated ? evaluate : retrieval);
        List<String> given = given(line.getCommandSpec().findOption(shown.option()));
        line.parseArgs(given.toArray(String[]::new));
        assertThat(evaluated ? evaluate.words() : retrieval.words()).isEqualTo(given);
    }

    /** With a value that is not the default, whatever it means. */
    private static List<String> given(OptionSpec option) {
        List<String> words = new ArrayList<>(List.of(option.longestName()));
        if (option.arity().max() > 0) {
            words.add(VALUES.getOrDefault(option.longestName(), value(option)));
        }
        return words;
    }

    private static String value(OptionSpec option) {
        if (option.typeInfo().isMap()) {
            return "a=b";
        }
        if (option.type() == Boolean.class) {
            return String.valueOf(!Boolean.parseBoolean(option.defaultValue()));
        }
        if (option.type() == Double.class || option.type() == double.class) {
            return "0.625";
        }
        return Number.class.isAssignableFrom(option.type()) || option.type().isPrimitive() ? "77" : "other";
    }

    private static CommandLine command(ResultCommand command) {
        CommandLine line = new CommandLine(command);
        command.addParameterOptions(line.getCommandSpec());
        return line;
    }

    private static Environment nowhere() {
        PrintStream none = System.err;
        return new Environment(none, none, Optional.empty(), OptionalInt.empty(), new OwnSession("none"));
    }
}
