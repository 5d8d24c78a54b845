package dev.collimate.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files of a directory that others take the place of, one by one. Each step is noted before it is taken, so that
 * whoever comes after a process that was killed can undo it or, once all new files are there, finish it. Both may be
 * called again.
 *
 * @param owner of the new files, in the directory itself
 */
record Replacement(StagingOwner owner) {
    /** Before a name in a note: the file goes aside, comes, or is deleted at the end. */
    private static final char ASIDE = '<';

    private static final char COMES = '>';
    private static final char GOES = '-';

    /** All that were begun in a directory, and not finished or undone. */
    static List<Replacement> in(FileSystem files, Path directory) throws IOException {
        List<Replacement> begun = new ArrayList<>();
        for (StagingOwner owner : StagingOwner.all(files, directory, directory.getName())) {
            Replacement replacement = new Replacement(owner);
            if (replacement.isBegun()) {
                begun.add(replacement);
            }
        }
        return begun;
    }

    /**
     * What is done to replace files.
     *
     * @param steps until all new files are there, but for the mark
     * @param rest of the steps, once they are
     */
    record Plan(List<String> steps, List<String> rest) {}

    /**
     * Notes what will be done: the mark of the old files goes first, that of the new ones comes last.
     *
     * @param mark by which readers know that a directory is complete
     */
    Plan begin(String mark) throws IOException {
        List<String> old = names(directory());
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
        owner.note(StagingName.REPLACING, steps);
        return new Plan(List.copyOf(steps), List.copyOf(rest));
    }

    /** Moves the new files to their place; {@link #settle} deletes what they replace. */
    void moveIn(Plan plan) throws IOException {
        for (String step : plan.steps()) {
            String name = step.substring(1);
            if (step.charAt(0) == ASIDE) {
                move(in(directory(), name), in(owner.path(StagingName.OLD), name));
            } else {
                move(in(owner.path(StagingName.NEW), name), in(directory(), name));
            }
        }
        owner.note(StagingName.REPLACED, plan.rest());
    }

    /** As {@link #settle}, where {@link #begin} noted anything. */
    void settleIfBegun() throws IOException {
        if (isBegun()) {
            settle();
        }
    }

    private boolean isBegun() throws IOException {
        return owner.has(StagingName.REPLACING) || owner.has(StagingName.REPLACED);
    }

    /** Finishes what has all new files in their place, else undoes it; takes away all that was needed on the way. */
    void settle() throws IOException {
        Optional<List<String>> rest = owner.noted(StagingName.REPLACED);
        if (rest.isPresent()) {
            finish(rest.get());
        } else {
            undo(owner.noted(StagingName.REPLACING).orElse(List.of()));
        }
        owner.delete(StagingName.OLD);
        owner.deleteUnfinished();
    }

    private void finish(List<String> rest) throws IOException {
        for (String step : rest) {
            Path place = in(directory(), step.substring(1));
            if (step.charAt(0) == GOES) {
                delete(place);
            } else if (!files().exists(place)) {
                move(in(owner.path(StagingName.NEW), step.substring(1)), place);
            }
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
            Path kept = in(owner.path(StagingName.OLD), name);
            // What is aside is whole; without it nothing has come under this name.
            if (step.charAt(0) == COMES ? !aside.contains(name) : files().exists(kept)) {
                delete(in(directory(), name));
            }
            if (step.charAt(0) == ASIDE && files().exists(kept)) {
                move(kept, in(directory(), name));
            }
        }
    }

    private FileSystem files() {
        return owner.files();
    }

    private Path directory() {
        return owner.folder();
    }

    private static Path in(Path folder, String name) {
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
            if (entry.isDirectory()) {
                addNames(entry.getPath(), before + name + "/", names);
            } else {
                names.add(before + name);
            }
        }
    }

    private void move(Path from, Path to) throws IOException {
        files().mkdirs(to.getParent());
        if (files().exists(to) || !files().rename(from, to)) {
            throw new IOException("could not rename " + Redaction.of(from + " to " + to));
        }
    }

    /** Deletes a file, and the folders of partitions that are empty without it. */
    private void delete(Path file) throws IOException {
        if (!files().delete(file, false) && files().exists(file)) {
            throw new IOException("could not delete " + Redaction.of(file.toString()));
        }
        Path folder = file.getParent();
        while (!folder.equals(directory()) && files().exists(folder) && files().listStatus(folder).length == 0) {
            files().delete(folder, false);
            folder = folder.getParent();
        }
    }
}
