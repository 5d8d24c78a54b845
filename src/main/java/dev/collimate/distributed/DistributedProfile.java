package dev.collimate.distributed;

import dev.collimate.cluster.JobDescription;
import dev.collimate.cluster.OrderedJob;
import dev.collimate.data.CheckedBlock;
import dev.collimate.profile.PairProfile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What cached pairs are like, by one job over them, added in partition order. */
public final class DistributedProfile {
    private DistributedProfile() {}

    /**
     * What was found.
     *
     * @param partitionRows good rows of each partition
     */
    public record Found(PairProfile pairs, List<Long> partitionRows) {}

    private record Partial(PairProfile pairs, long rows) implements Serializable {}

    public static Found collect(BlockDataset dataset) {
        int inputDim = dataset.shape().inputDim();
        int outputDim = dataset.shape().outputDim();
        PairProfile total = PairProfile.empty(inputDim, outputDim);
        List<Long> rows = new ArrayList<>();
        try (JobDescription description = new JobDescription(dataset.blocks().context(), "doctor · profile")) {
            OrderedJob.<CheckedBlock, Partial>run(
                    dataset.blocks(),
                    (partition, blocks) -> {
                        PairProfile profile = PairProfile.empty(inputDim, outputDim);
                        blocks.forEachRemaining(block -> profile.add(block.block()));
                        return new Partial(profile, profile.inputLengths().vectors());
                    },
                    partial -> {
                        total.merge(partial.pairs());
                        rows.add(partial.rows());
                    });
        }
        return new Found(total, List.copyOf(rows));
    }
}
