package dev.collimate.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.cli.CommandRun;
import dev.collimate.math.HashRandom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fits whose driver is killed, at a place or moment of its run, and started again by the same command. */
final class KilledFits {
    private static final Logger LOG = LoggerFactory.getLogger(KilledFits.class);
    private static final int KILLS = Integer.getInteger("collimate.kills", 5);

    /** Moments that are drawn for one kill at random, as some come after the end of a run. */
    private static final int MOST_DRAWS = 10;

    /** Kills of one fit, one after the other. */
    private static final int MOST_KILLS = 3;

    /** What is fitted. */
    enum Kind {
        PRECONDITIONED_LBFGS("--max-iter 6 --tol 0"),
        LBFGS("--solver lbfgs --init-mode random --max-iter 8 --tol 0"),
        ADAM_ON_MINI_BATCHES(
                "--solver adam --step-size 0.01 --batch-fraction 0.25 --block-size 100 --init-mode random --max-iter 8 --tol 0"),
        EARLY_STOPPING(
                "--solver adamw --step-size 0.1 --weight-decay 0.1 --init-mode random --max-iter 12 --tol 0 --validation-fraction 0.25 --patience 6");

        private final String options;

        Kind(String options) {
            this.options = options;
        }
    }

    /** Where a driver is killed. */
    enum Place {
        IN_A_CHECKPOINT,
        AFTER_A_CHECKPOINT,
        IN_THE_SAVE,
        AT_RANDOM,
        AGAIN_AND_AGAIN
    }

    private final Path data;
    private final Path folder;
    private final ArchivedClasses classes;

    private KilledFits(Path data, Path folder, ArchivedClasses classes) {
        this.data = data;
        this.folder = folder;
        this.classes = classes;
    }

    /** Fits of rows that are made here, as all else. */
    static KilledFits in(Path folder) throws Exception {
        KilledFits fits = new KilledFits(folder.resolve("pairs"), folder, ArchivedClasses.in(folder));
        CommandRun.of(
                        "generate",
                        "--rows",
                        "4000",
                        "--input-dim",
                        "24",
                        "--output-dim",
                        "16",
                        "--output",
                        fits.data.toString())
                .result();
        // The first run archives the classes for those after it, and takes twice as long.
        fits.driver(Kind.PRECONDITIONED_LBFGS, "archiving").run().result();
        return fits;
    }

    /** Kills as many drivers as the system property collimate.kills says, each of a fit of its own. */
    void assertSurviveAll(Kind kind) throws Exception {
        Undisturbed expected = undisturbed(kind);
        for (int i = 0; i < KILLS; i++) {
            assertSurvives(kind, Place.values()[i % Place.values().length], i, expected);
        }
    }

    /**
     * A run that nothing disturbs.
     *
     * @param parameters checksums of the files of its model
     * @param nanos that it took, from the start of the process on
     */
    record Undisturbed(Map<String, String> parameters, long nanos) {}

    Undisturbed undisturbed(Kind kind) throws Exception {
        Driver driver = driver(kind, "undisturbed");
        long start = System.nanoTime();
        JsonNode result = driver.run().result();
        assertThat(result.path("passes").asInt()).isGreaterThan(5);
        assertThat(result.has("resumedFromPass")).isFalse();
        long nanos = System.nanoTime() - start;
        return new Undisturbed(driver.parameters(), nanos);
    }

    void assertSurvives(Kind kind, Place place, int number, Undisturbed expected) throws Exception {
        Driver driver = driver(kind, place + "-" + number);
        int kills = 0;
        Driver.Outcome outcome;
        long start;
        do {
            start = System.nanoTime();
            outcome = driver.run(moment(driver, place, number, kills, expected.nanos()));
            kills += outcome.killed() ? 1 : 0;
            assertThat(driver.wholeManifests()).hasSizeLessThanOrEqualTo(3);
            assertThat(manifests(driver.checkpointFiles())).hasSizeLessThanOrEqualTo(4);
        } while (place == Place.AGAIN_AND_AGAIN && outcome.killed());
        if (place == Place.AT_RANDOM && kills == 0 && number / KILLS < MOST_DRAWS) {
            // It was done before its moment came: another one is drawn, for a run of its own.
            outcome.result();
            assertThat(driver.parameters()).isEqualTo(expected.parameters());
            long nanos = Math.min(expected.nanos(), System.nanoTime() - start);
            assertSurvives(kind, place, number + KILLS, new Undisturbed(expected.parameters(), nanos));
            return;
        }
        assertThat(kills).as(place.toString()).isPositive();
        JsonNode result = (place == Place.AGAIN_AND_AGAIN ? outcome : driver.run()).result();
        LOG.info("{} killed {} times, {}: resumed from pass {}", kind, kills, place, result.path("resumedFromPass"));
        assertThat(driver.parameters()).as("%s %s %d", kind, place, number).isEqualTo(expected.parameters());
        if (place != Place.AT_RANDOM && place != Place.IN_A_CHECKPOINT) {
            assertThat(result.path("resumedFromPass").asInt()).isPositive();
        }
        assertThat(manifests(driver.checkpointFiles())).hasSizeLessThanOrEqualTo(2);
    }

    private static Driver.Moment moment(Driver driver, Place place, int number, int kills, long nanos)
            throws IOException {
        return switch (place) {
            case IN_A_CHECKPOINT ->
                () -> {
                    List<String> files = driver.checkpointFiles();
                    Set<String> written = manifests(files);
                    return written.size() > 1
                            && files.stream()
                                    .filter(name -> name.endsWith(".npy"))
                                    .map(name -> name.substring(0, 6))
                                    .anyMatch(generation -> generation.compareTo(new TreeSet<>(written).last()) > 0);
                };
            case AFTER_A_CHECKPOINT -> () -> manifests(driver.checkpointFiles()).contains("00000" + (2 + number % 4));
            case IN_THE_SAVE -> driver::isSaving;
            case AT_RANDOM -> {
                // From the start of the session on; some runs are quicker than that which nothing disturbed.
                long delay = (long) ((0.2 + 0.8 * HashRandom.uniform(number, kills)) * nanos);
                long start = System.nanoTime();
                yield () -> System.nanoTime() - start > delay;
            }
            case AGAIN_AND_AGAIN -> {
                Set<String> before = driver.wholeManifests();
                yield () -> {
                    try {
                        // Names first: to read what stands in them takes longer, time and again.
                        return kills < MOST_KILLS
                                && !before.containsAll(manifestFiles(driver.checkpointFiles()))
                                && !before.containsAll(driver.wholeManifests());
                    } catch (NoSuchFileException | UncheckedIOException e) {
                        // The driver took one away meanwhile.
                        return false;
                    }
                };
            }
        };
    }

    /** Generations that have a manifest. */
    private static Set<String> manifests(List<String> files) {
        return manifestFiles(files).stream().map(name -> name.substring(0, 6)).collect(Collectors.toSet());
    }

    private static Set<String> manifestFiles(List<String> files) {
        return files.stream()
                .filter(name -> name.endsWith(".manifest") && !name.startsWith("."))
                .collect(Collectors.toSet());
    }

    private Driver driver(Kind kind, String name) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(kind.options.split(" ")));
        arguments.addAll(List.of("--input", data.toString()));
        return Driver.training(Files.createDirectory(folder.resolve(kind + "-" + name)), arguments, classes);
    }
}
