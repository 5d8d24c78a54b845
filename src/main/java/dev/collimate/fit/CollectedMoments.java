package dev.collimate.fit;

import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.DistributedMoments;
import dev.collimate.map.VectorMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.moments.ClosedForms;
import dev.collimate.moments.MomentFolds;
import dev.collimate.moments.RowLeverage;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What passes of moments give.
 *
 * @param plain closed forms of the rows as they are
 * @param start closed forms that a search starts from: where few long rows decide about the plain ones, of inputs that
 *     are shortened to the length of the shorter rows, which hardly changes the angles of their predictions; else the plain ones
 * @param leverage of the rows as they are
 * @param passes over the data
 */
record CollectedMoments(ClosedForms plain, ClosedForms start, RowLeverage leverage, int passes) {
    private static final Logger LOG = LoggerFactory.getLogger(CollectedMoments.class);

    /**
     * @param map to be fitted
     * @param checkpoint knows the sums of passes that were made before
     * @param searched whether a search starts from them; a closed form is of the rows as they are
     */
    static CollectedMoments of(
            BlockDataset blocks, FitSettings settings, VectorMap map, Checkpoint checkpoint, boolean searched) {
        BlasChoice blas = settings.execution().blas();
        boolean judged = SolvedLayerSettings.choosesByMoments(settings, map);
        MomentFolds sums = checkpoint.sums(
                "moments",
                () -> none(blocks, judged),
                () -> collect(blocks, settings, Double.POSITIVE_INFINITY, judged));
        ClosedForms plain = new ClosedForms(sums, blas);
        RowLeverage leverage = plain.leverage();
        if (!leverage.isExtreme()) {
            return new CollectedMoments(plain, plain, leverage, 1);
        }
        warn(leverage, searched);
        if (!searched) {
            return new CollectedMoments(plain, plain, leverage, 1);
        }
        MomentFolds shortened = checkpoint.sums(
                "moments of shortened inputs",
                () -> none(blocks, judged),
                () -> collect(blocks, settings, leverage.shortLength(), judged));
        return new CollectedMoments(plain, new ClosedForms(shortened, blas), leverage, 2);
    }

    /** Closed forms of the rows as a search sees them; empty where it starts from shortened inputs. */
    Optional<ClosedForms> ofRowsSearched() {
        return start == plain ? Optional.of(plain) : Optional.empty();
    }

    private static MomentFolds collect(BlockDataset blocks, FitSettings settings, double longest, boolean judged) {
        ExecutionSettings execution = settings.execution();
        return DistributedMoments.collect(
                blocks,
                execution.blas(),
                execution.aggregator(),
                longest,
                settings.search().seed(),
                judged);
    }

    private static MomentFolds none(BlockDataset blocks, boolean judged) {
        return MomentFolds.of(blocks.shape().inputDim(), blocks.shape().outputDim(), judged);
    }

    private static void warn(RowLeverage leverage, boolean searched) {
        LOG.warn(
                "a few long rows decide about least squares and orthogonal maps: the root mean square of |x| is {} times"
                        + " its geometric mean, and an input that {} rows have is decided by {} effective rows; {}look for"
                        + " damaged rows, or give x a common length",
                String.format(Locale.ROOT, "%.3g", leverage.spread()),
                leverage.rows(),
                String.format(Locale.ROOT, "%.1f", leverage.effectiveRows()),
                searched
                        ? String.format(
                                Locale.ROOT,
                                "the search takes its start from inputs shortened to length %.3g, by one more pass; ",
                                leverage.shortLength())
                        : "");
    }
}
