package dev.collimate.fit;

import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.DistributedProfile;
import dev.collimate.distributed.PassListener;
import dev.collimate.storage.Redaction;
import java.util.Optional;
import org.apache.spark.SparkThrowable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the training rows of a fit are like. */
final class TrainingProfile {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingProfile.class);

    private TrainingProfile() {}

    /** Tells the listener. Where Spark fails at it, no fit is lost, nor what is told beside it. */
    static void tell(PassListener listener, BlockDataset blocks, Optional<CollectedMoments> moments) {
        describe(() ->
                moments.ifPresent(found -> listener.decomposed(found.plain().inputSpectrum())));
        describe(() -> listener.profiled(DistributedProfile.collect(blocks).pairs()));
    }

    private static void describe(Runnable description) {
        try {
            description.run();
        } catch (Exception e) {
            // Spark's are checked, and no signature of Scala's tells of them, so that no narrower catch compiles.
            if (!(e instanceof SparkThrowable)) {
                throw e;
            }
            LOG.warn(
                    "the training rows could not be described in full; the fit is whole: {}",
                    Redaction.of(String.valueOf(e.getMessage())));
            LOG.debug("the description of the training rows failed", e);
        }
    }
}
