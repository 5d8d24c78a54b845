package dev.collimate.fit;

import dev.collimate.data.PairShape;
import dev.collimate.distributed.BlockDataset;
import dev.collimate.map.LinearMap;
import dev.collimate.map.VectorMap;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.moments.ClosedForms;
import dev.collimate.moments.MapMethodsFactory;
import dev.collimate.moments.SpreadSums;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** The maps that a selection chooses from. */
final class Candidates {
    private static final String FITTED = "the fitted map";

    /** Ridges, as parts of the mean variance of the inputs. */
    private static final double[] RIDGES = {0.01, 0.1, 1};

    /** Maps that moments give. */
    private static final int CLOSED_FORMS = 3 + RIDGES.length;

    private final BlockDataset training;
    private final ClosedForms forms;
    private final ExecutionSettings execution;

    /** @param forms of the rows of {@code training} */
    Candidates(BlockDataset training, ClosedForms forms, ExecutionSettings execution) {
        this.training = training;
        this.forms = forms;
        this.execution = execution;
    }

    /**
     * What spread maps lack where they are candidates too, as {@link #shortage}; empty where they are not.
     *
     * @throws SettingsException if there is no room for a search even without them
     */
    static Optional<Optional<String>> spreadsIfRoom(FitSettings settings, VectorMap map, Resources resources) {
        Optional<SelectionSettings> search = settings.validation().selection().filter(asked -> !asked.byAngle());
        if (search.isPresent()) {
            shortage(map, false, resources, "choose ").ifPresent(numbers -> {
                throw new SettingsException("%s{select} " + SelectionSettings.MEAN_ANGLE, numbers);
            });
        }
        return settings.selectsAmongSpreads()
                ? Optional.of(shortage(map, true, resources, "go without them"))
                : Optional.empty();
    }

    /**
     * What searches with all candidates need and is not there.
     *
     * @param map the fitted one
     */
    private static Optional<String> shortage(VectorMap map, boolean spreads, Resources resources, String remedy) {
        long linear =
                new LinearMap(map.inputDim(), map.outputDim(), true).layout().size();
        int fitted = 1 + (spreads && canSpread(map) ? SpreadCandidates.AMOUNTS.size() : 0);
        int closed = CLOSED_FORMS + (spreads ? SpreadCandidates.AMOUNTS.size() : 0);
        return SelectionSettings.memory(
                        (long) fitted * map.layout().size() + closed * linear, fitted + closed, map.outputDim())
                .shortage(resources.budget(), resources.executors(), remedy);
    }

    private static boolean canSpread(VectorMap map) {
        return MapMethodsFactory.of(map).canSpread();
    }

    /**
     * The fitted map first, then what moments give.
     *
     * @param solver that found the fitted map
     * @param passes that it took
     * @param spreads whether those are among them too, by a pass more
     */
    List<SolvedCandidate> of(FittedMap fitted, String solver, int passes, boolean spreads) {
        List<SolvedCandidate> candidates = plain(fitted, solver, passes);
        return spreads ? withSpreads(candidates) : candidates;
    }

    private List<SolvedCandidate> plain(FittedMap fitted, String solver, int passes) {
        List<SolvedCandidate> candidates = new ArrayList<>();
        candidates.add(candidate(FITTED, solver, passes, fitted));
        PairShape shape = training.shape();
        Baseline.of(forms, shape)
                .forEach(baseline ->
                        candidates.add(candidate(baseline.name(), Solvers.CLOSED_FORM, 1, baseline.fitted())));
        LinearMap linear = new LinearMap(shape.inputDim(), shape.outputDim(), true);
        for (double part : RIDGES) {
            double ridge = part * forms.meanInputVariance(true);
            candidates.add(candidate(
                    String.format(Locale.ROOT, "%s, ridge %.3g", Baseline.LEAST_SQUARES, ridge),
                    Solvers.CLOSED_FORM,
                    1,
                    new FittedMap(linear, forms.leastSquares(true, ridge).parameters())));
        }
        return candidates;
    }

    /** With spreads of the fitted map, where it takes them up, and of least squares, each behind its own; by a pass. */
    private List<SolvedCandidate> withSpreads(List<SolvedCandidate> candidates) {
        SpreadCandidates spreads = new SpreadCandidates(execution, training, forms);
        SolvedCandidate fitted = candidates.get(0);
        boolean spreadsFitted = canSpread(fitted.base().map());
        SolvedCandidate leastSquares = candidates.stream()
                .filter(candidate -> candidate.name().equals(Baseline.LEAST_SQUARES))
                .findFirst()
                .orElseThrow();
        SpreadSums collected = spreads.collect(spreadsFitted ? fitted.base() : leastSquares.base());
        DoubleMatrix actuals = collected.actualMoment();
        List<SolvedCandidate> all = new ArrayList<>();
        for (SolvedCandidate candidate : candidates) {
            all.add(candidate);
            if (candidate == fitted && spreadsFitted) {
                all.addAll(spreads.of(candidate, collected, candidate.passes() + 1));
            } else if (candidate == leastSquares) {
                all.addAll(
                        spreads.of(candidate, spreads.predictions(candidate.base(), actuals), candidate.passes() + 1));
            }
        }
        return all;
    }

    private static SolvedCandidate candidate(String name, String solver, int passes, FittedMap map) {
        return new SolvedCandidate(name, solver, passes, map, OptionalInt.empty(), Optional.empty(), Optional.empty());
    }
}
