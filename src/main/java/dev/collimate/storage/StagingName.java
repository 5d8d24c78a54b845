package dev.collimate.storage;

import java.util.UUID;
import java.util.regex.Pattern;

/** Names of unfinished work, {@code .NAME-uuid.purpose}: hidden, so that no reader of a folder takes it for data. */
final class StagingName {
    static final String NEW = ".new";
    static final String OLD = ".old";
    static final String APPEND = ".append";
    static final String PROBE = ".probe";

    /** The characters of NAME that are kept, so that 255 bytes are enough for the whole in any script. */
    private static final int KEPT = 64;

    private static final Pattern ANY =
            Pattern.compile("\\..*-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.(new|old|append|probe)");

    private StagingName() {}

    /** A name that nothing else has, without its purpose. */
    static String unique(String name) {
        int[] characters = name.codePoints().limit(KEPT / 2).toArray();
        String kept = name.length() <= KEPT ? name : new String(characters, 0, characters.length);
        return "." + kept + "-" + UUID.randomUUID();
    }

    static boolean isOne(String name) {
        return ANY.matcher(name).matches();
    }
}
