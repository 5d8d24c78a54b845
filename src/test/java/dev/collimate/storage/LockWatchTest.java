package dev.collimate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.storage.LyingFileSystem.Killed;
import dev.collimate.storage.LyingFileSystem.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has a lock and who may take it, by the time that passes: 60 s without a sign of life from another host. */
@Timeout(60)
class LockWatchTest {
    private static final int NONE = 1 << 20;
    private static final LockOwner ELSEWHERE = new LockOwner("elsewhere", "other", 1, 1, "id", 0);

    @TempDir
    private Path folder;

    private FileSystem files;
    private final List<String> told = new ArrayList<>();
    private final Waiting clock = new Waiting();

    /** A clock that moves when somebody waits, and does what is to happen meanwhile. */
    private static final class Waiting implements LockWatch.Clock {
        private final Map<Integer, Step> steps = new TreeMap<>();
        private Duration now = Duration.ZERO;

        private interface Step {
            void run() throws IOException;
        }

        void at(int second, Step step) {
            steps.put(second, step);
        }

        @Override
        public long nanos() {
            return now.toNanos();
        }

        @Override
        public void pause(Duration length) {
            long before = now.toSeconds();
            now = now.plus(length);
            for (Map.Entry<Integer, Step> step : steps.entrySet()) {
                if (step.getKey() > before && step.getKey() <= now.toSeconds()) {
                    try {
                        step.getValue().run();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        }
    }

    @BeforeEach
    void open() throws IOException {
        files = FileSystem.getLocal(new Configuration());
    }

    @Test
    void withoutASignOfLifeForAMinuteALockOfAnotherHostIsTaken() throws IOException {
        write("lock", ELSEWHERE);
        write("lock-beat-" + ELSEWHERE.name(), ELSEWHERE.beat());
        try (FolderLock lock = take()) {
            lock.requireHeld();
            assertThat(clock.now).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(63));
            assertThat(told).containsExactly("waiting up to 60 s for a sign of life of " + ELSEWHERE.shown());
            assertThat(folder.toFile().list()).containsExactly("lock");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 59})
    void withOneItIsNot(int second) throws IOException {
        write("lock", ELSEWHERE);
        clock.at(second, () -> write("lock-beat-" + ELSEWHERE.name(), ELSEWHERE.beat()));
        assertThatThrownBy(this::take)
                .isInstanceOf(IOException.class)
                .hasMessage("it is in use by " + ELSEWHERE.shown() + "; wait for that, or stop it");
        assertThat(clock.now).isLessThan(Duration.ofSeconds(second + 3));
        assertThat(LockOwner.parse(Files.readAllBytes(folder.resolve("lock")))).isEqualTo(ELSEWHERE);
    }

    @Test
    void oneThatTakesItWhileAnotherWaitsIsNamed() throws IOException {
        LockOwner other = running();
        write("lock", ELSEWHERE);
        clock.at(30, () -> write("lock", other));
        assertThatThrownBy(this::take).hasMessageContaining("in use by " + other.shown());
    }

    /** As of a process that slept for longer than others had patience, and wakes just then. */
    @Test
    void aSignOfLifeThatIsWrittenWhileTheLockIsTakenOverDoesNotBringItBack() throws IOException {
        LockOwner taker = running();
        files = afterReading(1, "lock", () -> {
            Files.delete(folder.resolve("lock"));
            write("lock", taker);
        });
        try (FolderLock sleeper = take()) {
            sleeper.beat();
            assertThat(LockOwner.parse(Files.readAllBytes(folder.resolve("lock"))))
                    .isEqualTo(taker);
            assertThatThrownBy(sleeper::requireHeld).hasMessageContaining("another process took its lock");
            sleeper.beat();
            assertThat(folder.toFile().list()).containsExactly("lock");
            assertThatThrownBy(this::take).hasMessageContaining("in use by " + taker.shown());
        }
        assertThat(folder.toFile().list()).containsExactly("lock");
    }

    @Test
    void aSignOfLifeThatSomeoneLeftGoesWithTheNextOwner() throws IOException {
        write("lock-beat-" + ELSEWHERE.name(), ELSEWHERE.beat());
        take().close();
        assertThat(folder).isEmptyDirectory();
    }

    /** Of one that was killed while it took a lock away. */
    @ParameterizedTest
    @CsvSource({"true, 0", "false, 60"})
    void aClaimWhoseOwnerIsDeadGoes(boolean ofThisMachine, int seconds) throws IOException {
        write("lock", DeadOwner.here());
        write("lock-claim", ofThisMachine ? DeadOwner.here() : ELSEWHERE);
        take().close();
        assertThat(clock.now).isBetween(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds + 1));
        assertThat(folder).isEmptyDirectory();
    }

