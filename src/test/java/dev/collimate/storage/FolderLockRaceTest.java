package dev.collimate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.storage.LyingFileSystem.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of many that want a folder at the same moment one gets it, and the others are told whom they must wait for. */
@Timeout(120)
class FolderLockRaceTest {
    private static final int RACERS = 4;
    private static final int ROUNDS = 100;
    private static final LockTimes QUICK = new LockTimes(Duration.ofMillis(20), Duration.ofSeconds(30));

    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newFixedThreadPool(RACERS);
    private final CyclicBarrier start = new CyclicBarrier(RACERS);

    private enum Place {
        LOCAL_DISK,
        OBJECT_STORE;

        FileSystem files(Path root) throws IOException {
            return this == LOCAL_DISK
                    ? FileSystem.getLocal(new Configuration())
                    : new LyingObjectStore(root, Trouble.REFUSES, 1 << 20).called("store");
        }
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void oneGetsAFolderThatNobodyHas(Place place) throws Exception {
        FileSystem files = place.files(folder);
        for (int round = 0; round < ROUNDS; round++) {
            race(files, Files.createDirectory(folder.resolve(place + "-" + round)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneGetsAFolderWhoseOwnerIsDead(Place place) throws Exception {
        FileSystem files = place.files(folder);
        for (int round = 0; round < ROUNDS; round++) {
            Path contested = Files.createDirectory(folder.resolve(place + "-" + round));
            Files.write(contested.resolve("lock"), DeadOwner.here().toBytes());
            race(files, contested);
        }
    }

    private void race(FileSystem files, Path contested) throws Exception {
        List<Future<Object>> all = new ArrayList<>();
        for (int i = 0; i < RACERS; i++) {
            all.add(threads.submit(() -> {
                start.await();
                try {
                    return FolderLock.take(files, Trial.hadoop(contested), QUICK, told -> {});
                } catch (IOException e) {
                    return e.getMessage();
                }
            }));
        }
        List<FolderLock> winners = new ArrayList<>();
        List<Object> losers = new ArrayList<>();
        for (Future<Object> one : all) {
            if (one.get() instanceof FolderLock lock) {
                winners.add(lock);
            } else {
                losers.add(one.get());
            }
        }
        assertThat(winners).as("%s", losers).hasSize(1);
        winners.get(0).requireHeld();
        assertThat(losers)
                .allMatch(told ->
                        told.equals("it is in use by " + LockOwner.here().shown() + "; wait for that, or stop it"));
        winners.get(0).close();
        assertThat(contested).isEmptyDirectory();
    }
}
