package dev.collimate.cli;

import dev.collimate.data.BadDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;

/** The one line that says why a job failed. It never holds data: what may do so is left to {@code --verbose}. */
final class ErrorLine {
    private ErrorLine() {}

    static String of(Throwable failure) {
        List<Throwable> causes = causes(failure);
        for (Throwable cause : causes) {
            if (cause instanceof BadDataException) {
                return firstLine(cause.getMessage());
            }
            if (cause instanceof OutOfMemoryError) {
                return "out of memory (" + firstLine(cause.getMessage())
                        + "); give more with --driver-memory and --executor-memory before the command";
            }
        }
        for (Throwable cause : causes) {
            String line = line(cause);
            if (line != null) {
                return line;
            }
        }
        return unexpected(causes.get(causes.size() - 1));
    }

    private static String line(Throwable cause) {
        if (cause instanceof AnalysisException analysis) {
            return sparkMessage(analysis.getMessage());
        }
        if (cause instanceof SparkThrowable spark && spark.getCondition() != null) {
            return ofCondition(spark);
        }
        // Spark wraps the failure of a task in one of these; what the task threw comes next in the chain.
        if (cause instanceof SparkException) {
            return null;
        }
        if (cause instanceof IllegalArgumentException || cause instanceof IllegalStateException) {
            return cause.getMessage() == null ? null : firstLine(cause.getMessage());
        }
        return cause instanceof IOException && cause.getMessage() != null ? firstLine(cause.getMessage()) : null;
    }

    /** Spark's error conditions may quote the value that offends; only their names and paths are safe. */
    private static String ofCondition(SparkThrowable failure) {
        String path = failure.getMessageParameters().get("path");
        if (failure.getCondition().startsWith("FAILED_READ_FILE")) {
            return "cannot read the file " + path + "; it is damaged, or not of the format that --format names";
        }
        if (failure.getCondition().equals("DATA_SOURCE_NOT_FOUND")) {
            return sparkMessage(((Throwable) failure).getMessage());
        }
        return "Spark stopped with " + failure.getCondition() + (path == null ? "" : " at " + path)
                + "; --verbose shows the details";
    }

    private static String unexpected(Throwable cause) {
        if (cause instanceof SparkException && cause.getMessage() != null) {
            return firstLine(cause.getMessage()) + "; --verbose shows the details";
        }
        return "unexpected " + cause.getClass().getSimpleName() + "; --verbose shows where it came from";
    }

    /** Without the condition's name in front and the SQL state behind. */
    static String sparkMessage(String message) {
        return firstLine(message).replaceFirst("^\\[[A-Z0-9_.]+] ", "").replaceFirst(" SQLSTATE: \\w+$", "");
    }

    static String firstLine(String message) {
        return message == null
                ? "no message"
                : message.strip().lines().findFirst().orElse("no message");
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable next = failure; next != null && !causes.contains(next); next = next.getCause()) {
            causes.add(next);
        }
        return causes;
    }
}
