package dev.collimate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicSaveTest {
    private static final Filling NOTHING = (files, directory) -> {};

    @TempDir
    Path folder;

    private Path target;

    @BeforeEach
    void writeWhatIsToStay() throws IOException {
        target = Files.createDirectory(folder.resolve("target"));
        Files.writeString(target.resolve("old"), "old");
        Files.createFile(target.resolve("_SUCCESS"));
    }

    @Test
    void anOverwriteReplacesTheWholeDirectoryAndLeavesNothingBeside() throws IOException {
        save(true, filling("new"));
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(target));
        assertThat(target.toFile().list()).containsExactly("new");
    }

    @Test
    void aFillingThatFailsHalfwayLeavesTheOldDirectoryAndNothingBeside() {
        assertThatThrownBy(() -> save(true, (files, directory) -> {
                    filling("new").fill(files, directory);
                    throw new IOException("no space left");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("no space left; what was there before is whole");
        assertOldAlone();
    }

    /** As Spark's Scala throws them: checked, though no signature tells of it. */
    @Test
    void aCheckedFailureThatNoSignatureTellsOfLeavesNothingBesideEither() {
        assertThatThrownBy(() -> save(true, (files, directory) -> {
                    filling("new").fill(files, directory);
                    AtomicSaveTest.<RuntimeException>sneak(new Exception("Spark stopped"));
                }))
                .isExactlyInstanceOf(Exception.class)
                .hasMessage("Spark stopped")
                .satisfies(failure -> assertThat(WhatStands.of(failure)).hasValue(WhatStands.OLD));
        assertOldAlone();
    }

    @SuppressWarnings("unchecked")
    static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }

    /** What was never written cannot be renamed: the last rename fails when the old directory is already aside. */
    @Test
    void whenTheLastRenameFailsTheOldDirectoryComesBack() {
        assertThatThrownBy(() -> save(true, NOTHING)).isInstanceOf(IOException.class);
        assertOldAlone();
    }

    @Test
    void whenTheLastRenameThrowsAnUncheckedFailureTheOldDirectoryComesBackToo() {
        assertThatThrownBy(() -> saveOn(RefusesOnce.class)).isInstanceOf(IllegalStateException.class);
        assertOldAlone();
    }

    @Test
    void whenTheOldDirectoryDoesNotComeBackTheFailureSaysWhereItLies() {
        assertThatThrownBy(() -> saveOn(Refuses.class))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("could not rename ")
                .satisfies(failure -> {
                    Path old = Path.of(URI.create(failure.getMessage().replaceAll(".* lies in ([^;]+);.*", "$1")));
                    assertThat(old.resolve("old")).hasContent("old");
                    assertThat(folder.toFile().list())
                            .containsExactly(old.getFileName().toString());
                    assertThat(failure).hasCauseInstanceOf(IOException.class);
                    assertThat(failure.getCause().getSuppressed())
                            .satisfiesExactly(
                                    undo -> assertThat(undo).hasMessageContaining("could not rename "),
                                    note -> assertThat(note).isInstanceOf(WhatStands.class));
                });
    }

    @Test
    void withoutOverwriteADirectoryThatExistsIsRefusedBeforeFilling() {
        assertThatThrownBy(() -> save(false, (files, directory) -> fail("filled")))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("already exists; choose another path, or overwrite it");
        assertOldAlone();
    }

    @Test
    void withoutOverwriteADirectoryThatAppearsWhileFillingIsLeftAsItIs() throws IOException {
        Path aside = folder.resolve("aside");
        Files.move(target, aside);
        assertThatThrownBy(() -> save(false, (files, directory) -> {
                    filling("new").fill(files, directory);
                    Files.move(aside, target);
                }))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertOldAlone();
    }

    private void assertOldAlone() {
        assertThat(folder.toFile().list()).containsExactly("target");
        assertThat(target.toFile().list()).containsExactlyInAnyOrder("old", "_SUCCESS");
        assertThat(target.resolve("old")).hasContent("old");
    }

    private void save(boolean overwrite, Filling filling) throws IOException {
        AtomicSave.save(target.toString(), new Configuration(), settings(overwrite), filling);
    }

    private void saveOn(Class<? extends RawLocalFileSystem> files) throws IOException {
        Configuration configuration = new Configuration();
        configuration.setClass("fs.file.impl", files, RawLocalFileSystem.class);
        configuration.setBoolean("fs.file.impl.disable.cache", true);
        AtomicSave.save(target.toString(), configuration, settings(true), filling("new"));
    }

    private static SaveSettings settings(boolean overwrite) {
        return new SaveSettings(SavedKind.DATA, overwrite, 0);
    }

    private static Filling filling(String name) {
        return (files, directory) -> files.mkdirs(new org.apache.hadoop.fs.Path(directory, name));
    }

    /** The local file system, where nothing can be renamed to the target. */
    public static final class Refuses extends RawLocalFileSystem {
        @Override
        public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to) throws IOException {
            return !to.getName().equals("target") && super.rename(from, to);
        }
    }

    /** The local file system, where the first rename to the target breaks. */
    public static final class RefusesOnce extends RawLocalFileSystem {
        private boolean broken;

        @Override
        public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to) throws IOException {
            if (to.getName().equals("target") && !broken) {
                broken = true;
                throw new IllegalStateException("broken");
            }
            return super.rename(from, to);
        }
    }
}
