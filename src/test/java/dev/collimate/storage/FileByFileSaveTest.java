package dev.collimate.storage;

import static dev.collimate.storage.StoredRows.content;
import static dev.collimate.storage.StoredRows.destination;
import static dev.collimate.storage.StoredRows.fill;
import static dev.collimate.storage.StoredRows.hidden;
import static dev.collimate.storage.StoredRows.isMarked;
import static dev.collimate.storage.StoredRows.put;
import static dev.collimate.storage.StoredRows.rows;
import static dev.collimate.storage.StoredRows.save;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.ml.Warnings;
import dev.collimate.storage.LyingFileSystem.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On an object store a directory of rows that has its mark holds the old files, all of them and no other, or the new ones,
 * whichever change is the last or fails; the next writer finds it so, whatever it does itself.
 */
@Tag("long")
class FileByFileSaveTest {
    private static final int NONE = 1 << 20;
    private static final String KILLED = "a run was killed while it ";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void withItsMarkADirectoryIsTheOldOneOrTheNew(Trouble trouble) throws IOException {
        int failures = 0;
        for (int change = 1; ; change++) {
            Path target = folder.resolve(trouble + "-" + change).resolve("rows");
            save(new CopyingObjectStore(folder, trouble, NONE), target, "old", false);
            CopyingObjectStore files = new CopyingObjectStore(folder, trouble, change);
            Optional<Throwable> failure = Trial.failure(() -> save(files, target, "new", true));
            boolean failed = failure.isPresent();
            failures += failed ? 1 : 0;
            if (!files.struck()) {
                break;
            }
            String at = trouble + " at change " + change;
            String stands = !isMarked(target)
                    ? "half replaced"
                    : content(target).equals(rows("old")) ? WhatStands.OLD : WhatStands.NEW;
            Trial.assertSays(Trial.told(failure), stands, at);
            if (!failed) {
                assertThat(content(target)).as(at).isEqualTo(rows("new"));
            }
            if (isMarked(target)) {
                assertThat(content(target)).as(at).isIn(rows("old"), rows("new"));
            }
            DeadOwner.in(target);
            // A writer that fails itself has settled what was there.
            assertThatThrownBy(() -> FileByFileSave.save(
                            destination(new CopyingObjectStore(folder, trouble, NONE), target),
                            new SaveSettings(SavedKind.DATA, true, 0),
                            (to, directory) -> {
                                throw new IOException("no rows");
                            }))
                    .as(at)
                    .hasMessage("no rows; what was there before is whole");
            assertThat(isMarked(target)).as(at).isTrue();
            assertThat(content(target)).as(at).isIn(rows("old"), rows("new"));
            save(new CopyingObjectStore(folder, trouble, NONE), target, "newer", true);
            assertThat(content(target)).as(at).isEqualTo(rows("newer"));
            assertThat(hidden(target)).as(at).containsExactly("_SUCCESS");
        }
        assertThat(failures).isGreaterThan(10);
    }

    @ParameterizedTest
    @EnumSource
    void aFirstSaveThatFailsLeavesNoRowsAndTheSameSaveCanBeMadeAgain(Trouble trouble) throws IOException {
        for (int change = 1; ; change++) {
            Path target = folder.resolve(trouble + "-" + change).resolve("rows");
            CopyingObjectStore files = new CopyingObjectStore(folder, trouble, change);
            Optional<Throwable> failure = Trial.failure(() -> save(files, target, "new", false));
            if (!files.struck()) {
                break;
            }
            String at = trouble + " at change " + change;
            boolean begun = Files.exists(target)
                    && !Replacement.begunIn(files, Trial.hadoop(target)).isEmpty();
            String stands = isMarked(target) ? WhatStands.NEW : begun ? "half replaced" : WhatStands.NOTHING;
            Trial.assertSays(Trial.told(failure), stands, at);
            if (!isMarked(target)) {
                DeadOwner.in(target);
                CopyingObjectStore good = new CopyingObjectStore(folder, trouble, NONE);
                if (Trial.fails(() -> save(good, target, "new", false))) {
                    // All had been there: what came before finished it.
                    assertThat(isMarked(target)).as(at).isTrue();
                }
            }
            assertThat(content(target)).as(at).isEqualTo(rows("new"));
        }
    }

