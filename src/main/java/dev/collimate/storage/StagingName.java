package dev.collimate.storage;

import dev.collimate.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of unfinished work, {@code .NAME-uuid.purpose}: hidden, so that no reader of a folder takes it for data. */
final class StagingName {
    static final String NEW = ".new";
    static final String OLD = ".old";
    static final String APPEND = ".append";
    static final String PROBE = ".probe";
    /** Says that the new directory is whole, while the old one is moved away. */
    static final String WHOLE = ".whole";
    /** Names the files that an append moves to their place. */
    static final String MOVING = ".moving";
    /** Names the files that take the place of others, see {@link Replacement}. */
    static final String REPLACING = ".replacing";
    /** Names the files that are to go, as all new ones are there. */
    static final String REPLACED = ".replaced";
    /** The lock of who settles what one that was killed began. */
    static final String SETTLING = ".settling";
    /** Beside that lock for an instant, see {@link LockPlace#claim}. */
    private static final String SETTLING_CLAIM = SETTLING + "-claim";
    /** Names the process whose work it is. */
    static final String OWNER = ".owner";

    /**
     * What is unfinished, in the order in which it may go: that all is whole must not be said of what is half deleted, and
     * what may be undone must not be said of what is done.
     */
    static final List<String> UNFINISHED =
            List.of(WHOLE, REPLACING, REPLACED, NEW, APPEND, PROBE, MOVING, SETTLING_CLAIM, SETTLING, OWNER);

    /** The NAME of work that lies in the directory that it is for, which keeps it when the directory is moved. */
    static final String INSIDE = "files";

    static final int UUID_LENGTH = 36;

    /** The characters of NAME that are kept, so that 255 bytes are enough for the whole in any script. */
    private static final int KEPT = 64;

    private static final int CHECKSUM_DIGITS = 16;

    /** What no part of a name with a secret is kept behind. */
    private static final Pattern DOUBTFUL = Pattern.compile("[?=%:@\"'\\s]");

    private static final String UUID_DIGITS = "-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Pattern ANY = Pattern.compile(
            "(\\..*" + UUID_DIGITS
                    + ")\\.(new|old|append|probe|whole|moving|replacing|replaced|settling|settling-claim|settling-beat-[0-9a-f]+|owner)");

    private StagingName() {}

    /** A name that nothing else has, without its purpose. */
    static String unique(String name) {
        return start(name) + UUID.randomUUID();
    }

    /**
     * Of a NAME that is long, or may hold a secret, the rest stands as a checksum: Spark's event log holds the paths that
     * it writes.
     */
    private static String start(String name) {
        boolean secret = Redaction.hides(name);
        if (!secret && name.length() <= KEPT) {
            return "." + name + "-";
        }
        String told = secret ? DOUBTFUL.split(name, 2)[0] : name;
        int[] characters = told.codePoints().limit(KEPT / 2).toArray();
        String checksum = Sha256.of(name.getBytes(StandardCharsets.UTF_8)).substring(0, CHECKSUM_DIGITS);
        return "." + new String(characters, 0, characters.length) + "-" + checksum + "-";
    }

    /** The part of {@code staging} without its purpose, if it is of a directory called {@code name}; else null. */
    static String uniqueOf(String staging, String name) {
        Matcher any = ANY.matcher(staging);
        boolean of = any.matches() && any.group(1).length() == start(name).length() + UUID_LENGTH;
        return of && staging.startsWith(start(name)) ? any.group(1) : null;
    }

    /** Whether it says that files of a directory are being replaced. */
    static boolean isOfReplacement(String name) {
        return isOne(name) && (name.endsWith(REPLACING) || name.endsWith(REPLACED));
    }

    static boolean isOne(String name) {
        return ANY.matcher(name).matches();
    }
}
