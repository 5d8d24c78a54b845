package dev.collimate.cli;

import dev.collimate.report.Result;
import dev.collimate.storage.Redaction;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.apache.spark.ml.param.Params;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that ends with one JSON line on stdout. */
@Command(abbreviateSynopsis = true, requiredOptionMarker = '*', showDefaultValues = true)
abstract class ResultCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    private final Environment surroundings;

    ResultCommand(Environment surroundings) {
        this.surroundings = surroundings;
    }

    /** Adds the options that are made from parameters of Spark ML stages. */
    void addParameterOptions(CommandSpec command) {}

    /** Checks what can be checked before there is a result. */
    void checkOptions() {}

    abstract Result result() throws Exception;

    @Override
    public final Integer call() throws Exception {
        checkOptions();
        Result result = result();
        surroundings.out().println(result.toJson());
        surroundings.out().flush();
        return result.isFailure() ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    /** The names that parameters have on this command line. */
    UnaryOperator<String> naming() {
        return OptionNames.of(spec);
    }

    boolean verbose() {
        return common.verbose();
    }

    String name() {
        return spec.name();
    }

    Environment surroundings() {
        return surroundings;
    }

    /** Sets what the user gave; a value out of its range is an error of use, of the option that it was given to. */
    void apply(ParameterOptions options, Params stage) {
        try {
            options.applyTo(stage);
        } catch (IllegalArgumentException e) {
            throw usage(ErrorLine.of(e, OptionNames.of(spec)));
        }
    }

    /** @param conflicts sentences on options that are wrong together; null where they are not */
    void requireNone(String... conflicts) {
        for (String conflict : conflicts) {
            if (conflict != null) {
                throw usage(conflict);
            }
        }
    }

    /** Whether the user gave an option, on the command line or in a file of options. */
    boolean isGiven(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option)
                || spec.commandLine().getDefaultValueProvider() instanceof OptionFiles files
                        && files.defaultValue(spec.findOption(option)) != null;
    }

    /** Whether the value of any option holds an address with what may be a secret. */
    boolean holdsSecretAddress() {
        return spec.options().stream()
                .map(OptionSpec::getValue)
                .map(String::valueOf)
                .anyMatch(Redaction::hidesInAddress);
    }

    ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
