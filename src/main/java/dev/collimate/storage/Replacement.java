package dev.collimate.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files of a directory that others take the place of, one by one. Each step is noted before it is taken, so that
 * whoever comes after a process that was killed can undo it or, once all new files are there, finish it: {@link #settle}
 * may be called again, whatever became of an earlier call.
 *
 * @param owner of the new files, in the directory itself
 */
record Replacement(StagingOwner owner) {
    /** Before a name in a note: the file goes aside, comes, or is deleted at the end. */
    private static final char ASIDE = '<';

    private static final char COMES = '>';
    private static final char GOES = '-';

    /**
     * What is done to replace files.
     *
     * @param steps until all new files are there, but for the mark
     * @param rest of the steps, once they are
     */
    record Plan(List<String> steps, List<String> rest) {}

    /** All in a directory that were begun, and not finished or undone. */
    static List<Replacement> begunIn(FileSystem files, Path directory) throws IOException {
        List<Replacement> begun = new ArrayList<>();
        for (StagingOwner owner : StagingOwner.all(files, directory, StagingName.INSIDE)) {
            Replacement replacement = new Replacement(owner);
            if (replacement.isBegun()) {
                begun.add(replacement);
            }
        }
        return begun;
    }

    boolean isBegun() throws IOException {
        return owner.has(StagingName.REPLACING) || owner.has(StagingName.REPLACED);
    }

    /** Says that the files will be replaced, before they are looked at: of two that look after it, one sees the other. */
    void claim() throws IOException {
        owner.note(StagingName.REPLACING, List.of());
        Listings.await(files(), owner.path(StagingName.REPLACING));
    }

    /**
     * Notes what will be done: the mark of the old files goes first, that of the new ones comes last.
     *
     * @param mark by which readers know that a directory is complete
     */
    Plan plan(String mark) throws IOException {
        List<String> old = names(directory());
        Listings.settle(files(), owner.path(StagingName.NEW));
        List<String> coming = names(owner.path(StagingName.NEW));
        boolean marked = coming.remove(mark);
        List<String> steps = new ArrayList<>();
        if (old.remove(mark)) {
            steps.add(ASIDE + mark);
        }
        coming.stream().filter(old::remove).forEach(name -> steps.add(ASIDE + name));
        coming.forEach(name -> steps.add(COMES + name));
        List<String> rest = new ArrayList<>();
        old.forEach(name -> rest.add(GOES + name));
        if (marked) {
            rest.add(COMES + mark);
        }
        owner.noteAgain(StagingName.REPLACING, steps);
        return new Plan(List.copyOf(steps), List.copyOf(rest));
    }

    /** Moves the new files to their place; {@link #finish} deletes what they replace. */
    void moveIn(Plan plan) throws IOException {
        Set<Path> made = new HashSet<>(Set.of(directory()));
        for (String step : plan.steps()) {
            String name = step.substring(1);
            boolean aside = step.charAt(0) == ASIDE;
            Path from = child(aside ? directory() : owner.path(StagingName.NEW), name);
            Path to = child(aside ? owner.path(StagingName.OLD) : directory(), name);
            if (made.add(to.getParent())) {
                files().mkdirs(to.getParent());
            }
            move(from, to);
        }
        try {
            owner.note(StagingName.REPLACED, plan.rest());
        } catch (IOException e) {
            // The answer may have been lost.
            if (owner.noted(StagingName.REPLACED).isEmpty()) {
                throw e;
            }
        }
    }

    /**
     * Finishes what has all new files in their place, else undoes it, and takes away all that was needed on the way.
     *
     * @return whether the new files stand there
     */
    boolean settle() throws IOException {
        boolean done = owner.noted(StagingName.REPLACED).isPresent();
        if (done) {
            finish();
        } else {
            undo(owner.noted(StagingName.REPLACING).orElse(List.of()));
        }
        owner.delete(StagingName.OLD);
        owner.deleteUnfinished();
        return done;
    }

    /** Deletes what is replaced, once all new files are in their place, and marks these as complete. */
    void finish() throws IOException {
        Set<Path> left = new HashSet<>();
        for (String step : owner.noted(StagingName.REPLACED).orElseThrow()) {
            Path place = child(directory(), step.substring(1));
            if (step.charAt(0) == GOES) {
                delete(place);
                left.add(place.getParent());
            } else if (!files().exists(place)) {
                move(child(owner.path(StagingName.NEW), step.substring(1)), place);
            }
        }
        left.remove(directory());
        for (Path folder : left) {
            deleteIfEmpty(folder);
        }
    }

    private void undo(List<String> steps) throws IOException {
        List<String> aside = steps.stream()
                .filter(step -> step.charAt(0) == ASIDE)
                .map(step -> step.substring(1))
                .toList();
        List<String> backwards = new ArrayList<>(steps);
        Collections.reverse(backwards);
        for (String step : backwards) {
            String name = step.substring(1);
            Path kept = child(owner.path(StagingName.OLD), name);
            // What is aside is whole; without it nothing has come under this name.
            if (step.charAt(0) == COMES ? !aside.contains(name) : files().exists(kept)) {
                Path place = child(directory(), name);
                delete(place);
                if (!place.getParent().equals(directory())) {
                    deleteIfEmpty(place.getParent());
                }
            }
            if (step.charAt(0) == ASIDE && files().exists(kept)) {
                Path place = child(directory(), name);
                files().mkdirs(place.getParent());
                move(kept, place);
            }
        }
    }

    private FileSystem files() {
        return owner.files();
    }

    private Path directory() {
        return owner.folder();
    }

    private static Path child(Path folder, String name) {
        return new Path(folder + "/" + name);
    }

    /** The files below a folder but for unfinished work, by their paths in it, in order. */
    private List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        addNames(folder, "", names);
        Collections.sort(names);
        return names;
    }

    private void addNames(Path folder, String before, List<String> names) throws IOException {
        for (FileStatus entry : files().listStatus(folder)) {
            String name = entry.getPath().getName();
            if (StagingName.isOne(name)) {
                continue;
            }
            if (name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0) {
                throw new IOException("a file in " + Redaction.of(folder.toString())
                        + " has a line end in its name, which a note of names cannot hold; rename it");
            }
            if (entry.isDirectory()) {
                addNames(entry.getPath(), before + name + "/", names);
            } else {
                names.add(before + name);
            }
        }
    }

    private void move(Path from, Path to) throws IOException {
        if (!files().rename(from, to)) {
            throw new IOException(
                    "could not rename " + Redaction.of(from.toString()) + " to " + Redaction.of(to.toString()));
        }
    }

    private void delete(Path file) throws IOException {
        if (!files().delete(file, false) && files().exists(file)) {
            throw new IOException("could not delete " + Redaction.of(file.toString()));
        }
    }

    /** Deletes a folder of a partition that has no file any more, and those above it. */
    private void deleteIfEmpty(Path partition) throws IOException {
        Path folder = partition;
        while (!folder.equals(directory()) && files().exists(folder) && files().listStatus(folder).length == 0) {
            files().delete(folder, false);
            folder = folder.getParent();
        }
    }
}
