package dev.collimate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.ml.Warnings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Between the two renames of a save a reader finds nothing at the target, and puts there what is whole. */
class InterruptedSaveTest {
    private static final Duration PATIENCE = Duration.ofMillis(10);

    @TempDir
    private Path folder;

    private Path target;
    private RawLocalFileSystem files;
    private StagingOwner save;

    @BeforeEach
    void interruptASave() throws IOException {
        target = folder.resolve("target");
        files = local(new RawLocalFileSystem());
        save = StagingOwner.here(files, hadoop(folder), "target");
        save.note(StagingName.WHOLE, List.of());
        fill(StagingName.NEW);
        fill(StagingName.OLD);
    }

    @Test
    void aSaveOfARunningProcessOfThisMachineIsNotOvertaken() {
        assertThatThrownBy(() -> InterruptedSave.restore(files, hadoop(target), PATIENCE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("process " + ProcessHandle.current().pid())
                .hasMessageContaining("try again when it has ended");
        assertThat(target).doesNotExist();
    }

    @Test
    void theNewCopyOfASaveThatWasKilledIsPutThereAndTold() throws IOException {
        own(owner("this host"));
        assertRestored("new", StagingName.NEW);
    }

    @Test
    void theOldCopyIsPutThereAndToldWhereTheNewOneIsNotKnownToBeWhole() throws IOException {
        own(owner("this host"));
        save.delete(StagingName.WHOLE);
        assertRestored("old", StagingName.OLD);
    }

    private void assertRestored(String copy, String content) throws IOException {
        try (Warnings warnings = Warnings.of(InterruptedSave.class)) {
            InterruptedSave.restore(files, hadoop(target), PATIENCE);
            InterruptedSave.restore(files, hadoop(target), PATIENCE);
            assertThat(warnings.messages())
                    .containsExactly("a save of " + target + " was interrupted; its " + copy
                            + " copy was whole and stands there again");
        }
        assertThat(target.resolve("name")).hasContent(content);
    }

    @Test
    void aReaderThatComesSecondFindsWhatTheFirstPutThere() throws IOException {
        own(owner("this host"));
        RawLocalFileSystem second = local(new RawLocalFileSystem() {
            @Override
            public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to) throws IOException {
                super.rename(from, to);
                return super.rename(from, to);
            }
        });
        InterruptedSave.restore(second, hadoop(target), PATIENCE);
        assertThat(target.resolve("name")).hasContent(StagingName.NEW);
    }

    /** As where this one was suspended for longer than the reader of another host waited. */
    @Test
    void aSaveThatAReaderFinishesIsDone() throws IOException {
        InterruptedSaveTest.delete(folder);
        Files.createDirectories(target);
        Files.createFile(target.resolve("_SUCCESS"));
        RawLocalFileSystem overtaken = local(new RawLocalFileSystem() {
            @Override
            public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to) throws IOException {
                boolean renamed = super.rename(from, to);
                return renamed && !to.getName().equals("target");
            }
        });
        AtomicSave.save(
                new Destination(overtaken, hadoop(target)),
                new SaveSettings(SavedKind.DATA, true, 0),
                (to, directory) -> to.mkdirs(new org.apache.hadoop.fs.Path(directory, "new")));
        assertThat(target.resolve("new")).isDirectory();
        assertThat(folder.toFile().list()).containsExactly("target");
    }

    @Test
    void whatItsOwnerDeletedAfterASaveThatWasDoneDoesNotComeBack() throws IOException {
        save.delete(StagingName.NEW);
        own(owner("this host"));
        InterruptedSave.restore(files, hadoop(target), PATIENCE);
        assertThat(target).doesNotExist();
    }

    @Test
    void norDoesItAfterTheNextSaveTookAwayWhatTheOneBeforeLeft() throws IOException {
        save.delete(StagingName.NEW);
        own(owner("this host"));
        try (Warnings warnings = Warnings.of(InterruptedSave.class)) {
            AtomicSave.save(
                    new Destination(files, hadoop(target)),
                    new SaveSettings(SavedKind.DATA, true, 0),
                    (to, directory) -> to.mkdirs(directory));
            assertThat(warnings.messages())
                    .singleElement()
                    .asString()
                    .startsWith("a run was killed while it wrote ")
                    .endsWith(": what it left is taken away (" + save.unique() + ")");
        }
        assertThat(folder.toFile().list()).containsExactly("target");
        files.delete(hadoop(target), true);
        InterruptedSave.restore(files, hadoop(target), PATIENCE);
        assertThat(target).doesNotExist();
    }

    /** As where a disk became read-only between the renames. */
    @Test
    void aSaveOfThisProcessThatFailedAndLeftAllIsNotWaitedFor() throws IOException {
        save.finish("target");
        save = new StagingOwner(files, hadoop(folder), save.unique());
        own(LockOwner.here());
        save.note(StagingName.WHOLE, List.of());
        fill(StagingName.NEW);
        fill(StagingName.OLD);
        InterruptedSave.restore(files, hadoop(target), Duration.ofDays(1));
        assertThat(target.resolve("name")).hasContent(StagingName.NEW);
    }

    @Test
    void theSaveOfAnotherHostIsFinishedAfterAWhile() throws IOException {
        own(owner("elsewhere"));
        InterruptedSave.restore(files, hadoop(target), PATIENCE);
        assertThat(target.resolve("name")).hasContent(StagingName.NEW);
    }

    /** Whether the other process lives cannot be seen from here, but a day is long. */
    @Test
    void whatAnotherHostLeftForMoreThanADayIsToldAndStays() throws IOException {
        own(owner("elsewhere"));
        Path name = folder.resolve(save.unique() + StagingName.OWNER);
        try (Warnings warnings = Warnings.of(StagingOwner.class)) {
            InterruptedSave.clean(files, hadoop(folder), "target", "the target");
            assertThat(warnings.messages()).isEmpty();
            Instant dayAgo = Instant.now().minus(Duration.ofDays(1)).minusSeconds(60);
            Files.setLastModifiedTime(name, FileTime.from(dayAgo));
            InterruptedSave.clean(files, hadoop(folder), "target", "the target");
            assertThat(warnings.messages())
                    .singleElement()
                    .asString()
                    .contains("the target has been written by", "elsewhere", "for more than a day", save.unique());
        }
        assertThat(name).exists();
    }

    private void fill(String purpose) throws IOException {
        Path copy = Files.createDirectory(folder.resolve(save.unique() + purpose));
        Files.writeString(copy.resolve("name"), purpose);
    }

    private void own(LockOwner owner) throws IOException {
        Files.write(folder.resolve(save.unique() + StagingName.OWNER), owner.toBytes());
    }

    /** A process that does not run. */
    private static LockOwner owner(String host) {
        LockOwner here = LockOwner.here();
        String name = host.equals("this host") ? here.host() : host;
        return new LockOwner(name, here.place(), here.process(), here.started() - 5000, "id", 0);
    }

    private RawLocalFileSystem local(RawLocalFileSystem system) throws IOException {
        system.initialize(folder.toUri(), new Configuration());
        return system;
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                if (!path.equals(folder)) {
                    Files.delete(path);
                }
            }
        }
    }

    private static org.apache.hadoop.fs.Path hadoop(Path path) {
        return new org.apache.hadoop.fs.Path(path.toString());
    }
}
