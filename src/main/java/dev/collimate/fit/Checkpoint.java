package dev.collimate.fit;

import dev.collimate.data.ArraySums;
import dev.collimate.map.VectorMap;
import dev.collimate.storage.CheckpointFolder;
import dev.collimate.storage.Redaction;
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

    private final FitProgress before;
    private final Optional<CheckpointFolder> folder;
    private final Optional<CheckpointWriter> writer;
    private FitProgress progress;
    private boolean ended;

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
            CheckpointContent content = new CheckpointContent(keys, kernel, dimension);
            try {
                FitProgress before = settings.fresh() ? FitProgress.NONE : newest(folder, content);
                CheckpointWriter.Target target = progress -> folder.write(arrays -> content.write(progress, arrays));
                return new Checkpoint(
                        before,
                        Optional.of(folder),
                        Optional.of(new CheckpointWriter(target, settings.seconds(), System::nanoTime, before)));
            } catch (IOException | RuntimeException | FSError e) {
                folder.close();
                throw e;
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static SettingsException unusable(IOException failure) {
        return new SettingsException("{checkpointDir} cannot be used: %s", Redaction.of(failure.getMessage()));
    }

    private static FitProgress newest(CheckpointFolder folder, CheckpointContent content) throws IOException {
        Optional<FitProgress> found = folder.generations()
                .newest(
                        content,
                        (number, failure) -> LOG.warn(
                                "generation {} of the checkpoint in {} is left aside: {}",
                                number,
                                folder.shown(),
                                Redaction.of(failure.getMessage())));
        if (found.isEmpty()) {
            LOG.info("checkpoints go to {}", folder.shown());
        } else if (found.get().finished().isPresent()) {
            folder.generations().makeRoom();
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
            if (progress.start().get().passes() > 0) {
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
            ended = true;
            return before.finished().get();
        }
        FitProgress.Finished finished = found.get();
        ended = true;
        if (!finished.result().stopReason().failure()) {
            progress = progress.with(finished);
            writer.ifPresent(to -> to.require(progress));
        }
        return finished;
    }

    /** What a fit of {@code map} that ended before its time leaves. */
    FitStoppedException stopped(VectorMap map, Exception cause) {
        Optional<double[]> best = progress.search()
                .map(searched -> parameters(searched.state().best().point()));
        boolean kept = false;
        try {
            writer.ifPresent(CheckpointWriter::flush);
            kept = written() != FitProgress.NONE && written().sentence().equals(progress.sentence());
        } catch (IllegalStateException e) {
            cause.addSuppressed(e);
        }
        return new FitStoppedException(
                progress.sentence(),
                best.map(parameters -> new FittedMap(map, parameters)).orElse(null),
                kept,
                cause);
    }

    /** A point of the search in the map's own units. */
    private double[] parameters(double[] point) {
        double[] parameters = point.clone();
        progress.start().flatMap(StartPoint::scales).ifPresent(scales -> {
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] *= scales[i];
            }
        });
        return parameters;
    }

    /** Writes what was not written yet, and gives the folder up. */
    @Override
    public void close() {
        try {
            writer.ifPresent(CheckpointWriter::close);
        } finally {
            FitProgress written = written();
            folder.filter(at -> !ended && written != FitProgress.NONE)
                    .ifPresent(at -> LOG.warn(
                            "the fit did not end; after {} it stands in {}, from where the same settings and rows go on",
                            written.sentence(),
                            at.shown()));
            folder.ifPresent(CheckpointFolder::close);
        }
    }

    private FitProgress written() {
        return writer.map(CheckpointWriter::written).orElse(FitProgress.NONE);
    }
}
