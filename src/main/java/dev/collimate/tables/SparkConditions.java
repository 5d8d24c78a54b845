package dev.collimate.tables;

import dev.collimate.data.Message;
import java.io.FileNotFoundException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;

/**
 * A failure that bears one of Spark's error conditions, in one line: with the way out, where there is one that Spark does
 * not tell. Of other failures than those of analysis only the condition and its path are said: the rest may hold data.
 */
final class SparkConditions {
    private static final Message DAMAGED = Message.of("it is damaged, or not of the format that {format} names");
    private static final Pattern UNSUPPORTED = Pattern.compile("Unsupported encoding: (\\w+)");

    /** Messages that hold names that the user gave, and no data. */
    private static final Set<String> NAMES_ONLY = Set.of("DATA_SOURCE_NOT_FOUND", "CATALOG_NOT_FOUND");

    private SparkConditions() {}

    /** Empty where the condition says nothing and its cause does. */
    static Optional<Message> line(SparkThrowable failure) {
        Throwable throwable = (Throwable) failure;
        String condition = failure.getCondition();
        // Names of Spark's that say nothing; its words, or those of a cause, do.
        if (condition.startsWith("_LEGACY_ERROR")) {
            return throwable.getCause() == null ? Optional.of(message(throwable)) : Optional.empty();
        }
        if (condition.equals("COLUMN_ALREADY_EXISTS")) {
            return Optional.of(Message.of(
                    "two columns are called %s, or differ only by case; with {spark.sql.caseSensitive=true} they are two,"
                            + " else rename one",
                    failure.getMessageParameters().get("columnName")));
        }
        // What the task threw comes next in the chain.
        if (condition.equals("TASK_WRITE_FAILED") && throwable.getCause() != null) {
            return Optional.empty();
        }
        // The driver's words, which come next in the chain, say what is wrong.
        if (condition.startsWith("FAILED_JDBC") && throwable.getCause() instanceof SQLException) {
            return Optional.empty();
        }
        // Only this program raises errors in expressions, and in words without values.
        if (condition.equals("USER_RAISED_EXCEPTION")) {
            return Optional.ofNullable(failure.getMessageParameters().get("errorMessage"))
                    .map(Message::plain);
        }
        if (condition.startsWith("PARQUET_TYPE")) {
            return Optional.of(ofParquetType(Throwables.message(throwable)));
        }
        if (condition.startsWith("FAILED_READ_FILE")) {
            String path = failure.getMessageParameters().get("path");
            return Optional.of(ofFile(path, reasonOfFile(throwable, condition)));
        }
        if (throwable instanceof AnalysisException || NAMES_ONLY.contains(condition)) {
            return Optional.of(message(throwable));
        }
        String path = failure.getMessageParameters().get("path");
        return Optional.of(Message.of(
                "Spark stopped with %s%s; {cause} shows the details", condition, path == null ? "" : " at " + path));
    }

    private static Message message(Throwable failure) {
        return Message.plain(Throwables.message(failure));
    }

    private static Message ofParquetType(String message) {
        String remedy = "write the column with another type";
        if (message.contains("TIMESTAMP(NANOS")) {
            remedy = "{spark.sql.legacy.parquet.nanosAsLong=true} reads such a column as whole nanoseconds";
        } else if (message.contains("FLOAT16")) {
            remedy =
                    "write it as float32, as PyArrow's cast does, or write the file without it: Spark resolves every column of a"
                            + " file";
        }
        return Message.of("this Spark has no type for a column (%s); " + remedy, message);
    }

    private static Message reasonOfFile(Throwable failure, String condition) {
        for (Throwable cause : Throwables.causes(failure)) {
            Matcher encoding = UNSUPPORTED.matcher(String.valueOf(cause.getMessage()));
            if (encoding.find()) {
                return Message.of(
                        "Spark's vectorized reader lacks the encoding %s;"
                                + " {spark.sql.parquet.enableVectorizedReader=false} reads it",
                        encoding.group(1));
            }
            Optional<String> refusal = Refusals.line(cause);
            if (refusal.isPresent()) {
                return Message.plain(refusal.get());
            }
            if (cause instanceof FileNotFoundException) {
                return Message.of("it is not there any more, or was replaced while it was read");
            }
        }
        return condition.contains("TYPE_MISMATCH")
                ? Message.of("a column is of another type there than in the first file; write it with one type")
                : DAMAGED;
    }

    /** The line of a file for which Spark has no condition. */
    static Message unreadable(String file) {
        return ofFile(file, DAMAGED);
    }

    private static Message ofFile(String path, Message reason) {
        return Message.of("cannot read the file %s; %s", path, reason);
    }
}
