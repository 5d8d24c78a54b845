package dev.collimate.storage;

import static dev.collimate.storage.StoredRows.content;
import static dev.collimate.storage.StoredRows.destination;
import static dev.collimate.storage.StoredRows.put;
import static dev.collimate.storage.StoredRows.rows;
import static dev.collimate.storage.StoredRows.save;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.collimate.storage.LyingFileSystem.Trouble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A store whose listings are late loses no file that was just written, and keeps none that was to go. */
@Timeout(300)
@Tag("long")
class LateListingsTest {
    private static final int NONE = 1 << 20;
    private static final int LATE = 3;

    @TempDir
    private Path folder;

    private FileSystem store(LateListings late, Trouble trouble, int change) throws IOException {
        return new CopyingObjectStore(folder, trouble, change).listedBy(late);
    }

    private FileSystem store(LateListings late) throws IOException {
        return store(late, Trouble.REFUSES, NONE);
    }

    @Test
    void theStoreOfTheseTestsIsLate() throws IOException {
        FileSystem files = store(new LateListings(1));
        Path place = folder.resolve("place");
        put(files, Trial.hadoop(place), "one", "");
        assertThat(files.listStatus(Trial.hadoop(place))).isEmpty();
        assertThat(files.listStatus(Trial.hadoop(place))).hasSize(1);
        files.delete(Trial.hadoop(place.resolve("one")), false);
        assertThat(files.listStatus(Trial.hadoop(place))).hasSize(1);
        assertThat(files.listStatus(Trial.hadoop(place))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 8})
    void aSaveHoldsAllOfItsFilesAndNoneOfThoseBefore(int listings) throws IOException {
        LateListings late = new LateListings(listings);
        Path target = folder.resolve("rows");
        save(store(late), target, "old", false);
        assertThat(content(target)).isEqualTo(rows("old"));
        save(store(late), target, "new", true);
        assertThat(content(target)).isEqualTo(rows("new"));
        append(store(late), target, "more");
        Map<String, String> both = new TreeMap<>(rows("new"));
        both.putAll(Map.of("part-0-more", "more", "part-1-more", "more"));
        assertThat(content(target)).isEqualTo(both);
        save(store(late), target, "newer", true);
        assertThat(content(target)).isEqualTo(rows("newer"));
        assertThat(StoredRows.hidden(target)).containsExactly(SavedKind.SUCCESS);
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSES", "HALF_HAPPENS", "KILLED"})
    void whicheverChangeFailsADirectoryWithItsMarkIsTheOldOneOrTheNew(Trouble trouble) throws IOException {
        for (int change = 1; ; change++) {
            LateListings late = new LateListings(LATE);
            Path target = folder.resolve(trouble + "-" + change).resolve("rows");
            save(store(late), target, "old", false);
            LyingFileSystem files = (LyingFileSystem) store(late, trouble, change);
            Optional<Throwable> failure = Trial.failure(() -> save(files, target, "new", true));
            if (!files.struck()) {
                break;
            }
            String at = trouble + " at change " + change;
            if (failure.isEmpty()) {
                assertThat(content(target)).as(at).isEqualTo(rows("new"));
            }
            if (StoredRows.isMarked(target)) {
                assertThat(content(target)).as(at).isIn(rows("old"), rows("new"));
            }
            DeadOwner.in(target);
            save(store(late), target, "newer", true);
            assertThat(content(target)).as(at).isEqualTo(rows("newer"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSES", "HALF_HAPPENS", "KILLED"})
    void whicheverChangeFailsAnAppendAddsAllOfItsFilesOrNone(Trouble trouble) throws IOException {
        for (int change = 1; ; change++) {
            LateListings late = new LateListings(LATE);
            Path target = folder.resolve(trouble + "-" + change).resolve("rows");
            append(store(late), target, "old");
            LyingFileSystem files = (LyingFileSystem) store(late, trouble, change);
            boolean failed = Trial.fails(() -> append(files, target, "new"));
            if (!files.struck()) {
                break;
            }
            DeadOwner.in(target);
            append(store(late), target, "next");
            assertThat(content(target).keySet())
                    .as("%s at change %d", trouble, change)
                    .contains("part-0-old", "part-1-old", "part-0-next", "part-1-next")
                    .hasSize(failed && !content(target).containsKey("part-0-new") ? 4 : 6);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 8})
    void theNewestGenerationIsFoundAndNoMoreThanThreeStandThere(int listings) throws IOException {
        LateListings late = new LateListings(listings);
        for (int run = 1; run <= 4; run++) {
            FileSystem files = store(late);
            Listings.settle(files, Trial.hadoop(folder));
            Generations generations = new Generations(files, Trial.hadoop(folder));
            Optional<Integer> found = generations.newest(
                    (content, arrays) -> content.get("number").asInt(), (number, failure) -> {
                        throw new AssertionError("generation " + number, failure);
                    });
            assertThat(found).isEqualTo(run == 1 ? Optional.empty() : Optional.of(10 * (run - 1) + 3));
            for (int step = 1; step <= 3; step++) {
                int number = 10 * run + step;
                generations.write(arrays -> {
                    arrays.store(new Object(), new double[] {number});
                    return JsonNodeFactory.instance.objectNode().put("number", number);
                });
                assertThat(folder.toFile().list((place, name) -> name.endsWith(".manifest")))
                        .hasSizeLessThanOrEqualTo(3);
            }
        }
    }

    private static void append(FileSystem files, Path target, String text) throws IOException {
        AppendSave.save(destination(files, target), (to, directory) -> {
            put(to, directory, "part-0-" + text, text);
            put(to, directory, "part-1-" + text, text);
        });
    }
}
