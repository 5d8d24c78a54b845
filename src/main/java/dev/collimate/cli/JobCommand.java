package dev.collimate.cli;

import java.util.concurrent.Callable;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that runs on Spark and ends with one JSON line on stdout. */
@Command(abbreviateSynopsis = true, requiredOptionMarker = '*', showDefaultValues = true)
abstract class JobCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    private final Surroundings surroundings;

    JobCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Adds the options that are made from parameters of Spark ML stages. */
    void addParameterOptions(CommandSpec command) {}

    /** Checks what can be checked without Spark. */
    void checkOptions() {}

    abstract Result run(SparkSession spark) throws Exception;

    @Override
    public final Integer call() throws Exception {
        checkOptions();
        Result result = surroundings.sessions().lend(spec.name(), this::run);
        surroundings.out().println(result.toJson());
        surroundings.out().flush();
        return ExitCode.DONE;
    }

    boolean verbose() {
        return common.verbose();
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** Sets what the user gave; a value out of its range is an error of use. */
    void apply(ParameterOptions options, Params stage) {
        try {
            options.applyTo(stage);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
