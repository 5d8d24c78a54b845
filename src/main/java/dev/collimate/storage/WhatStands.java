package dev.collimate.storage;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says of a write that failed what stands at its name now: a plain failure of files in its message, another beside it, so
 * that it stays what it is.
 */
public final class WhatStands extends IOException {
    static final String OLD = "what was there before is whole";
    static final String NEW = "the new one is whole, and stands there";
    static final String NOTHING = "nothing stands there";

    private static final long serialVersionUID = 1L;

    private WhatStands(String clause) {
        super(clause);
    }

    /** Finds out, once what failed is undone. */
    interface Look {
        /** Empty where the failure itself says it. */
        Optional<String> look() throws IOException;
    }

    /** What stands there after a failure that leaves what was there. */
    static String before(boolean replaces) {
        return replaces ? OLD : NOTHING;
    }

    /** What is said of a failure beside its messages. */
    public static Optional<String> of(Throwable failure) {
        List<Throwable> causes = Stream.iterate(failure, next -> next != null, Throwable::getCause)
                .toList();
        return causes.stream()
                .flatMap(cause -> Arrays.stream(cause.getSuppressed()))
                .filter(WhatStands.class::isInstance)
                .map(Throwable::getMessage)
                .filter(clause -> causes.stream()
                        .noneMatch(cause -> String.valueOf(cause.getMessage()).contains(clause)))
                .findFirst();
    }

    static void toldAfter(Undo.Step<IOException> write, Look look) throws IOException {
        try {
            Undo.onFailure(write, () -> {
                Optional<String> clause = look.look();
                if (clause.isPresent()) {
                    throw new WhatStands(clause.get());
                }
            });
        } catch (IOException e) {
            Optional<String> clause = e.getClass() == IOException.class ? of(e) : Optional.empty();
            if (clause.isPresent()) {
                throw new IOException(line(e) + "; " + clause.get(), e);
            }
            throw e;
        }
    }

    private static String line(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.lines().findFirst().orElse(message);
    }
}
