package dev.collimate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Appends add their own files and no others. */
class AppendSaveTest {
    @TempDir
    private Path folder;

    @Test
    void twoAtOnceBothSucceed() throws IOException {
        Path target = folder.resolve("target");
        append(target, (files, directory) -> {
            append(target, filling("part-2"));
            filling("part-1").fill(files, directory);
        });
        assertThat(target.toFile().list((at, name) -> !name.endsWith(".crc")))
                .containsExactlyInAnyOrder("part-1", "part-2", "_SUCCESS");
    }

    @Test
    void oneThatFailsWhileFilesMoveLeavesNoneOfItsOwn() throws IOException {
        Path target = Files.createDirectory(folder.resolve("target"));
        Files.writeString(target.resolve("part-2"), "old");
        assertThatThrownBy(() -> append(target, (files, directory) -> {
                    filling("part-1").fill(files, directory);
                    filling("part-2").fill(files, directory);
                }))
                .isInstanceOf(IOException.class);
        assertThat(target.toFile().list()).containsExactly("part-2");
        assertThat(target.resolve("part-2")).hasContent("old");
    }

    /** Spark throws what no signature tells of. */
    @Test
    void oneThatFailsHoweverLeavesNoFolderThatWasNotThere() {
        for (Throwable failure :
                List.of(new IOException("lost"), new Exception("lost"), new OutOfMemoryError("lost"))) {
            assertThatThrownBy(() -> append(folder.resolve("target"), (files, directory) -> {
                        filling("part-1").fill(files, directory);
                        AtomicSaveTest.<RuntimeException>sneak(failure);
                    }))
                    .satisfies(told -> {
                        boolean plain = failure instanceof IOException;
                        assertThat(plain ? told.getCause() : told).isSameAs(failure);
                        assertThat(
                                        plain
                                                ? told.getMessage()
                                                : "lost; " + WhatStands.of(told).orElseThrow())
                                .isEqualTo("lost; none of its files stands there");
                    });
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void whatIsNoFileOfRowsIsRefused() {
        assertThatThrownBy(() -> append(folder.resolve("target"), filling("log")))
                .hasMessageContaining("more than files of rows");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileIsNothingToAddTo() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        assertThatThrownBy(() -> append(file, filling("part-1"))).hasMessageContaining("is no directory");
        assertThat(file).hasContent("mine");
    }

    private static void append(Path target, Filling filling) throws IOException {
        AppendSave.save(target.toString(), new Configuration(), filling);
    }

    private static Filling filling(String name) {
        return (files, directory) ->
                files.create(new org.apache.hadoop.fs.Path(directory, name)).close();
    }
}
