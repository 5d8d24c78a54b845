package dev.collimate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.storage.LyingFileSystem.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Appends beside each other all succeed, with all of their files and no other, whatever becomes of one of them. */
@Timeout(300)
class AppendRaceTest {
    private static final int NONE = 1 << 20;
    private static final int RUNS = 3;
    private static final int ROUNDS = 10;

    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newFixedThreadPool(RUNS);
    private final CyclicBarrier together = new CyclicBarrier(RUNS);

    private enum Place {
        LOCAL_DISK,
        LYING_DISK,
        OBJECT_STORE;

        FileSystem files(Path root) throws IOException {
            return switch (this) {
                case LOCAL_DISK -> FileSystem.getLocal(new Configuration());
                case LYING_DISK -> new LyingFileSystem(root, Trouble.REFUSES, NONE);
                case OBJECT_STORE -> new CopyingObjectStore(root, Trouble.REFUSES, NONE);
            };
        }
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void allThatRunAtOnceSucceed(Place place) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Path target = folder.resolve(place + "-" + round);
            List<Future<Void>> all = new ArrayList<>();
            for (int run = 0; run < RUNS; run++) {
                String name = "run" + run;
                FileSystem files = place.files(folder);
                all.add(threads.submit(() -> {
                    together.await();
                    AppendSave.save(StoredRows.destination(files, target), (to, directory) -> {
                        fill(name, to, directory);
                        meet();
                    });
                    return null;
                }));
            }
            for (Future<Void> one : all) {
                one.get();
            }
            assertHolds(target, "round " + round, "run0", "run1", "run2");
        }
    }

    /** Another append runs from its begin to its end before any change of one that then fails, or is killed. */
    @ParameterizedTest
    @EnumSource
    void oneThatRunsWhileAnotherFailsKeepsAllThatItWrote(Trouble trouble) throws Exception {
        for (boolean made : new boolean[] {true, false}) {
            for (int change = 1; ; change++) {
                Path target = folder.resolve(trouble + "-" + made + "-" + change);
                if (!made) {
                    Files.createDirectory(target);
                }
                RawLocalFileSystem good = new LyingFileSystem(folder, trouble, NONE);
                LyingFileSystem files = new LyingFileSystem(folder, trouble, change) {
                    @Override
                    boolean change() throws IOException {
                        if (isNext()) {
                            add("other", good, target);
                        }
                        return super.change();
                    }
                };
                Optional<Throwable> failure = Trial.failure(() -> add("one", files, target));
                if (!files.struck()) {
                    break;
                }
                String at = trouble + " at change " + change + ", folder made " + made;
                assertThat(StoredRows.isMarked(target)).as(at).isTrue();
                assertThat(StoredRows.content(target)).as(at).containsKeys("part-other-0", "part-other-2");
                DeadOwner.in(target);
                add("next", good, target);
                if (failure.isEmpty() || StoredRows.content(target).containsKey("part-one-0")) {
                    assertHolds(target, at, "next", "one", "other");
                } else {
                    assertHolds(target, at, "next", "other");
                }
            }
        }
    }

    private static void add(String name, FileSystem files, Path target) throws IOException {
        AppendSave.save(StoredRows.destination(files, target), (to, directory) -> fill(name, to, directory));
    }

    private static void fill(String name, FileSystem files, org.apache.hadoop.fs.Path directory) throws IOException {
        for (int part = 0; part < 3; part++) {
            StoredRows.put(files, directory, "part-" + name + "-" + part, name);
        }
        StoredRows.put(files, directory, SavedKind.SUCCESS, "");
    }

    private void meet() throws IOException {
        try {
            together.await(1, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static void assertHolds(Path target, String at, String... names) throws IOException {
        Map<String, String> expected = new TreeMap<>();
        for (String name : names) {
            for (int part = 0; part < 3; part++) {
                expected.put("part-" + name + "-" + part, name);
            }
        }
        assertThat(StoredRows.content(target)).as(at).isEqualTo(expected);
        assertThat(StoredRows.isMarked(target)).as(at).isTrue();
        try (Stream<Path> left = Files.list(target)) {
            assertThat(left.map(file -> file.getFileName().toString())).as(at).noneMatch(StagingName::isOne);
        }
    }
}