    @Test
    void foldersOfPartitionsThatAreEmptyThenGo() throws IOException {
        Path target = folder.resolve("rows");
        FileSystem files = new CopyingObjectStore(folder, Trouble.REFUSES, NONE);
        save(files, target, "old", false);
        FileByFileSave.save(
                destination(files, target),
                new SaveSettings(SavedKind.DATA, true, 0),
                (to, directory) -> put(to, directory, "part-other", "new"));
        assertThat(content(target)).isEqualTo(Map.of("part-other", "new"));
        assertThat(target.resolve("lang=en")).doesNotExist();
        assertThat(isMarked(target)).isFalse();
    }

    @Test
    void ofTwoAtATimeTheOneThatComesLaterIsRefusedUntilTheFirstIsDone() throws IOException {
        Path target = folder.resolve("rows");
        FileSystem files = new CopyingObjectStore(folder, Trouble.REFUSES, NONE);
        save(files, target, "old", false);
        Replacement other = begun(files, target);
        assertThatThrownBy(() -> save(files, target, "new", true)).hasMessageContaining("is being replaced by ");
        assertThatThrownBy(() ->
                        FileByFileSave.require(destination(files, target), new SaveSettings(SavedKind.DATA, true, 0)))
                .hasMessageContaining("wait for it, or, if it is over, write there on that machine");
        assertThatThrownBy(() -> AppendSave.save(
                        destination(files, target), (to, directory) -> put(to, directory, "part-more", "more")))
                .hasMessageContaining("is being replaced by ");
        assertThat(content(target)).isEqualTo(rows("old"));
        other.settle();
        FileByFileSave.save(destination(files, target), new SaveSettings(SavedKind.DATA, true, 0), (to, directory) -> {
            save(files, target, "other", true);
            fill(to, directory, "new");
        });
        assertThat(content(target)).isEqualTo(rows("new"));
    }

    /** With names that both have, the one that is refused must not take away what the other has moved there. */
    @Test
    void ofTwoThatClaimAtATimeNoneTouchesTheFilesOfTheOther() throws IOException {
        Path target = folder.resolve("rows");
        FileSystem files = new CopyingObjectStore(folder, Trouble.REFUSES, NONE);
        List<Replacement> other = new ArrayList<>();
        assertThatThrownBy(() -> FileByFileSave.save(
                        destination(files, target), new SaveSettings(SavedKind.DATA, false, 0), (to, directory) -> {
                            other.add(begun(files, target));
                            fill(to, directory, "new");
                            other.get(0).moveIn(other.get(0).plan(SavedKind.SUCCESS));
                        }))
                .hasMessageContaining("is being replaced by ");
        assertThat(other.get(0).settle()).isTrue();
        assertThat(content(target)).isEqualTo(rows("other"));
        assertThat(isMarked(target)).isTrue();
        assertThat(hidden(target)).containsExactly("_SUCCESS");
    }

    private static Replacement begun(FileSystem files, Path target) throws IOException {
        Replacement replacement = new Replacement(StagingOwner.here(files, Trial.hadoop(target), StagingName.INSIDE));
        fill(files, replacement.owner().path(StagingName.NEW), "other");
        replacement.claim();
        return replacement;
    }

    @Test
    void whileRowsAreAppendedNothingIsReplaced() throws IOException {
        Path target = folder.resolve("rows");
        FileSystem files = new CopyingObjectStore(folder, Trouble.REFUSES, NONE);
        save(files, target, "old", false);
        StagingOwner append = StagingOwner.here(files, Trial.hadoop(target), StagingName.INSIDE);
        append.note(StagingName.MOVING, List.of("part-more"));
        assertThatThrownBy(() -> save(files, target, "new", true)).hasMessageContaining("rows are being appended to ");
        assertThat(content(target)).isEqualTo(rows("old"));
        assertThat(isMarked(target)).isTrue();
    }

