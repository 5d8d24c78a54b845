package dev.collimate.tables;

import dev.collimate.data.Message;
import dev.collimate.storage.Connectors;
import dev.collimate.storage.Redaction;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.SparkException;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;

/** Why Spark failed, in one line that holds no data: Spark's own messages may quote the value that offends. */
public final class SparkErrors {
    private SparkErrors() {}

    /**
     * The first of the causes that says in words what is wrong; empty if none does.
     *
     * @param naming the names that parameters have where the line is read
     */
    public static Optional<String> known(Throwable failure, UnaryOperator<String> naming) {
        return known(failure).map(message -> Throwables.firstLine(Redaction.of(message.under(naming))));
    }

    private static Optional<Message> known(Throwable failure) {
        return Throwables.causes(failure).stream()
                .map(SparkErrors::line)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** As {@link #known(Throwable)}, else the kind of the innermost cause. */
    static Message reason(Throwable failure) {
        List<Throwable> causes = Throwables.causes(failure);
        return known(failure)
                .orElseGet(() -> Message.of(
                        "unexpected %s",
                        causes.get(causes.size() - 1).getClass().getSimpleName()));
    }

    /** Whether files of one data set have columns of types that Spark does not merge. */
    static boolean isMergeConflict(Throwable failure) {
        return hasCondition(failure, "CANNOT_MERGE");
    }

    /** Whether the format may be right, as it is what the files hold, or to reach them, that failed. */
    static boolean isOfData(Throwable failure) {
        return hasCondition(failure, "PARQUET_TYPE")
                || hasCondition(failure, "COLUMN_ALREADY_EXISTS")
                || Throwables.causes(failure).stream()
                        .anyMatch(cause -> Refusals.line(cause).isPresent() || cause instanceof SQLException);
    }

    /** Whether a file that is there and may be read could not be, and Spark does not say which. */
    static boolean isOfAnUnnamedFile(Throwable failure) {
        return Throwables.causes(failure).stream().anyMatch(IOException.class::isInstance)
                && !isOfData(failure)
                && !hasCondition(failure, "FAILED_READ_FILE")
                && Throwables.causes(failure).stream().noneMatch(FileNotFoundException.class::isInstance);
    }

    private static boolean hasCondition(Throwable failure, String start) {
        return Throwables.causes(failure).stream()
                .anyMatch(cause -> cause instanceof SparkThrowable spark
                        && spark.getCondition() != null
                        && spark.getCondition().startsWith(start));
    }

    private static Optional<Message> line(Throwable cause) {
        Optional<Message> connector = Connectors.missing(cause);
        if (connector.isPresent()) {
            return connector;
        }
        Optional<String> refusal = Refusals.line(cause);
        if (refusal.isPresent()) {
            return refusal.map(Message::plain);
        }
        // A driver's own words, which name its server, are said; rows never come to them.
        if (cause instanceof SQLException && cause.getMessage() != null) {
            return Optional.of(Message.of("the database answered: %s", Throwables.firstLine(cause.getMessage())));
        }
        if (cause instanceof SparkThrowable spark && spark.getCondition() != null) {
            return SparkConditions.line(spark);
        }
        if (cause instanceof ClassNotFoundException && cause.getMessage() != null) {
            return Optional.of(Message.of(
                    "no jar has the class %s; {spark.jars} adds one", Throwables.firstLine(cause.getMessage())));
        }
        if (cause instanceof AnalysisException) {
            return Optional.of(Message.plain(Throwables.message(cause)));
        }
        // Spark wraps the failure of a task in one of these; what the task threw comes next in the chain.
        if (cause instanceof SparkException) {
            return Optional.empty();
        }
        if (cause instanceof BadTableException bad) {
            return Optional.of(bad.said());
        }
        boolean speaks = cause instanceof IllegalArgumentException
                || cause instanceof IllegalStateException
                || cause instanceof IOException;
        return speaks && cause.getMessage() != null
                ? Optional.of(Message.plain(Throwables.firstLine(cause.getMessage())))
                : Optional.empty();
    }
}
