package dev.collimate.math;

/** Says why something did not load. */
final class Failures {
    private Failures() {}

    /** The kind of the innermost cause and the first line of what it says. */
    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String kind = cause.getClass().getSimpleName();
        return cause.getMessage() == null
                ? kind
                : kind + ": " + cause.getMessage().lines().findFirst().orElse("");
    }
}
