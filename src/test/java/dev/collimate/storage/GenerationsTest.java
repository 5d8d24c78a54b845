package dev.collimate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.collimate.model.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationsTest {
    @TempDir
    private Path folder;

    private FileSystem files;
    private final double[] same = {1, -0.0, Double.MIN_VALUE};
    private final List<Integer> damaged = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        files = new RawLocalFileSystem();
        files.initialize(folder.toUri(), new Configuration());
    }

    @Test
    void whatWasWrittenIsReadWithItsBits() throws IOException {
        assertThat(newest()).isEmpty();
        write(generations(), 7);
        assertThat(newest()).hasValue(7.0);
        assertThat(damaged).isEmpty();
    }

    @Test
    void anArrayThatTheGenerationBeforeHeldIsNotWrittenAgain() throws IOException {
        Generations generations = generations();
        write(generations, 1);
        write(generations, 2);
        assertThat(names())
                .containsExactly(
                        "000001-000.npy", "000001-001.npy", "000001.manifest", "000002-001.npy", "000002.manifest");
    }

    @Test
    void theNewestTwoAreKeptAndNothingThatNoneOfThemNeeds() throws IOException {
        Generations generations = generations();
        for (int i = 1; i <= 5; i++) {
            write(generations, i);
        }
        assertThat(names())
                .containsExactly(
                        "000001-000.npy", "000004-001.npy", "000004.manifest", "000005-001.npy", "000005.manifest");
        assertThat(newest()).hasValue(5.0);
    }

    @Test
    void runsThatAreKilledBeforeTheyTakeTheOldestAwayLeaveNoMoreThanThree() throws IOException {
        for (int i = 1; i <= 6; i++) {
            AtomicBoolean written = new AtomicBoolean();
            files = new RawLocalFileSystem() {
                @Override
                public boolean delete(org.apache.hadoop.fs.Path path, boolean recursive) throws IOException {
                    if (written.get()) {
                        throw new LyingFileSystem.Killed();
                    }
                    return super.delete(path, recursive);
                }
            };
            files.initialize(folder.toUri(), new Configuration());
            Generations generations = generations();
            generations.newest(this::read, (number, failure) -> damaged.add(number));
            double value = i;
            try {
                generations.write(arrays -> {
                    written.set(true);
                    return JsonNodeFactory.instance
                            .objectNode()
                            .put("same", arrays.store(same, same))
                            .put("number", arrays.store(value, new double[] {value}));
                });
            } catch (LyingFileSystem.Killed e) {
                assertThat(i).isGreaterThan(2);
            }
            assertThat(names().stream().filter(name -> name.endsWith(".manifest")))
                    .hasSizeLessThanOrEqualTo(3);
        }
        assertThat(damaged).isEmpty();
    }

    @Test
    void runsThatAreKilledInTheirManifestLeaveNoMoreThanTheLast() throws IOException {
        for (int i = 1; i <= 4; i++) {
            Files.write(folder.resolve("00000" + i + "-000.npy"), new byte[100]);
            Files.write(folder.resolve("00000" + i + ".manifest"), new byte[0]);
        }
        Generations next = generations();
        assertThat(next.newest(this::read, (number, failure) -> damaged.add(number)))
                .isEmpty();
        assertThat(damaged).containsExactly(4, 3, 2, 1);
        assertThatThrownBy(() -> next.write(arrays -> {
                    throw new LyingFileSystem.Killed();
                }))
                .isInstanceOf(LyingFileSystem.Killed.class);
        assertThat(names()).isEmpty();
    }

    @Test
    void aWholeManifestThatCannotBeReadKeepsWhatIsThereUntilAnotherIsWritten() throws IOException {
        write(generations(), 1);
        Files.write(folder.resolve("000001-000.npy"), new byte[7]);
        Files.write(folder.resolve("000002-000.npy"), new byte[100]);
        Generations next = generations();
        assertThat(next.newest(this::read, (number, failure) -> damaged.add(number)))
                .isEmpty();
        assertThatThrownBy(() -> next.write(arrays -> {
                    throw new IOException("No space left on device");
                }))
                .hasMessage("No space left on device");
        assertThat(names()).contains("000001.manifest", "000001-000.npy").doesNotContain("000002-000.npy");
    }

    @Test
    void aRunThatGoesOnKeepsTheNewestOfTheRunBefore() throws IOException {
        write(generations(), 1);
        Generations next = generations();
        next.newest(this::read, (number, failure) -> damaged.add(number));
        write(next, 2);
        write(next, 3);
        assertThat(newest()).hasValue(3.0);
        assertThat(names()).contains("000002.manifest").doesNotContain("000001.manifest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"000002.manifest", "000002-001.npy"})
    void aGenerationWithAFileThatIsCutFlippedOrGoneFallsBack(String name) throws IOException {
        for (Damage damage : Damage.values()) {
            Generations generations = generations();
            write(generations, 1);
            write(generations, 2);
            damage.does(folder.resolve(name));
            damaged.clear();
            assertThat(newest()).as("%s %s", damage, name).hasValue(1.0);
            assertThat(damaged).as("%s %s", damage, name).containsExactly(2);
            for (String left : names()) {
                Files.delete(folder.resolve(left));
            }
        }
    }

    @Test
    void everySingleByteOfAManifestCounts() throws IOException {
        write(generations(), 1);
        Path manifest = folder.resolve("000001.manifest");
        byte[] whole = Files.readAllBytes(manifest);
        for (int i = 0; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= 1;
            Files.write(manifest, flipped);
            assertThat(newest()).as("byte %d", i).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereNothingCanBeDeletedThereAreNeverMoreThanThreeAndThatIsTold(boolean told) throws IOException {
        files = new RawLocalFileSystem() {
            @Override
            public boolean delete(org.apache.hadoop.fs.Path path, boolean recursive) throws IOException {
                if (told) {
                    throw new AccessControlException("no deletes");
                }
                return false;
            }
        };
        files.initialize(folder.toUri(), new Configuration());
        Generations generations = generations();
        for (int i = 1; i <= 3; i++) {
            write(generations, i);
        }
        for (int i = 4; i <= 6; i++) {
            assertThatThrownBy(() -> write(generations, 9))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(told ? "no deletes" : "3 generations, and old ones cannot be taken away");
            assertThat(names().stream().filter(name -> name.endsWith(".manifest")))
                    .hasSize(3);
        }
        assertThat(newest()).hasValue(3.0);
    }

    @Test
    void theNextNumberIsAboveAllThatEverWere() throws IOException {
        Files.writeString(folder.resolve("000041-000.npy"), "left by a killed run");
        write(generations(), 1);
        assertThat(names()).contains("000042.manifest").doesNotContain("000041-000.npy");
    }

    @Test
    void aContentThatFailsLeavesTheGenerationsBefore() throws IOException {
        Generations generations = generations();
        write(generations, 1);
        TreeSet<String> before = names();
        assertThatThrownBy(() -> generations.write(arrays -> {
                    arrays.store(this, new double[1000]);
                    throw new IOException("no space left");
                }))
                .hasMessage("no space left");
        assertThat(names()).isEqualTo(before);
        write(generations, 3);
        assertThat(newest()).hasValue(3.0);
    }

    /** Each is written with checksums that hold, as whoever forges one would. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\":1,\"generation\":9,\"arrays\":{\"../../000001-000.npy\":{\"elements\":3,\"sha256\":\"S\"}}}",
                "{\"version\":1,\"generation\":9,\"arrays\":{\"000001-000.npy\":{\"elements\":2147483647,\"sha256\":\"S\"}}}",
                "{\"version\":1,\"generation\":9,\"arrays\":{\"000001-000.npy\":{\"elements\":-1,\"sha256\":\"S\"}}}",
                "{\"version\":1,\"generation\":9,\"arrays\":{\"000001-000.npy\":{\"elements\":3,\"sha256\":\"short\"}}}",
                "{\"version\":2,\"generation\":9,\"arrays\":{}}",
                "{\"version\":1,\"generation\":8,\"arrays\":{}}",
                "{\"version\":1,\"version\":1,\"generation\":9,\"arrays\":{}}",
                "DEEP",
                "not json"
            })
    void aForgedManifestIsRefusedBeforeMemoryIsTaken(String line) throws IOException {
        write(generations(), 1);
        String text = line.equals("DEEP") ? "[".repeat(100_000) : line.replace("\"S\"", "\"" + "0".repeat(64) + "\"");
        String sum = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
        Files.writeString(folder.resolve("000009.manifest"), text + "\n" + sum + "\n");
        assertThat(newest()).hasValue(1.0);
        assertThat(damaged).containsExactly(9);
    }

    private enum Damage {
        CUT,
        FLIPPED,
        GONE,
        EMPTY;

        void does(Path file) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            switch (this) {
                case CUT -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
                case EMPTY -> Files.write(file, new byte[0]);
                case GONE -> Files.delete(file);
                case FLIPPED -> {
                    bytes[bytes.length / 2] ^= 16;
                    Files.write(file, bytes);
                }
            }
        }
    }

    private Generations generations() throws IOException {
        return new Generations(files, new org.apache.hadoop.fs.Path(folder.toUri()));
    }

    private void write(Generations generations, double number) throws IOException {
        generations.write(arrays -> JsonNodeFactory.instance
                .objectNode()
                .put("same", arrays.store(same, same))
                .put("number", arrays.store(number, new double[] {number})));
    }

    private Optional<Double> newest() throws IOException {
        return generations().newest(this::read, (number, failure) -> damaged.add(number));
    }

    private double read(JsonNode content, Generations.ArraySource arrays) throws IOException {
        assertThat(arrays.read(content.path("same").asText())).isEqualTo(same);
        return arrays.read(content.path("number").asText())[0];
    }

    private TreeSet<String> names() {
        return new TreeSet<>(Arrays.asList(folder.toFile().list()));
    }
}
