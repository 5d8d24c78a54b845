package dev.collimate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.ChildJvm;
import dev.collimate.cluster.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Of processes that want a folder at the same moment one gets it, and the others are told its number. */
class FolderLockRaceIT {
    private static final int RACERS = 3;
    private static final int ROUNDS = 60;

    @TempDir
    private Path folder;

    @Test
    @Timeout(180)
    void oneProcessGetsAFolderAndTheOthersAreToldWhich() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Path contested = Files.createDirectory(LockRacer.contested(folder, round));
            if (round % 2 == 1) {
                Files.write(contested.resolve("lock"), DeadOwner.here().toBytes());
            }
        }
        race();
        for (int round = 0; round < ROUNDS; round++) {
            List<String> told = LockRacer.told(LockRacer.contested(folder, round), RACERS);
            List<String> winners =
                    told.stream().filter(text -> text.endsWith(LockRacer.WON)).toList();
            assertThat(winners).as("round %d: %s", round, told).hasSize(1);
            String winner = "it is in use by process " + winners.get(0).split(" ")[0] + " on ";
            assertThat(told)
                    .as("round %d", round)
                    .filteredOn(text -> !text.endsWith(LockRacer.WON))
                    .allMatch(text -> text.contains(winner));
            assertThat(LockRacer.contested(folder, round)).isEmptyDirectory();
        }
    }

    private void race() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(RACERS);
        try {
            List<Future<Shell.Outcome>> all = new ArrayList<>();
            for (int i = 0; i < RACERS; i++) {
                String number = Integer.toString(i);
                all.add(threads.submit(() -> new ChildJvm(folder)
                        .option("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                        .run(LockRacer.class, folder.toString(), Integer.toString(RACERS), number)));
            }
            for (Future<Shell.Outcome> one : all) {
                assertThat(one.get().exitCode()).as(one.get().err()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
