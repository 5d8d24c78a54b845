package dev.collimate.fit;

import dev.collimate.data.RowChecks;
import dev.collimate.distributed.PassReport;
import dev.collimate.loss.AngularLoss;
import dev.collimate.moments.RidgeChoice;
import dev.collimate.moments.RowLeverage;
import dev.collimate.optim.StopReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a model came to be.
 *
 * @param rows the checks of the training rows
 * @param partitions tasks of a pass, whose sums were added in their order
 * @param solver the solver that ran
 * @param rank of the inputs' second moments, where the search started from least squares
 * @param ridge of what was solved by ridge regression
 * @param spread of predictions, where they are spread out
 * @param leverage of long rows on the moments, where it is extreme and moments were collected
 * @param passes over the data that the fit took, of whatever kind, in whatever run; telling the loss of a closed form or of
 *     a fit by mini-batches takes one more
 * @param resumedFromPass passes that runs before this one made; empty where the fit did not go on from a checkpoint
 * @param iterations accepted steps
 * @param stopReason why it ended
 * @param objectiveHistory the objective after every step, from the start on
 * @param finalPass the pass at the model's own parameters
 * @param validationRows the checks of the rows held out; empty where there are none
 * @param comparisons on the rows held out, the model last; empty where there are none
 * @param blas what ran the matrix products: on the driver, then, where it is another, on executors
 * @param seconds from the first row read to the model, in this run
 * @param phases what they went to
 * @param selection what chose among maps; empty where the fitted one was asked for
 */
public record TrainingSummary(
        RowChecks rows,
        int partitions,
        String solver,
        OptionalInt rank,
        Optional<RidgeChoice> ridge,
        Optional<SpreadSettings> spread,
        Optional<RowLeverage> leverage,
        int passes,
        OptionalInt resumedFromPass,
        int iterations,
        StopReason stopReason,
        List<Double> objectiveHistory,
        PassReport finalPass,
        Optional<RowChecks> validationRows,
        List<Comparison> comparisons,
        List<String> blas,
        double seconds,
        List<Phase> phases,
        Optional<Selection> selection) {
    /** This, after a choice among maps, of the map that was chosen; of another than the fitted one, its facts alone. */
    TrainingSummary withChoice(Choice choice) {
        if (choice.other().isEmpty()) {
            return with(solver, rank, ridge, spread, finalPass, comparisons, choice);
        }
        Choice.Other other = choice.other().get();
        List<Comparison> all = new ArrayList<>(comparisons);
        all.removeIf(comparison -> comparison.name().equals(other.comparison().name()));
        all.add(other.comparison());
        return with(
                other.comparison().solver().isEmpty()
                        ? Solvers.CLOSED_FORM
                        : other.comparison().solver(),
                other.rank(),
                other.ridge(),
                other.spread(),
                other.pass(),
                List.copyOf(all),
                choice);
    }

    private TrainingSummary with(
            String chosenSolver,
            OptionalInt chosenRank,
            Optional<RidgeChoice> chosenRidge,
            Optional<SpreadSettings> chosenSpread,
            PassReport pass,
            List<Comparison> compared,
            Choice choice) {
        return new TrainingSummary(
                rows,
                partitions,
                chosenSolver,
                chosenRank,
                chosenRidge,
                chosenSpread,
                leverage,
                passes,
                resumedFromPass,
                iterations,
                stopReason,
                objectiveHistory,
                pass,
                validationRows,
                compared,
                blas,
                seconds,
                phases,
                Optional.of(choice.selection()));
    }

    /**
     * Of what the fitted map was compared with, the one of the lowest mean angle, if it is below the fitted map's; empty if
     * {@code loss}, which was minimised, is not there to bring vectors together, or another measure chose the map.
     */
    public Optional<Comparison> betterBaseline(AngularLoss loss) {
        if (selection.isPresent() || comparisons.isEmpty() || !loss.alignsVectors()) {
            return Optional.empty();
        }
        double fitted = meanDegrees(comparisons.get(comparisons.size() - 1));
        return comparisons.stream()
                .filter(comparison -> meanDegrees(comparison) < fitted)
                .min(Comparator.comparingDouble(TrainingSummary::meanDegrees));
    }

    private static double meanDegrees(Comparison comparison) {
        return comparison.statistics().meanDegrees();
    }
}
