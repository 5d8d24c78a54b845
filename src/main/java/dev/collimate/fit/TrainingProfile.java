package dev.collimate.fit;

import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.DistributedProfile;
import dev.collimate.distributed.PassListener;
import dev.collimate.storage.Redaction;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the training rows of a fit are like. */
final class TrainingProfile {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingProfile.class);

    private TrainingProfile() {}

    /** Tells the listener. What goes wrong here loses no fit, nor what is told beside it. */
    static void tell(PassListener listener, BlockDataset blocks, Optional<CollectedMoments> moments) {
        try {
            moments.ifPresent(found -> listener.decomposed(found.plain().inputSpectrum()));
        } catch (Exception e) {
            notDescribed(e);
        }
        try {
            listener.profiled(DistributedProfile.collect(blocks).pairs());
        } catch (Exception e) {
            // Spark's are checked, and no signature of Scala's tells of them.
            notDescribed(e);
        }
    }

    private static void notDescribed(Exception e) {
        LOG.warn(
                "the training rows could not be described in full; the fit is whole: {}",
                Redaction.of(String.valueOf(e.getMessage())));
    }
}
