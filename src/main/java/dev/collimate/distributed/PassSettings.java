package dev.collimate.distributed;

import java.util.Map;

/** Spark's settings under which a pass costs least, for whoever starts a Spark of their own. None of them changes a bit. */
public final class PassSettings {
    /**
     * Sums of a few MB come with the message that a task is done, not from its executor's storage afterwards; parameters, which
     * are noise to a compressor, are sent as they are.
     */
    public static final Map<String, String> SPARK =
            Map.of("spark.task.maxDirectResultSize", "16m", "spark.broadcast.compress", "false");

    private PassSettings() {}
}
