package dev.collimate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderLockTest {
    private static final LockTimes SHORT = new LockTimes(Duration.ofMillis(200), Duration.ofMillis(1500));

    @TempDir
    private Path folder;

    private FileSystem files;
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        files = FileSystem.getLocal(new Configuration());
    }

    @Test
    void aSecondOneIsRefusedAndTheFirstIsNamed() throws IOException {
        try (FolderLock first = take()) {
            assertThatThrownBy(this::take)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid() + " on ");
        }
        take().close();
        assertThat(folder.toFile().list()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void aProcessThatNoLongerRunsHereLosesItAtOnce() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        LockOwner here = LockOwner.here();
        write(new LockOwner(here.host(), here.place(), dead.pid(), 1, "id", 0));
        LockTimes patient = new LockTimes(SHORT.beat(), Duration.ofMinutes(1));
        long started = System.nanoTime();
        take(patient).close();
        assertThat(System.nanoTime() - started).isLessThan(patient.patience().toNanos());
        assertThat(told).isEmpty();
    }

    @Test
    void aNumberThatAnotherProcessHasNowIsNotTheOwner() throws IOException {
        LockOwner here = LockOwner.here();
        write(new LockOwner(here.host(), here.place(), here.process(), here.started() - 5000, "id", 0));
        take().close();
        assertThat(told).isEmpty();
    }

    @Test
    void aProcessElsewhereWithoutASignOfLifeLosesItAfterAWaitThatIsTold() throws IOException {
        write(new LockOwner("elsewhere", "other", 1, 1, "id", 0));
        long started = System.nanoTime();
        take().close();
        assertThat(System.nanoTime() - started).isGreaterThan(SHORT.patience().toNanos());
        assertThat(told).singleElement().asString().contains("a sign of life of process 1 on elsewhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "[]", "{\"host\":\"h\"}", "no json", "long"})
    void whatIsNoLockNamesNobody(String text) {
        byte[] bytes = (text.equals("long") ? "[".repeat(5000) : text).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> LockOwner.parse(bytes)).isInstanceOf(IOException.class);
    }

    @Test
    void theOwnerGivesSignsOfLifeAndLeavesTheLockAsItIs() throws Exception {
        try (WatchService watch = folder.getFileSystem().newWatchService();
                FolderLock lock = take()) {
            byte[] first = Files.readAllBytes(folder.resolve("lock"));
            LockOwner owner = LockOwner.parse(first);
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            Path beat = folder.resolve("lock-beat-" + owner.name());
            byte[] now;
            do {
                WatchKey written = watch.poll(1, TimeUnit.MINUTES);
                assertThat(written).as("a sign of life").isNotNull();
                written.pollEvents();
                written.reset();
                now = Files.readAllBytes(beat);
                // A file that is being written is empty for a moment.
            } while (now.length == 0);
            assertThat(LockOwner.parse(now)).isNotEqualTo(owner);
            assertThat(LockOwner.parse(now).id()).isEqualTo(owner.id());
            assertThat(folder.resolve("lock")).hasBinaryContent(first);
        }
        assertThat(folder.toFile().list()).isEmpty();
    }

    @Test
    void ofManyAtOnceOneGetsIt() throws Exception {
        int many = 16;
        CountDownLatch ready = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(many);
        List<Future<FolderLock>> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            all.add(threads.submit(() -> {
                ready.await();
                try {
                    return take();
                } catch (IOException e) {
                    return null;
                }
            }));
        }
        ready.countDown();
        List<FolderLock> taken = new ArrayList<>();
        for (Future<FolderLock> one : all) {
            if (one.get() != null) {
                taken.add(one.get());
            }
        }
        threads.shutdown();
        taken.forEach(FolderLock::close);
        assertThat(taken).hasSize(1);
    }

    private FolderLock take() throws IOException {
        return take(SHORT);
    }

    private FolderLock take(LockTimes times) throws IOException {
        return FolderLock.take(files, new org.apache.hadoop.fs.Path(folder.toUri()), times, told::add);
    }

    private void write(LockOwner owner) throws IOException {
        Files.write(folder.resolve("lock"), owner.toBytes());
    }
}
