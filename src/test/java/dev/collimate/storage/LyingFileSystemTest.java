package dev.collimate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.collimate.storage.LyingFileSystem.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whichever change of files fails, in whatever way: what is read afterwards is the old, whole, or the new, whole. */
class LyingFileSystemTest {
    private static final int NONE = 1 << 20;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aCheckpointIsTheOldGenerationOrTheNew(Trouble trouble) throws IOException {
        int failures = 0;
        for (int change = 1; ; change++) {
            Path place = Files.createDirectory(folder.resolve(trouble + "-" + change));
            Generations before = generations(new LyingFileSystem(place, trouble, NONE), place);
            for (int i = 1; i <= 3; i++) {
                write(before, i);
            }
            LyingFileSystem files = new LyingFileSystem(place, trouble, change);
            boolean failed = false;
            try {
                Generations generations = generations(files, place);
                generations.newest(
                        (content, arrays) -> arrays.read(content.path("a").asText()), (n, e) -> {
                            throw new AssertionError(e);
                        });
                write(generations, 4);
            } catch (IOException | LyingFileSystem.Killed e) {
                failed = true;
                failures++;
            }
            if (!files.struck()) {
                break;
            }
            assertThat(newest(place)).as("%s at change %d", trouble, change).isIn(3.0, 4.0);
            if (!failed) {
                assertThat(newest(place)).as("%s at change %d", trouble, change).isEqualTo(4.0);
            }
            // The next run writes on whatever was left.
            Generations after = generations(new LyingFileSystem(place, trouble, NONE), place);
            after.newest((content, arrays) -> arrays.read(content.path("a").asText()), (n, e) -> {});
            write(after, 5);
            assertThat(newest(place)).isEqualTo(5.0);
            assertThat(manifests(place)).hasSizeLessThanOrEqualTo(2);
        }
        assertThat(failures).isGreaterThan(2);
    }

    @ParameterizedTest
    @EnumSource
    void anOverwrittenDirectoryIsTheOldOneOrTheNew(Trouble trouble) throws IOException {
        int failures = 0;
        for (int change = 1; ; change++) {
            Path place = Files.createDirectory(folder.resolve(trouble + "-" + change));
            Path target = place.resolve("target");
            save(new LyingFileSystem(place, trouble, NONE), target, "old");
            LyingFileSystem files = new LyingFileSystem(place, trouble, change);
            Optional<Throwable> failure = Trial.failure(() -> save(files, target, "new"));
            boolean failed = failure.isPresent();
            failures += failed ? 1 : 0;
            if (!files.struck()) {
                break;
            }
            String at = trouble + " at change " + change;
            String stands =
                    !Files.exists(target) ? "lies in" : content(target).equals("old") ? WhatStands.OLD : WhatStands.NEW;
            Trial.assertSays(Trial.told(failure), stands, at);
            RawLocalFileSystem good = new LyingFileSystem(place, trouble, NONE);
            if (trouble == Trouble.KILLED || trouble == Trouble.STAYS_FULL) {
                DeadOwner.in(place);
            }
            InterruptedSave.restore(good, new org.apache.hadoop.fs.Path(target.toString()));
            String found = content(target);
            assertThat(found).as("%s at change %d", trouble, change).isIn("old", "new");
            if (!failed) {
                assertThat(found).isEqualTo("new");
                // What its owner deletes does not come back, whatever a save that was done left beside it.
                good.delete(new org.apache.hadoop.fs.Path(target.toString()), true);
                InterruptedSave.restore(good, new org.apache.hadoop.fs.Path(target.toString()));
                assertThat(target).as("%s at change %d", trouble, change).doesNotExist();
            }
            save(good, target, "newer");
            assertThat(content(target)).isEqualTo("newer");
        }
        assertThat(failures).isGreaterThan(3);
    }

