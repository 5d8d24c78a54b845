package dev.collimate.rows;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.Partition;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.execution.datasources.FilePartition;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import scala.jdk.javaapi.CollectionConverters;

/** The files that rows come from, as they were when the reading was planned; empty where rows do not come from files. */
public final class ScannedFiles {
    private final Map<Path, PartitionedFile> files = new LinkedHashMap<>();

    private ScannedFiles() {}

    /** Looks at how {@code rows} are computed, without computing any. */
    public static ScannedFiles of(RDD<?> rows) {
        ScannedFiles found = new ScannedFiles();
        Deque<RDD<?>> waiting = new ArrayDeque<>();
        Set<Integer> seen = new HashSet<>();
        waiting.add(rows);
        while (!waiting.isEmpty()) {
            RDD<?> next = waiting.pop();
            for (Partition partition : next.partitions()) {
                if (partition instanceof FilePartition pieces) {
                    Arrays.stream(pieces.files())
                            .forEach(piece -> found.files.put(piece.filePath().toPath(), piece));
                }
            }
            CollectionConverters.asJava(next.dependencies()).forEach(dependency -> {
                if (seen.add(dependency.rdd().id())) {
                    waiting.add(dependency.rdd());
                }
            });
        }
        return found;
    }

    /** What happened to the first file that is not what it was, as a sentence; empty if all are. */
    public Optional<String> change(Configuration configuration) {
        for (Map.Entry<Path, PartitionedFile> file : files.entrySet()) {
            Path path = file.getKey();
            PartitionedFile planned = file.getValue();
            try {
                FileStatus now = path.getFileSystem(configuration).getFileStatus(path);
                if (now.getLen() != planned.fileSize()
                        || seconds(now.getModificationTime()) != seconds(planned.modificationTime())) {
                    return Optional.of(path + " was written anew: it had " + planned.fileSize()
                            + " bytes when the fit began, and has " + now.getLen());
                }
            } catch (FileNotFoundException e) {
                return Optional.of(path + " is gone");
            } catch (IOException e) {
                return Optional.of(path + " cannot be looked at any more: " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** Some file systems list times to the second, and tell more of one file. */
    private static long seconds(long milliseconds) {
        return TimeUnit.MILLISECONDS.toSeconds(milliseconds);
    }
}
