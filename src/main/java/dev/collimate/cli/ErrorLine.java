package dev.collimate.cli;

import dev.collimate.data.BadDataException;
import dev.collimate.fit.SettingsException;
import dev.collimate.storage.WhatStands;
import dev.collimate.tables.SparkErrors;
import dev.collimate.tables.Throwables;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.SparkException;

/** The one line that says why a job failed. It never holds data: what may do so is left to {@code --verbose}. */
final class ErrorLine {
    private ErrorLine() {}

    /** @param naming the names that parameters have where the line is read */
    static String of(Throwable failure, UnaryOperator<String> naming) {
        return reason(failure, naming)
                + WhatStands.of(failure).map(clause -> "; " + clause).orElse("");
    }

    private static String reason(Throwable failure, UnaryOperator<String> naming) {
        List<Throwable> causes = Throwables.causes(failure);
        for (Throwable cause : causes) {
            if (cause instanceof SettingsException settings) {
                return firstLine(settings.message(naming));
            }
            if (cause instanceof BadDataException) {
                return firstLine(cause.getMessage());
            }
            if (cause instanceof OutOfMemoryError) {
                return "out of memory (" + firstLine(cause.getMessage())
                        + "); give more with --driver-memory and --executor-memory before the command";
            }
        }
        return SparkErrors.known(failure, naming).orElseGet(() -> unexpected(causes.get(causes.size() - 1)));
    }

    private static String unexpected(Throwable cause) {
        if (cause instanceof SparkException && cause.getMessage() != null) {
            return firstLine(cause.getMessage()) + "; " + CommonOptions.VERBOSE + " shows the details";
        }
        return "unexpected " + cause.getClass().getSimpleName() + "; " + CommonOptions.VERBOSE
                + " shows where it came from";
    }

    static String firstLine(String message) {
        return Throwables.firstLine(message);
    }
}
