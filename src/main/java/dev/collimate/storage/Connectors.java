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
            "gs", "com.google.cloud.bigdataoss:gcs-connector:4.0.9",
            // Hadoop's own since 3.5, whose settings name its class.
            "fs.gs", "org.apache.hadoop:hadoop-gcp:%s");

    private static final Map<String, String> ALIASES = Map.of("abfss", "abfs", "wasbs", "wasb", "gcs", "gs");

    /** "Class org.apache.hadoop.fs.s3a.S3AFileSystem not found". */
    private static final Pattern CLASS = Pattern.compile(
            "(?:org\\.apache\\.hadoop\\.fs\\.(s3a|azurebfs|azure|gs)|com\\.google\\.cloud\\.hadoop\\.fs\\.(gcs))\\.");

    private static final Pattern SCHEME = Pattern.compile("No FileSystem for scheme:? \"?([A-Za-z0-9+.-]+)\"?");

    private Connectors() {}

    /** What to add where a failure says that a file system's class is missing; empty for other failures. */
    public static Optional<String> missing(Throwable failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        Matcher scheme = SCHEME.matcher(message);
        if (scheme.find()) {
            String name = scheme.group(1).toLowerCase(Locale.ROOT);
            return Optional.of(line(name, ARTIFACTS.get(ALIASES.getOrDefault(name, name))));
        }
        Matcher found = CLASS.matcher(message);
        if (failure instanceof ClassNotFoundException && found.find()) {
            return Optional.of(ofPackage(found.group(1) == null ? found.group(2) : found.group(1)));
        }
        return Optional.empty();
    }

    private static String ofPackage(String name) {
        return switch (name) {
            case "azurebfs" -> line("abfs", ARTIFACTS.get("abfs"));
            case "azure" -> line("wasb", ARTIFACTS.get("wasb"));
            case "gs" -> line("gs", ARTIFACTS.get("fs.gs"));
            case "gcs" -> line("gs", ARTIFACTS.get("gs"));
            default -> line(name, ARTIFACTS.get(name));
        };
    }

    private static String line(String scheme, String artifact) {
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