    /** As a driver in a pod that started anew. */
    @Test
    void whatAnotherMachineBeganIsNotTouched() throws IOException {
        Path target = folder.resolve("rows");
        FileSystem files = new CopyingObjectStore(folder, Trouble.REFUSES, NONE);
        save(files, target, "old", false);
        Replacement other = begun(files, target);
        other.moveIn(other.plan(SavedKind.SUCCESS));
        LockOwner elsewhere = new LockOwner("elsewhere", "other", 1, 1, "id", 0);
        Files.write(target.resolve(other.owner().unique() + StagingName.OWNER), elsewhere.toBytes());
        assertThatThrownBy(() -> save(files, target, "new", true))
                .hasMessageContaining("is being replaced by process 1 on elsewhere");
        assertThat(isMarked(target)).isFalse();
        assertThat(content(target)).containsAllEntriesOf(rows("other"));
    }

    /** Killed once more while it is put in order, at whatever change. */
    @ParameterizedTest
    @ValueSource(ints = {14, 16, 20, 24})
    void whatPutsADirectoryInOrderMayBeKilledToo(int firstKill) throws IOException {
        for (int change = 1; ; change++) {
            Path target = folder.resolve(firstKill + "-" + change).resolve("rows");
            save(new CopyingObjectStore(folder, Trouble.KILLED, NONE), target, "old", false);
            assertThat(Trial.fails(
                            () -> save(new CopyingObjectStore(folder, Trouble.KILLED, firstKill), target, "new", true)))
                    .isTrue();
            DeadOwner.in(target);
            CopyingObjectStore second = new CopyingObjectStore(folder, Trouble.KILLED, change);
            boolean failed;
            try (Warnings warnings = Warnings.of(InterruptedSave.class)) {
                failed = Trial.fails(
                        () -> InterruptedSave.clean(second, Trial.hadoop(target), StagingName.INSIDE, "the rows"));
                if (isMarked(target)) {
                    assertThat(content(target)).isIn(rows("old"), rows("new"));
                }
                DeadOwner.in(target);
                CopyingObjectStore good = new CopyingObjectStore(folder, Trouble.KILLED, NONE);
                InterruptedSave.clean(good, Trial.hadoop(target), StagingName.INSIDE, "the rows");
                assertThat(isMarked(target)).as("change %d", change).isTrue();
                assertThat(content(target)).isIn(rows("old"), rows("new"));
                assertThat(hidden(target)).containsExactly("_SUCCESS");
                String end = content(target).equals(rows("old"))
                        ? "the old files are back"
                        : "its new files were all there, and stand there now";
                // The second process may have said so before it was killed, or left no more than its name.
                assertThat(warnings.messages())
                        .as("change %d", change)
                        .last()
                        .asString()
                        .startsWith(KILLED);
                if (!failed) {
                    assertThat(warnings.messages()).containsExactly(KILLED + "replaced the rows: " + end);
                }
            }
            if (!failed) {
                break;
            }
        }
    }

    @Test
    void anAppendSettlesWhatWasBegunBefore() throws IOException {
        Path target = folder;
        for (int change = 10; target.equals(folder) || isMarked(target); change++) {
            int killed = change;
            Path place = folder.resolve("rows-" + change);
            save(new CopyingObjectStore(folder, Trouble.KILLED, NONE), place, "old", false);
            assertThat(Trial.fails(
                            () -> save(new CopyingObjectStore(folder, Trouble.KILLED, killed), place, "new", true)))
                    .isTrue();
            target = place;
        }
        DeadOwner.in(target);
        AppendSave.save(
                destination(new CopyingObjectStore(folder, Trouble.REFUSES, NONE), target),
                (to, directory) -> put(to, directory, "part-more", "more"));
        Map<String, String> expected = new TreeMap<>(rows("old"));
        expected.put("part-more", "more");
        assertThat(content(target)).isEqualTo(expected);
        assertThat(isMarked(target)).isTrue();
    }

    @Test
    void whatIsNoOutputIsNotReplaced() throws IOException {
        Path target = Files.createDirectories(folder.resolve("thesis"));
        Files.writeString(target.resolve("chapter.tex"), "");
        FileSystem files = new CopyingObjectStore(folder, Trouble.REFUSES, NONE);
        assertThatThrownBy(() -> save(files, target, "new", true)).isInstanceOf(NotReplaceableException.class);
        assertThatThrownBy(() -> save(files, target, "new", false)).hasMessageContaining("already exists");
        assertThat(hidden(target)).isEmpty();
    }
}
