package dev.collimate.storage;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.util.VersionInfo;

/** The jars that Hadoop needs for file systems that Spark does not bring. */
public final class Connectors {
    private static final Map<String, String> ARTIFACTS = Map.of(
            "s3a", "org.apache.hadoop:hadoop-aws:%s",
            "abfs", "org.apache.hadoop:hadoop-azure:%s",
            "wasb", "org.apache.hadoop:hadoop-azure:%s",
            "gs", "com.google.cloud.bigdataoss:gcs-connector:4.0.9");

    private static final Map<String, String> ALIASES = Map.of("abfss", "abfs", "wasbs", "wasb", "gcs", "gs");

    /** "Class org.apache.hadoop.fs.s3a.S3AFileSystem not found". */
    private static final Pattern CLASS = Pattern.compile(
            "(?:org\\.apache\\.hadoop\\.fs\\.(s3a|azurebfs|azure)|com\\.google\\.cloud\\.hadoop\\.fs\\.(gcs))\\.");

    private static final Pattern SCHEME = Pattern.compile("No FileSystem for scheme:? \"?([A-Za-z0-9+.-]+)\"?");

    private Connectors() {}

    /** What to add where a failure says that a file system's class is missing; empty for other failures. */
    public static Optional<String> missing(Throwable failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        Matcher scheme = SCHEME.matcher(message);
        if (scheme.find()) {
            return Optional.of(line(scheme.group(1).toLowerCase(Locale.ROOT)));
        }
        Matcher found = CLASS.matcher(message);
        if (failure instanceof ClassNotFoundException && found.find()) {
            String room = found.group(1) == null ? found.group(2) : found.group(1);
            return Optional.of(line(room.equals("azurebfs") ? "abfs" : room.equals("azure") ? "wasb" : room));
        }
        return Optional.empty();
    }

    private static String line(String scheme) {
        String artifact = ARTIFACTS.get(ALIASES.getOrDefault(scheme, scheme));
        if (scheme.equals("s3") || scheme.equals("s3n")) {
            return "Hadoop " + VersionInfo.getVersion() + " has no " + scheme + "://; write s3a://, and --packages "
                    + String.format(ARTIFACTS.get("s3a"), VersionInfo.getVersion()) + " before the command";
        }
        if (artifact == null) {
            return "Hadoop " + VersionInfo.getVersion() + " knows no file system " + scheme
                    + "://; add its connector with --packages, or use another address";
        }
        return scheme + ":// needs a connector for Hadoop " + VersionInfo.getVersion() + ": --packages "
                + String.format(artifact, VersionInfo.getVersion()) + " before the command";
    }
}
