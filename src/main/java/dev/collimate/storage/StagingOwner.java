package dev.collimate.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The unfinished work of one run: its folder and whatever lies beside it under the same unique name, with a file that
 * names the process, so that another can tell work that goes on from work that was killed.
 *
 * @param folder that all of it lies in
 * @param unique its name without purposes, see {@link StagingName}
 */
record StagingOwner(FileSystem files, Path folder, String unique) {
    private static final Logger LOG = LoggerFactory.getLogger(StagingOwner.class);
    private static final long OLD = Duration.ofDays(1).toMillis();

    /** A lock that says nothing is being written, or its process was killed meanwhile: long before the end of this. */
    private static final LockTimes SETTLING = new LockTimes(Duration.ofMillis(500), Duration.ofSeconds(2));

    /** The last line of a note, which no file of rows is called. */
    private static final String END = "end";

    /** A new one, of which nothing is there before {@link #begin}. */
    static StagingOwner unique(FileSystem files, Path folder, String name) {
        return new StagingOwner(files, folder, StagingName.unique(name));
    }

    static StagingOwner here(FileSystem files, Path folder, String name) throws IOException {
        StagingOwner owner = unique(files, folder, name);
        owner.begin();
        return owner;
    }

    /** Says that this process has it. */
    void begin() throws IOException {
        files.mkdirs(folder);
        Undo.onFailure(
                () -> {
                    try (OutputStream out = files.create(path(StagingName.OWNER), false)) {
                        out.write(LockOwner.here().toBytes());
                    }
                },
                () -> delete(StagingName.OWNER));
        WorkHere.begin(unique);
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

    /**
     * Whether nobody is at it any more: a process of this machine that no longer runs had it, or this one, whose work has
     * ended, as where a broken disk kept it from taking its note away.
     */
    boolean isDead() {
        return process()
                .filter(LockOwner::isOfThisMachine)
                .filter(owner -> !isAtWork(owner))
                .isPresent();
    }

    /** The process that is at it, if it is of this machine. */
    Optional<String> runningHere() {
        return process()
                .filter(LockOwner::isOfThisMachine)
                .filter(this::isAtWork)
                .map(LockOwner::shown);
    }

    /** Whose work it is, for messages. */
    String by() {
        return process().map(owner -> " by " + owner.shown()).orElse("");
    }

    /**
     * Takes over what a killed process left, for one at a time.
     *
     * @throws IOException if another one is at it
     */
    FolderLock adopt() throws IOException {
        try {
            return FolderLock.take(
                    new LockPlace(files, folder, unique + StagingName.SETTLING),
                    SETTLING,
                    LockWatch.Clock.SYSTEM,
                    told -> {});
        } catch (IOException e) {
            throw new IOException(
                    "cannot put " + Redaction.of(folder.toString()) + " in order, which a killed run left: "
                            + e.getMessage(),
                    e);
        }
    }

    private boolean isAtWork(LockOwner owner) {
        return WorkHere.goesOn(owner, unique);
    }

    /** The process that has it; empty without a name, or with half of one, as then nobody knows. */
    private Optional<LockOwner> process() {
        try (InputStream in = files.open(path(StagingName.OWNER))) {
            return Optional.of(LockOwner.parse(LockOwner.bytes(in)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Warns of what another machine left, or is at for longer than a day: whether it lives cannot be seen from here. */
    void warnIfOld(String shown) {
        Optional<LockOwner> process = process().filter(owner -> !owner.isOfThisMachine());
        try {
            if (process.isPresent() && age() > OLD) {
                LOG.warn(
                        "{} has been written by {} for more than a day; if that run is over, delete what begins with {}"
                                + " in {}",
                        shown,
                        process.get().shown(),
                        unique,
                        Redaction.of(folder.toString()));
            }
        } catch (IOException e) {
            LOG.debug("it was there, and is not any more", e);
        }
    }

    /** Milliseconds since it began. */
    private long age() throws IOException {
        return System.currentTimeMillis()
                - files.getFileStatus(path(StagingName.OWNER)).getModificationTime();
    }

    /** Notes {@code names} under a purpose. */
    void note(String purpose, List<String> names) throws IOException {
        note(purpose, names, false);
    }

    /** As {@link #note}, in place of what was noted before; half of a note is none. */
    void noteAgain(String purpose, List<String> names) throws IOException {
        note(purpose, names, true);
    }

    private void note(String purpose, List<String> names, boolean again) throws IOException {
        try (OutputStream out = files.create(path(purpose), again)) {
            String lines = Stream.concat(names.stream(), Stream.of(END)).collect(Collectors.joining("\n"));
            out.write(lines.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What {@link #note} noted; empty if there is no note, or it did not come to its end. */
    Optional<List<String>> noted(String purpose) throws IOException {
        if (!has(purpose)) {
            return Optional.empty();
        }
        try (InputStream in = files.open(path(purpose))) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            boolean whole = !lines.isEmpty() && lines.get(lines.size() - 1).equals(END);
            return whole ? Optional.of(lines.subList(0, lines.size() - 1)) : Optional.empty();
        }
    }

    /** One that is gone though that failed is gone: the answer was lost. */
    void delete(String purpose) throws IOException {
        try {
            if (!files.delete(path(purpose), true) && has(purpose)) {
                throw new IOException(
                        "could not delete " + Redaction.of(path(purpose).toString()));
            }
        } catch (IOException e) {
            if (has(purpose)) {
                throw e;
            }
        }
    }

    /**
     * Takes away what is left of work that is done. That it cannot be taken away does not undo the work, so it is a
     * warning; what was moved aside goes first, as what says of it that it is old must outlive it.
     *
     * @param shown what was written, for messages
     */
    void finish(String shown) {
        leave();
        try {
            delete(StagingName.OLD);
            deleteUnfinished();
        } catch (IOException | RuntimeException | FSError e) {
            warnOfRest(shown, e);
        }
    }

    /** Warns that what work left that is done could not be taken away. */
    static void warnOfRest(String shown, Throwable failure) {
        LOG.warn(
                "{} is written, but what it replaced, or what was needed on the way, is still beside it ({})",
                shown,
                Redaction.of(failure.getMessage()));
    }

    /** This process is not at it any more, whatever is left of it. */
    void leave() {
        WorkHere.end(unique);
    }

    /** Takes away a probe that whoever made it could not: it is empty and has no owner. */
    void deleteProbe() throws IOException {
        Probe.delete(files, path(StagingName.PROBE));
    }

    /** Takes away what is unfinished, the name of the process last; what was there before, moved aside, stays. */
    void deleteUnfinished() throws IOException {
        leave();
        for (String purpose : StagingName.UNFINISHED) {
            delete(purpose);
        }
    }
}
