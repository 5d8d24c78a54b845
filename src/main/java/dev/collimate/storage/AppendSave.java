package dev.collimate.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds files of rows to a directory: they are written to a hidden folder of this append alone, in the directory, and
 * moved up when all are there, so that appends at the same time do not meet. One that fails leaves none of its files.
 */
public final class AppendSave {
    private static final Logger LOG = LoggerFactory.getLogger(AppendSave.class);
    private static final String ROWS = "part-";

    private final Destination destination;
    private final FileSystem files;
    private final Path path;
    private final StagingOwner owner;

    /** Where this one's files stand, each from before it is moved there: a file system may do it and fail to say so. */
    private final List<Path> moved = new ArrayList<>();

    private boolean marks;

    private AppendSave(Destination destination) {
        this.destination = destination;
        this.files = destination.files();
        this.path = destination.path();
        this.owner = StagingOwner.unique(files, path, StagingName.INSIDE);
    }

    /** Checks, before any work, whether {@link #save} can add to {@code target}, which need not exist. */
    public static void require(String target, Configuration configuration) throws IOException {
        require(Destination.of(target, configuration));
    }

    private static void require(Destination destination) throws IOException {
        destination.requireDirectoryIfThere();
        InterruptedSave.clean(destination.files(), destination.path(), StagingName.INSIDE, destination.shown());
        destination.requireNotReplaced(Optional.empty());
        destination.requireCreatable(true);
    }

    /** Whether a directory holds anything that a reader would see. */
    public static boolean holdsData(String target, Configuration configuration) throws IOException {
        Destination destination = Destination.of(target, configuration);
        if (!destination.files().exists(destination.path())) {
            return false;
        }
        for (FileStatus entry : destination.files().listStatus(destination.path())) {
            if (isVisible(entry)) {
                return true;
            }
        }
        return false;
    }

    /** Adds the files that {@code filling} writes. */
    public static void save(String target, Configuration configuration, Filling filling) throws IOException {
        save(Destination.of(target, configuration), filling);
    }

    static void save(Destination destination, Filling filling) throws IOException {
        require(destination);
        AppendSave append = new AppendSave(destination);
        boolean made = !append.files.exists(append.path);
        WhatStands.toldAfter(
                () -> Undo.onFailure(() -> append.run(filling), () -> {
                    if (made) {
                        destination.removeIfEmpty();
                    }
                }),
                append::stands);
        append.finish();
    }

    private void run(Filling filling) throws IOException {
        owner.begin();
        Staging.run(
                destination,
                owner.path(StagingName.APPEND),
                0,
                staging -> {
                    filling.fill(files, staging);
                    moveUp(staging);
                    mark();
                    // From here on nobody takes them for those of an append that was killed.
                    owner.delete(StagingName.MOVING);
                },
                this::undo);
    }

    private void moveUp(Path staging) throws IOException {
        Listings.settle(files, staging);
        List<FileStatus> entries = Arrays.stream(files.listStatus(staging))
                .filter(AppendSave::isVisible)
                .toList();
        owner.note(
                StagingName.MOVING,
                entries.stream().map(entry -> entry.getPath().getName()).toList());
        // A replacement that begins after the note sees it, and this one sees a note from before its own.
        Listings.await(files, owner.path(StagingName.MOVING));
        destination.requireNotReplaced(Optional.empty());
        for (FileStatus entry : entries) {
            String name = entry.getPath().getName();
            if (!entry.isFile() || !name.startsWith(ROWS)) {
                throw new IOException("cannot append to " + destination.shown()
                        + ": this format writes more than files of rows; write to another folder");
            }
            move(entry.getPath(), new Path(path, name));
        }
    }

    private void move(Path from, Path to) throws IOException {
        boolean free = !files.exists(to);
        if (free) {
            moved.add(to);
        }
        if (!free || !files.rename(from, to)) {
            throw new IOException("could not rename " + Redaction.of(from + " to " + to));
        }
    }

    private void mark() throws IOException {
        if (!files.exists(success())) {
            marks = true;
            files.create(success(), true).close();
        }
    }

    private Path success() {
        return new Path(path, SavedKind.SUCCESS);
    }

    /** What cannot be taken away is named in the note that stays, so that the next append does it. */
    private void undo() throws IOException {
        owner.leave();
        deleteMoved();
        if (marks) {
            files.delete(success(), false);
            // In this order, and looked at again by who is done: another append may have found the mark, and none needs
            // it.
            Listings.settle(files, path);
            boolean others = Arrays.stream(files.listStatus(path))
                    .anyMatch(entry -> entry.getPath().getName().startsWith(ROWS));
            if (others) {
                mark();
            }
        }
        owner.deleteUnfinished();
    }

    /** All of them, whichever cannot be. */
    private void deleteMoved() throws IOException {
        IOException failure = new IOException("not all of what was added could be taken away again");
        for (Path file : moved) {
            try {
                files.delete(file, false);
            } catch (IOException | RuntimeException | FSError e) {
                failure.addSuppressed(e);
            }
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    private void finish() {
        try {
            mark();
        } catch (IOException | RuntimeException | FSError e) {
            LOG.warn(
                    "the rows are in {}, but {}, which another append took away, could not be written ({})",
                    destination.shown(),
                    SavedKind.SUCCESS,
                    Redaction.of(e.getMessage()));
        }
        owner.finish(destination.shown());
    }

    private Optional<String> stands() throws IOException {
        for (Path file : moved) {
            if (files.exists(file)) {
                return Optional.of("some of its files stand there, which the next append on this machine takes away");
            }
        }
        return Optional.of("none of its files stands there");
    }

    private static boolean isVisible(FileStatus entry) {
        String name = entry.getPath().getName();
        return !name.startsWith("_") && !name.startsWith(".");
    }
}
