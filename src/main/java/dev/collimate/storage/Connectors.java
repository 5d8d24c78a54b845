package dev.collimate.storage;

import dev.collimate.data.Message;
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
    public static Optional<Message> missing(Throwable failure) {
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

    private static Message ofPackage(String name) {
        return switch (name) {
            case "azurebfs" -> line("abfs", ARTIFACTS.get("abfs"));
            case "azure" -> line("wasb", ARTIFACTS.get("wasb"));
            case "gs" -> line("gs", ARTIFACTS.get("fs.gs"));
            case "gcs" -> line("gs", ARTIFACTS.get("gs"));
            default -> line(name, ARTIFACTS.get(name));
        };
    }

    private static Message line(String scheme, String artifact) {
        if (scheme.equals("s3") || scheme.equals("s3n")) {
            return Message.of(
                    "Hadoop %s has no %s://; write s3a://, and {spark.jars.packages=%s}",
                    VersionInfo.getVersion(), scheme, ofThisHadoop(ARTIFACTS.get("s3a")));
        }
        if (artifact == null) {
            return Message.of(
                    "Hadoop %s knows no file system %s://; add its connector with {spark.jars.packages}, or use another"
                            + " address",
                    VersionInfo.getVersion(), scheme);
        }
        return Message.of(
                "%s:// needs a connector for Hadoop %s: {spark.jars.packages=%s}",
                scheme, VersionInfo.getVersion(), ofThisHadoop(artifact));
    }

    private static String ofThisHadoop(String artifact) {
        return String.format(artifact, VersionInfo.getVersion());
    }
}
