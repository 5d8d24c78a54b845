package dev.collimate.cli;

import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that runs on Spark and ends with one JSON line on stdout. */
abstract class JobCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    private final Surroundings surroundings;

    JobCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

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

    ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
