package dev.collimate.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The unfinished work of one run: its folder and whatever lies beside it under the same unique name, with a file that
 * names the process, so that another can tell work that goes on from work that was killed.
 *
 * @param folder that all of it lies in
 * @param unique its name without purposes, see {@link StagingName}
 */
record StagingOwner(FileSystem files, Path folder, String unique) {
    /** The last line of a note, which no file of rows is called. */
    private static final String END = "end";

    /** A new one, which says that this process has it. */
    static StagingOwner here(FileSystem files, Path folder, String name) throws IOException {
        StagingOwner owner = new StagingOwner(files, folder, StagingName.unique(name));
        files.mkdirs(folder);
        try (OutputStream out = files.create(owner.path(StagingName.OWNER), false)) {
            out.write(LockOwner.here().toBytes());
        }
        return owner;
    }

    /** All in {@code folder} that are, or were, on their way to {@code name}. */
    static List<StagingOwner> all(FileSystem files, Path folder, String name) throws IOException {
        List<StagingOwner> found = new ArrayList<>();
        for (FileStatus entry : files.listStatus(folder)) {
            String unique = StagingName.uniqueOf(entry.getPath().getName(), name);
            StagingOwner owner = new StagingOwner(files, folder, unique);
            if (unique != null && !found.contains(owner)) {
                found.add(owner);
            }
        }
        return found;
    }

    /** What makes the name unique. */
    String uuid() {
        return unique.substring(unique.length() - StagingName.UUID_LENGTH);
    }

    Path path(String purpose) {
        return new Path(folder, unique + purpose);
    }

    boolean has(String purpose) throws IOException {
        return files.exists(path(purpose));
    }

    /** Whether a process of this machine has it that no longer runs. */
    boolean isDead() {
        LockOwner here = LockOwner.here();
        try (InputStream in = files.open(path(StagingName.OWNER))) {
            LockOwner owner = LockOwner.parse(in.readAllBytes());
            return owner.isOf(here) && !owner.runsHere();
        } catch (IOException e) {
            // Without a name, or half of one, nobody knows.
            return false;
        }
    }

    /** Notes {@code names} under a purpose. */
    void note(String purpose, List<String> names) throws IOException {
        try (OutputStream out = files.create(path(purpose), false)) {
            out.write((String.join("\n", names) + "\n" + END).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What {@link #note} noted; nothing if it did not come to its end. */
    List<String> noted(String purpose) throws IOException {
        if (!has(purpose)) {
            return List.of();
        }
        try (InputStream in = files.open(path(purpose))) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            boolean whole = !lines.isEmpty() && lines.get(lines.size() - 1).equals(END);
            return whole ? lines.subList(0, lines.size() - 1) : List.of();
        }
    }

    void delete(String purpose) throws IOException {
        files.delete(path(purpose), true);
    }

    /** Takes away what is unfinished, the name of the process last; what was there before, moved aside, stays. */
    void deleteUnfinished() throws IOException {
        for (String purpose : StagingName.UNFINISHED) {
            delete(purpose);
        }
    }
}
