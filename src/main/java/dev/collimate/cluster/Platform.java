package dev.collimate.cluster;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.package$;

/** Whether the Spark and the Java at hand can run a job, told before Spark itself ends in something unreadable. */
public final class Platform {
    /** The first and the last minor version of Spark 4 that a job was tested on, which src/site/compatibility.md lists. */
    private static final int FIRST_MINOR = 0;

    private static final int LAST_MINOR = 3;

    /** Of the first minor version: the one before lacks a hash of texts with a collation. */
    private static final int FIRST_PATCH = 1;

    private static final String RANGE = "4." + FIRST_MINOR + "." + FIRST_PATCH + " to 4." + LAST_MINOR;
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*");

    private Platform() {}

    /**
     * Checks that Hadoop, through which Spark asks for its user, works on this Java: before Hadoop 3.5 it asks for what
     * later Javas took away.
     *
     * @throws IllegalStateException if it does not, naming the versions that do
     */
    public static void requireJava() {
        try {
            UserGroupInformation.getCurrentUser();
        } catch (UnsupportedOperationException e) {
            throw new IllegalStateException(javaMessage(Runtime.version().feature()), e);
        } catch (IOException e) {
            throw new IllegalStateException("the user of this process is not known to Hadoop: " + e.getMessage(), e);
        }
    }

    static String javaMessage(int java) {
        return "Spark " + sparkVersion() + " with its Hadoop " + VersionInfo.getVersion() + " does not run on Java "
                + java + ", but on 17 and 21; set JAVA_HOME to one of them, or take Spark 4.2";
    }

    /** What is to be said of this Spark; empty for one that jobs were tested on. */
    public static Optional<String> sparkRemark() {
        return remark(sparkVersion());
    }

    static Optional<String> remark(String version) {
        Matcher matcher = VERSION.matcher(version);
        boolean tested = matcher.matches()
                && matcher.group(1).equals("4")
                && (Integer.parseInt(matcher.group(2)) > FIRST_MINOR
                        || Integer.parseInt(matcher.group(3)) >= FIRST_PATCH)
                && Integer.parseInt(matcher.group(2)) <= LAST_MINOR;
        return tested
                ? Optional.empty()
                : Optional.of("Spark " + version + " is not one that this was tested on, which are " + RANGE);
    }

    static String sparkVersion() {
        return package$.MODULE$.SPARK_VERSION();
    }
}
