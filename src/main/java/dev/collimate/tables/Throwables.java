package dev.collimate.tables;

import dev.collimate.storage.Redaction;
import java.util.ArrayList;
import java.util.List;

/** A failure with its causes, and the words in which it tells what is wrong. */
public final class Throwables {
    private Throwables() {}

    /** A failure and its causes, the outermost first. */
    public static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable next = failure; next != null && !causes.contains(next); next = next.getCause()) {
            causes.add(next);
        }
        return causes;
    }

    /** The first line of Spark's message, without the condition's name in front and the SQL state behind. */
    static String message(Throwable failure) {
        return firstLine(failure.getMessage())
                .replaceFirst("^\\[[A-Z0-9_.]+] ", "")
                .replaceFirst(" SQLSTATE: \\w+$", "");
    }

    public static String firstLine(String message) {
        return message == null
                ? "no message"
                : Redaction.of(message).strip().lines().findFirst().orElse("no message");
    }
}