    @ParameterizedTest
    @EnumSource
    void anAppendAddsAllOfItsFilesOrNone(Trouble trouble) throws IOException {
        int failures = 0;
        for (int change = 1; ; change++) {
            Path place = Files.createDirectory(folder.resolve(trouble + "-" + change));
            Path target = place.resolve("target");
            append(new LyingFileSystem(place, trouble, NONE), target, "a");
            LyingFileSystem files = new LyingFileSystem(place, trouble, change);
            Optional<Throwable> failure = Trial.failure(() -> append(files, target, "b"));
            boolean failed = failure.isPresent();
            failures += failed ? 1 : 0;
            if (!files.struck()) {
                break;
            }
            boolean some = visible(target).stream().anyMatch(name -> name.startsWith("part-b"));
            String at = trouble + " at change " + change;
            Trial.assertSays(
                    Trial.told(failure), some ? "some of its files stand there" : "none of its files stands there", at);
            if (trouble == Trouble.KILLED || trouble == Trouble.STAYS_FULL) {
                DeadOwner.in(target);
            }
            LyingFileSystem good = new LyingFileSystem(place, trouble, NONE);
            append(good, target, "c");
            List<String> rows = visible(target);
            assertThat(rows)
                    .as("%s at change %d", trouble, change)
                    .contains("part-a-0", "part-a-1", "part-c-0", "part-c-1");
            boolean all = rows.contains("part-b-0") && rows.contains("part-b-1");
            boolean none = !rows.contains("part-b-0") && !rows.contains("part-b-1");
            assertThat(failed ? all || none : all)
                    .as("%s at change %d: %s", trouble, change, rows)
                    .isTrue();
        }
        assertThat(failures).isGreaterThan(3);
    }

    private static Generations generations(FileSystem files, Path place) throws IOException {
        return new Generations(files, new org.apache.hadoop.fs.Path(place.toUri()));
    }

    private static void write(Generations generations, double number) throws IOException {
        double[] array = {number, number};
        generations.write(arrays -> JsonNodeFactory.instance
                .objectNode()
                .put("a", arrays.store(array, array))
                .put("b", arrays.store(new Object(), new double[] {number})));
    }

    private static double newest(Path place) throws IOException {
        RawLocalFileSystem files = new RawLocalFileSystem();
        files.initialize(place.toUri(), new Configuration());
        Optional<Double> found = generations(files, place)
                .newest(
                        (content, arrays) -> {
                            double a = arrays.read(content.path("a").asText())[1];
                            assertThat(arrays.read(content.path("b").asText())).containsExactly(a);
                            return a;
                        },
                        (number, failure) -> {});
        return found.orElseThrow();
    }

    private static List<String> manifests(Path place) {
        return Stream.of(place.toFile().list())
                .filter(name -> name.endsWith(".manifest"))
                .toList();
    }

    private static void save(FileSystem files, Path target, String text) throws IOException {
        AtomicSave.save(
                new Destination(files, new org.apache.hadoop.fs.Path(target.toString())),
                new SaveSettings(SavedKind.DATA, true, 0),
                (to, directory) -> {
                    for (String name : List.of("part-0", "part-1", SavedKind.SUCCESS)) {
                        put(to, new org.apache.hadoop.fs.Path(directory, name), text);
                    }
                });
    }

    private static void append(FileSystem files, Path target, String name) throws IOException {
        AppendSave.save(new Destination(files, new org.apache.hadoop.fs.Path(target.toString())), (to, directory) -> {
            for (int i = 0; i < 2; i++) {
                put(to, new org.apache.hadoop.fs.Path(directory, "part-" + name + "-" + i), name);
            }
        });
    }

    private static void put(FileSystem files, org.apache.hadoop.fs.Path path, String text) throws IOException {
        try (var out = files.create(path, false)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The one text that all files of the directory hold. */
    private static String content(Path target) throws IOException {
        List<String> texts = new ArrayList<>();
        for (String name : List.of("part-0", "part-1", SavedKind.SUCCESS)) {
            texts.add(Files.readString(target.resolve(name)));
        }
        assertThat(texts).containsOnly(texts.get(0));
        return texts.get(0);
    }

    private static List<String> visible(Path target) {
        return Stream.of(target.toFile().list())
                .filter(name -> !name.startsWith(".") && !name.startsWith("_"))
                .toList();
    }
}
