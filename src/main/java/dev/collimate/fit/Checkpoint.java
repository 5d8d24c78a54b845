package dev.collimate.fit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.collimate.data.ArraySums;
import dev.collimate.storage.CheckpointFolder;
import dev.collimate.storage.Generations;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a fit has done so far, in this run and in those before it, and its keeper: the same settings and rows find it again,
 * and go on as if nothing had happened.
 */
final class Checkpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);
    private static final String KERNEL = "kernel";
    private static final String KEYS = "keys";
    private static final String PROGRESS = "progress";

    private final FitProgress before;
    private final Optional<CheckpointFolder> folder;
    private final Optional<CheckpointWriter> writer;
    private FitProgress progress;

    private Checkpoint(FitProgress before, Optional<CheckpointFolder> folder, Optional<CheckpointWriter> writer) {
        this.before = before;
        this.folder = folder;
        this.writer = writer;
        this.progress = before;
    }

    /** Of a fit that keeps nothing. */
    static Checkpoint none() {
        return new Checkpoint(FitProgress.NONE, Optional.empty(), Optional.empty());
    }

    /**
     * Checks, before any work, that checkpoints can be written.
     *
     * @throws SettingsException if not
     */
    static void require(CheckpointSettings settings, Configuration configuration) {
        settings.directory().ifPresent(directory -> {
            try {
                CheckpointFolder.require(directory, configuration);
            } catch (IOException e) {
                throw unusable(e);
            }
        });
    }

    /**
     * Looks for what was done before.
     *
     * @param kernel of the products on the driver
     * @param dimension number of parameters
     * @throws SettingsException if the folder cannot be read
     */
    static Checkpoint open(
            CheckpointSettings settings, Configuration configuration, FitKeys keys, String kernel, int dimension) {
        if (settings.directory().isEmpty()) {
            return none();
        }
        try {
            CheckpointFolder folder =
                    CheckpointFolder.open(settings.directory().get(), keys.fingerprint(), configuration, LOG::warn);
            try {
                FitProgress before =
                        settings.fresh() ? FitProgress.NONE : newest(folder, new Decoder(keys, kernel, dimension));
                CheckpointWriter.Target target =
                        progress -> folder.write(arrays -> encode(keys, kernel, progress, arrays));
                return new Checkpoint(
                        before,
                        Optional.of(folder),
                        Optional.of(new CheckpointWriter(target, settings.seconds(), System::nanoTime)));
            } catch (IOException | RuntimeException | FSError e) {
                folder.close();
                throw e;
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static SettingsException unusable(IOException failure) {
        return new SettingsException("{checkpointDir} cannot be used: %s", failure.getMessage());
    }

    private static FitProgress newest(CheckpointFolder folder, Decoder decoder) throws IOException {
        Optional<FitProgress> found = folder.generations()
                .newest(
                        decoder,
                        (number, failure) -> LOG.warn(
                                "generation {} of the checkpoint in {} is left aside: {}",
                                number,
                                folder.shown(),
                                failure.getMessage()));
        if (found.isEmpty()) {
            LOG.info("checkpoints go to {}", folder.shown());
        } else if (found.get().finished().isPresent()) {
            LOG.info(
                    "this fit was finished after pass {}, by the checkpoint in {}: its model is given again without a pass",
                    found.get().passes(),
                    folder.shown());
        } else {
            LOG.info(
                    "the fit goes on after {}, from the checkpoint in {}",
                    found.get().sentence(),
                    folder.shown());
        }
        return found.orElse(FitProgress.NONE);
    }

    private static JsonNode encode(FitKeys keys, String kernel, FitProgress progress, Generations.ArraySink arrays)
            throws IOException {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        keys.values().forEach(content.putObject(KEYS)::put);
        content.put(KERNEL, kernel);
        return content.set(PROGRESS, new RecordWriter(arrays).write(progress));
    }

    /** Reads a generation as the progress of the fit that has these keys. */
    private record Decoder(FitKeys keys, String kernel, int dimension) implements Generations.Reader<FitProgress> {
        @Override
        public FitProgress read(JsonNode content, Generations.ArraySource arrays) throws IOException {
            JsonNode known = content.path(KEYS);
            for (var key : keys.values().entrySet()) {
                if (!known.path(key.getKey()).asText().equals(key.getValue())) {
                    throw new IOException("it is of a fit of another " + key.getKey());
                }
            }
            FitProgress progress;
            try {
                progress = new RecordReader(arrays).read(content.path(PROGRESS), FitProgress.class);
                StateShape.require(progress, dimension);
            } catch (RuntimeException e) {
                // What no reader refuses may still be no state: a missing part, say.
                throw new IOException("its content is not that of a fit", e);
            }
            String written = content.path(KERNEL).asText();
            if (!written.equals(kernel)) {
                LOG.warn(
                        "the checkpoint was written by the kernel {}, but this run has {}: the last bits of the model may"
                                + " be others than those of a fit that was not stopped",
                        written,
                        kernel);
            }
            return progress;
        }
    }

    /** Passes that runs before this one made; empty where they made none. */
    OptionalInt resumedFromPass() {
        return before.passes() > 0 ? OptionalInt.of(before.passes()) : OptionalInt.empty();
    }

    /**
     * The sums of a pass: those of a run before this one, else what {@code pass} gives.
     *
     * @param name of what is summed
     * @param none gives sums of no rows, which are filled where sums are known
     */
    <S extends ArraySums<S>> S sums(String name, Supplier<S> none, Supplier<S> pass) {
        Optional<FitProgress.Sums> known = progress.sums().stream()
                .filter(sums -> sums.name().equals(name))
                .findFirst();
        if (known.isPresent()) {
            S filled = none.get();
            if (known.get().fits(filled.arrays())) {
                known.get().copyTo(filled.arrays());
                return filled;
            }
        }
        S found = pass.get();
        progress = progress.with(new FitProgress.Sums(name, found.arrays()));
        writer.ifPresent(to -> to.require(progress));
        return found;
    }

    /** The start of a run before this one, else what {@code computed} gives. */
    StartPoint start(Supplier<StartPoint> computed) {
        if (progress.start().isEmpty()) {
            progress = progress.with(computed.get());
            if (progress.start().get().ridge().isPresent()) {
                // A pass of its own, and the dearest.
                writer.ifPresent(to -> to.require(progress));
            }
        }
        return progress.start().get();
    }

    /** Where the search stood at the end of the run before this one. */
    Optional<FitProgress.Searched> searched() {
        return before.search();
    }

    /** Keeps where the search stands, but not a state that has diverged. */
    void searched(FitProgress.Searched now) {
        if (now.state().current().isFinite()) {
            progress = progress.with(now);
            writer.ifPresent(to -> to.offer(progress));
        }
    }

    /** What the fit found, in a run before this one or as {@code found} gives it. */
    FitProgress.Finished finished(Supplier<FitProgress.Finished> found) {
        if (before.finished().isPresent()) {
            return before.finished().get();
        }
        FitProgress.Finished finished = found.get();
        if (!finished.result().stopReason().failure()) {
            progress = progress.with(finished);
            writer.ifPresent(to -> to.require(progress));
        }
        return finished;
    }

    /** Writes what was not written yet, and gives the folder up. */
    @Override
    public void close() {
        try {
            writer.ifPresent(CheckpointWriter::close);
        } finally {
            folder.ifPresent(CheckpointFolder::close);
        }
    }
}
