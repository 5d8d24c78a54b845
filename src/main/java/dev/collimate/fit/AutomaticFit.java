package dev.collimate.fit;

import dev.collimate.cluster.ResourceScope;
import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.DistributedEvaluation;
import dev.collimate.distributed.DistributedEvaluation.PredictorFactory;
import dev.collimate.distributed.PassListener;
import dev.collimate.distributed.PassReport;
import dev.collimate.evaluation.Interval;
import dev.collimate.evaluation.PairedAngles;
import dev.collimate.optim.BestPoint;
import dev.collimate.optim.SolverResult;
import dev.collimate.optim.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A fit of the map auto: candidates from one pass of moments of inputs and one of hidden units, one pass over the rows held
 * out. Of those whose mean angle is within a standard error of the paired difference from the best, the simplest is taken;
 * by another measure that the settings name, the best.
 */
final class AutomaticFit {
    private final FitSettings settings;
    private final FitPlan plan;
    private final BlockDataset training;
    private final BlockDataset validation;
    private final PassListener listener;

    AutomaticFit(
            FitSettings settings, FitPlan plan, BlockDataset training, BlockDataset validation, PassListener listener) {
        this.settings = settings;
        this.plan = plan;
        this.training = training;
        this.validation = validation;
        this.listener = listener;
    }

    /**
     * What a fit found.
     *
     * @param parameters of the largest map
     */
    record Found(SolverResult result, PassReport finalPass, int passes, List<Comparison> comparisons, Choice choice) {}

    Found find(CollectedMoments moments) {
        List<SolvedCandidate> candidates = new AutomaticCandidates(settings, plan, training, moments).solve();
        DistributedEvaluation.Paired measured =
                measure(candidates, moments.plain().meanActual());
        List<Comparison> comparisons = comparisons(candidates, measured);
        Selection selection = settings.validation()
                .selection()
                .filter(asked -> !asked.byAngle())
                .map(asked -> bySearch(candidates, measured.angles()))
                .orElseGet(() -> byAngle(candidates, measured));
        int chosen = indexOf(candidates, selection.chosen());
        SolvedCandidate best = candidates.get(chosen);
        FittedMap fitted = best.fitted(settings.execution().blas());
        int passes = moments.passes() + (plan.outputLayer().isPresent() || plan.spreads() ? 1 : 0);
        PassReport pass = FinalPass.of(fitted, settings, training, passes, listener);
        Choice.Other other = new Choice.Other(
                fitted, comparisons.get(chosen + 1), pass, best.rank(), best.ridge(), best.spreadSettings());
        StopReason done = StopReason.done(
                "closedForm",
                "the map is one of " + candidates.size() + " that follow from "
                        + (passes == 1 ? "one pass" : passes + " passes") + " of moments");
        double[] ofLargest = candidates.get(candidates.size() - 1).base().parameters();
        BestPoint only = new BestPoint(0, ofLargest, Double.NaN, Double.NaN);
        return new Found(
                new SolverResult(only, done, List.of(), 0, 0),
                pass,
                passes,
                comparisons,
                new Choice(selection, Optional.of(other)));
    }

    /** Of the mean vector, and behind it of all candidates. */
    private static List<Comparison> comparisons(
            List<SolvedCandidate> candidates, DistributedEvaluation.Paired measured) {
        List<Comparison> comparisons = new ArrayList<>();
        comparisons.add(new Comparison(
                Comparison.MEAN_VECTOR, "", 1, measured.statistics().get(candidates.size())));
        for (int i = 0; i < candidates.size(); i++) {
            SolvedCandidate candidate = candidates.get(i);
            comparisons.add(new Comparison(
                    candidate.name(),
                    candidate.solver(),
                    candidate.passes(),
                    measured.statistics().get(i)));
        }
        return comparisons;
    }

    private static int indexOf(List<SolvedCandidate> candidates, String name) {
        return candidates.stream().map(SolvedCandidate::name).toList().indexOf(name);
    }

    /** All candidates, and behind them the mean vector. */
    private DistributedEvaluation.Paired measure(List<SolvedCandidate> candidates, double[] mean) {
        try (ResourceScope scope = new ResourceScope()) {
            List<PredictorFactory> predictors = new ArrayList<>();
            candidates.forEach(candidate -> predictors.add(
                    Selector.predictor(candidate.fitted(settings.execution().blas()), settings, validation, scope)));
            predictors.add(DistributedEvaluation.constant(mean));
            return DistributedEvaluation.evaluatePaired(validation, settings.loss(), predictors);
        }
    }

    /** @param candidates the simplest first */
    private static Selection byAngle(List<SolvedCandidate> candidates, DistributedEvaluation.Paired measured) {
        PairedAngles angles = measured.angles();
        int best = best(candidates, angles);
        String chosen = null;
        List<Selection.Candidate> all = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            all.add(candidate(candidates.get(i), measured.statistics().get(i).meanInterval(), i, best, angles));
            boolean near = i == best || angles.difference(i, best) <= angles.standardError(i, best);
            chosen = chosen == null && near ? candidates.get(i).name() : chosen;
        }
        return new Selection(SelectionSettings.MEAN_ANGLE, Optional.empty(), chosen, all);
    }

    private Selection bySearch(List<SolvedCandidate> candidates, PairedAngles angles) {
        Selection found = new Selector(settings, training, validation, listener).bySearch(candidates);
        int best = best(candidates, angles);
        List<Selection.Candidate> all = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            all.add(candidate(candidates.get(i), found.candidates().get(i).value(), i, best, angles));
        }
        return new Selection(found.measure(), found.searched(), found.chosen(), all);
    }

    private static Selection.Candidate candidate(
            SolvedCandidate candidate, Interval value, int index, int best, PairedAngles angles) {
        return new Selection.Candidate(
                candidate.name(),
                value,
                Optional.of(new Selection.Solved(
                        candidate.base().map().layout().size(),
                        candidate.ridge(),
                        candidate.amount(),
                        angles.difference(index, best),
                        index == best ? 0 : angles.standardError(index, best))));
    }

    /** Of the smallest mean angle. */
    private static int best(List<SolvedCandidate> candidates, PairedAngles angles) {
        int best = 0;
        for (int i = 1; i < candidates.size(); i++) {
            best = angles.mean(i) < angles.mean(best) ? i : best;
        }
        return best;
    }
}
