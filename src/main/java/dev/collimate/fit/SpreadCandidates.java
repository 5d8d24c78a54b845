package dev.collimate.fit;

import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.DistributedSpread;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.moments.ClosedForms;
import dev.collimate.moments.MapMethodsFactory;
import dev.collimate.moments.Spread;
import dev.collimate.moments.SpreadSums;
import dev.collimate.moments.Spreads;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps to choose from whose predictions are those of another, spread out. Not safe for several threads. */
final class SpreadCandidates {
    private static final Logger LOG = LoggerFactory.getLogger(SpreadCandidates.class);

    /** How far predictions are spread out, t, in candidates beside those that they are not. */
    static final List<Double> AMOUNTS = List.of(0.5, 0.75);

    private final ExecutionSettings execution;
    private final BlockDataset training;
    private final ClosedForms forms;
    private final Spreads spreads;

    /** @param forms of the rows of {@code training} */
    SpreadCandidates(ExecutionSettings execution, BlockDataset training, ClosedForms forms) {
        this.execution = execution;
        this.training = training;
        this.forms = forms;
        this.spreads = new Spreads(execution.blas());
    }

    /** The moments of predictions of a map, and of actuals, by a pass. */
    SpreadSums collect(FittedMap fitted) {
        return DistributedSpread.collect(
                training, fitted.map(), fitted.parameters(), execution.blas(), execution.aggregator());
    }

    /**
     * The moments of predictions of a linear map, without a pass.
     *
     * @param actuals as {@link SpreadSums#actualMoment}
     */
    SpreadSums predictions(FittedMap linear, DoubleMatrix actuals) {
        return MapMethodsFactory.of(linear.map()).predictions(forms, linear.parameters(), actuals, execution.blas());
    }

    /**
     * A candidate for each amount; none where predictions do not point towards their actuals.
     *
     * @param sums of the predictions of {@code base}
     * @param passes over the training data that each takes
     */
    List<SolvedCandidate> of(SolvedCandidate base, SpreadSums sums, int passes) {
        List<Spread> found;
        try {
            found = spreads.of(sums, AMOUNTS, 1);
        } catch (ArithmeticException e) {
            LOG.warn("spreads of {} are left out of what is chosen from: {}", base.name(), e.getMessage());
            return List.of();
        }
        List<SolvedCandidate> candidates = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            candidates.add(base.spreadBy(AMOUNTS.get(i), found.get(i), passes));
        }
        return candidates;
    }
}
