package dev.collimate.fit;

import java.util.Optional;

/**
 * Where and how often a fit keeps its state; nothing here changes what it finds.
 *
 * @param directory empty for no checkpoints
 * @param seconds between checkpoints, at ends of passes; 0 for one after every pass
 * @param fresh whether a checkpoint that is there is left aside
 */
public record CheckpointSettings(Optional<String> directory, int seconds, boolean fresh) {
    public static final CheckpointSettings NONE = new CheckpointSettings(Optional.empty(), 0, false);
}
