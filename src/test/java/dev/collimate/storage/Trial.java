package dev.collimate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A save that a file system may let fail, or kill. */
interface Trial {
    /** What may stand at a name. */
    List<String> STATES = List.of(
            WhatStands.OLD,
            WhatStands.NEW,
            WhatStands.NOTHING,
            "half replaced",
            "lies in",
            "none of its files stands there",
            "some of its files stand there");

    void run() throws IOException;

    /** Whether it fails, or is killed. */
    static boolean fails(Trial save) {
        return failure(save).isPresent();
    }

    /** How it fails. */
    static Optional<Throwable> failure(Trial save) {
        try {
            save.run();
            return Optional.empty();
        } catch (IOException | LyingFileSystem.Killed e) {
            return Optional.of(e);
        }
    }

    /** What a failure tells whoever is there to hear it, in one line; what a killed process would have told is told to nobody. */
    static Optional<String> told(Optional<Throwable> failure) {
        return failure.filter(IOException.class::isInstance).map(told -> {
            assertThat(told.getMessage()).doesNotContain("\n");
            return told.getMessage()
                    + WhatStands.of(told).map(clause -> "; " + clause).orElse("");
        });
    }

    /** Asserts that a failure says which stands there, and none of the others; a check before any work says that it fails. */
    static void assertSays(Optional<String> told, String which, String at) {
        told.filter(line -> !line.matches("cannot write .* for the user .*; choose another path"))
                .ifPresent(line -> assertThat(STATES)
                        .filteredOn(line::contains)
                        .as("%s: %s", at, line)
                        .containsExactly(which));
    }

    /** A local path as Hadoop has it. */
    static org.apache.hadoop.fs.Path hadoop(Path path) {
        return new org.apache.hadoop.fs.Path(path.toString());
    }
}