    /** One here takes the dead lock away and is done just as its claim is looked at; another process has the next one. */
    @Test
    void theClaimOfTheNextOneIsNotTakenForThatOfOneThatIsDone() throws IOException {
        LockOwner done = LockOwner.here();
        WorkHere.begin(done.id());
        write("lock", DeadOwner.here());
        write("lock-claim", done);
        // The first reading tells that there is one already.
        files = afterReading(3, "lock-claim", () -> {
            WorkHere.end(done.id());
            Files.delete(folder.resolve("lock-claim"));
            write("lock-claim", running());
        });
        List<Boolean> stood = new ArrayList<>();
        clock.at(5, () -> {
            stood.add(Files.deleteIfExists(folder.resolve("lock-claim")));
            Files.deleteIfExists(folder.resolve("lock"));
        });
        take().close();
        assertThat(stood).containsExactly(true);
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, Long.MIN_VALUE, Long.MAX_VALUE})
    void noProcessThatCannotBeHasIt(long process) throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "mine");
        LockOwner here = LockOwner.here();
        write("lock", new LockOwner(here.host(), here.place(), process, Long.MAX_VALUE, "/../precious", 0));
        take().close();
        assertThat(precious).hasContent("mine");
        assertThat(folder.toFile().list()).containsExactly("precious");
    }

    @ParameterizedTest
    @EnumSource
    void aLockThatCannotBeWrittenIsToldAtOnceAndLeavesNothing(Trouble trouble) throws IOException {
        files = new LyingFileSystem(folder, trouble, 1).called("lying");
        if (trouble == Trouble.KILLED) {
            assertThatThrownBy(this::take).isInstanceOf(Killed.class);
            files = new LyingFileSystem(folder, trouble, NONE).called("lying");
            take().close();
            assertThat(clock.now).isGreaterThan(Duration.ofSeconds(60));
        } else {
            assertThatThrownBy(this::take).isInstanceOf(IOException.class);
            assertThat(clock.now).isZero();
        }
        if (trouble != Trouble.STAYS_FULL && trouble != Trouble.REFUSES_TWICE) {
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void oneWhoseAnswerIsLostIsHeld() throws IOException {
        files = new LyingObjectStore(folder, Trouble.HALF_HAPPENS, 1).called("lying");
        try (FolderLock lock = take()) {
            lock.requireHeld();
        }
        assertThat(folder).isEmptyDirectory();
    }

    /** The process that started this one. */
    /** Files on which something happens just after one of them was read that many times. */
    private FileSystem afterReading(int times, String name, Waiting.Step step) throws IOException {
        return new LyingFileSystem(folder, Trouble.REFUSES, NONE) {
            private int readings;

            @Override
            public FSDataInputStream open(org.apache.hadoop.fs.Path path, int bufferSize) throws IOException {
                FSDataInputStream opened = super.open(path, bufferSize);
                if (path.getName().equals(name) && ++readings == times) {
                    step.run();
                }
                return opened;
            }
        }.called("lying");
    }

    private static LockOwner running() {
        LockOwner here = LockOwner.here();
        long parent = ProcessHandle.current().parent().orElseThrow().pid();
        return new LockOwner(here.host(), here.place(), parent, 0, "parent", 0);
    }

    private FolderLock take() throws IOException {
        return FolderLock.take(new LockPlace(files, Trial.hadoop(folder), "lock"), LockTimes.USUAL, clock, told::add);
    }

    private void write(String name, LockOwner owner) throws IOException {
        Files.write(folder.resolve(name), owner.toBytes());
    }
}
