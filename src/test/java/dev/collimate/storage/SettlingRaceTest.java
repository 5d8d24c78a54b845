package dev.collimate.storage;

import static dev.collimate.storage.StoredRows.content;
import static dev.collimate.storage.StoredRows.rows;
import static dev.collimate.storage.StoredRows.save;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.storage.LyingFileSystem.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process began to replace is settled by one at a time, whoever comes at the same moment. */
@Timeout(300)
class SettlingRaceTest {
    private static final int NONE = 1 << 20;
    private static final int RACERS = 4;

    @TempDir
    private Path folder;

    private final ExecutorService threads = Executors.newFixedThreadPool(RACERS);
    private final CyclicBarrier start = new CyclicBarrier(RACERS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void allFindTheOldFilesOrTheNewOnes() throws Exception {
        for (int change = 1; ; change++) {
            Path target = folder.resolve("rows-" + change);
            save(new CopyingObjectStore(folder, Trouble.KILLED, NONE), target, "old", false);
            CopyingObjectStore killed = new CopyingObjectStore(folder, Trouble.KILLED, change);
            Trial.fails(() -> save(killed, target, "new", true));
            if (!killed.struck()) {
                break;
            }
            DeadOwner.in(target);
            settleAtOnce(target);
            assertThat(content(target)).as("change %d", change).isIn(rows("old"), rows("new"));
            assertThat(StoredRows.isMarked(target)).as("change %d", change).isTrue();
            assertThat(StoredRows.hidden(target)).as("change %d", change).containsExactly(SavedKind.SUCCESS);
        }
    }

    /** By several, of which one at least comes to its end; the others too, or they are told who is at it. */
    private void settleAtOnce(Path target) throws Exception {
        List<Future<String>> all = new ArrayList<>();
        for (int racer = 0; racer < RACERS; racer++) {
            FileSystem files = new CopyingObjectStore(folder, Trouble.KILLED, NONE);
            all.add(threads.submit(() -> {
                start.await();
                try {
                    InterruptedSave.clean(files, Trial.hadoop(target), StagingName.INSIDE, "the rows");
                    return "";
                } catch (IOException e) {
                    return e.getMessage();
                }
            }));
        }
        List<String> ends = new ArrayList<>();
        for (Future<String> one : all) {
            ends.add(one.get());
        }
        assertThat(ends).contains("").allMatch(end -> end.isEmpty() || end.contains("it is in use by process"));
    }

    /** Rows that a process which was killed had begun to replace. */
    private Path halfReplaced() throws IOException {
        Path target = folder.resolve("rows");
        save(new CopyingObjectStore(folder, Trouble.KILLED, NONE), target, "old", false);
        assertThat(Trial.fails(() -> save(new CopyingObjectStore(folder, Trouble.KILLED, 20), target, "new", true)))
                .isTrue();
        DeadOwner.in(target);
        return target;
    }

    @Test
    void oneThatComesWhenItIsDoneHasNothingToDoThoughItsLockGoesWithTheRest() throws Exception {
        Path target = halfReplaced();
        OvertakenStore files = new OvertakenStore(folder, target);
        InterruptedSave.clean(files, Trial.hadoop(target), StagingName.INSIDE, "the rows");
        assertThat(files.tookTheLock).isTrue();
        assertThat(content(target)).isIn(rows("old"), rows("new"));
        assertThat(StoredRows.hidden(target)).containsExactly(SavedKind.SUCCESS);
    }

    /**
     * Before the lock is taken here another process puts all in order, and a third one, which finds that done, takes what
     * is left away: the lock that was taken here meanwhile, too.
     */
    private static final class OvertakenStore extends CopyingObjectStore {
        private final Path root;
        private final Path target;
        private boolean done;
        private boolean tookTheLock;

        OvertakenStore(Path root, Path target) throws IOException {
            super(root, Trouble.KILLED, NONE);
            this.root = root;
            this.target = target;
        }

        @Override
        public boolean mkdirs(org.apache.hadoop.fs.Path path) throws IOException {
            if (!done) {
                done = true;
                InterruptedSave.clean(
                        new CopyingObjectStore(root, Trouble.KILLED, NONE),
                        Trial.hadoop(target),
                        StagingName.INSIDE,
                        "the rows");
            }
            return super.mkdirs(path);
        }

        @Override
        public FileStatus[] listStatus(org.apache.hadoop.fs.Path path) throws IOException {
            FileStatus[] all = super.listStatus(path);
            for (FileStatus one : all) {
                if (done && one.getPath().getName().endsWith(StagingName.SETTLING)) {
                    tookTheLock |=
                            Files.deleteIfExists(Path.of(one.getPath().toUri().getPath()));
                }
            }
            return all;
        }
    }

    @Test
    void oneProcessAtATimePutsADirectoryInOrder() throws IOException {
        Path target = halfReplaced();
        CopyingObjectStore files = new CopyingObjectStore(folder, Trouble.KILLED, NONE);
        Path note = target.resolve(
                Replacement.begunIn(files, Trial.hadoop(target)).get(0).owner().unique() + StagingName.SETTLING);
        LockOwner here = LockOwner.here();
        long parent = ProcessHandle.current().parent().orElseThrow().pid();
        Files.write(note, new LockOwner(here.host(), here.place(), parent, 0, "id", 0).toBytes());
        Map<String, String> before = content(target);
        assertThatThrownBy(() -> save(files, target, "newer", true))
                .hasMessageContaining("in order, which a killed run left: it is in use by process")
                .hasMessageContaining("process " + parent);
        assertThat(content(target)).isEqualTo(before);
        Files.write(note, new LockOwner(here.host(), here.place(), parent, 1, "id", 0).toBytes());
        save(files, target, "newer", true);
        assertThat(content(target)).isEqualTo(rows("newer"));
    }
}
