package dev.collimate.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** One of several processes that want the same folders, one folder after the other, each at the same moment. */
final class LockRacer {
    static final String WON = "won";

    private static final LockTimes QUICK = new LockTimes(Duration.ofMillis(20), Duration.ofSeconds(30));

    private LockRacer() {}

    /** @param arguments the folder that has those of all rounds, how many want each, and the number of this one */
    public static void main(String[] arguments) throws Exception {
        int racers = Integer.parseInt(arguments[1]);
        int number = Integer.parseInt(arguments[2]);
        FileSystem files = FileSystem.getLocal(new Configuration());
        for (int round = 0; Files.exists(contested(Path.of(arguments[0]), round)); round++) {
            Path contested = contested(Path.of(arguments[0]), round);
            Files.createFile(note(contested, "ready", number));
            awaitAll(contested, "ready", racers);
            try (FolderLock lock = FolderLock.take(files, Trial.hadoop(contested), QUICK, told -> {})) {
                tell(contested, number, WON);
                awaitAll(contested, "told", racers);
                lock.requireHeld();
            } catch (IOException e) {
                tell(contested, number, e.getMessage());
                awaitAll(contested, "told", racers);
            }
        }
    }

    static Path contested(Path folder, int round) {
        return folder.resolve("round-" + round);
    }

    /** What each was told of a round: that it won, or why not; and by which process. */
    static List<String> told(Path contested, int racers) throws IOException {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < racers; i++) {
            all.add(Files.readString(note(contested, "told", i)));
        }
        return all;
    }

    private static void tell(Path contested, int number, String text) throws IOException {
        Path half = Files.writeString(
                note(contested, "half", number), ProcessHandle.current().pid() + " " + text);
        Files.move(half, note(contested, "told", number));
    }

    private static Path note(Path contested, String name, int number) {
        return contested.resolveSibling(contested.getFileName() + "-" + name + "-" + number);
    }

    private static void awaitAll(Path contested, String name, int racers) {
        for (int i = 0; i < racers; i++) {
            while (Files.notExists(note(contested, name, i))) {
                Thread.yield();
            }
        }
    }
}
