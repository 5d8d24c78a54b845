package dev.collimate.fit;

import dev.collimate.cluster.ResourceScope;
import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.DistributedEvaluation;
import dev.collimate.distributed.DistributedEvaluation.PredictorFactory;
import dev.collimate.distributed.DistributedRetrieval;
import dev.collimate.distributed.DocumentSource;
import dev.collimate.distributed.MappedSide;
import dev.collimate.distributed.PassListener;
import dev.collimate.distributed.RetrievalSearch;
import dev.collimate.evaluation.AngleStatistics;
import dev.collimate.evaluation.Interval;
import dev.collimate.evaluation.QueryOutcomes;
import dev.collimate.evaluation.QueryRows;
import dev.collimate.evaluation.RetrievalSummary;
import dev.collimate.math.Floats;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses among maps by what they do on the rows held out, all of them in one pass. */
final class Selector {
    private final FitSettings settings;
    private final SelectionSettings selection;
    private final BlockDataset training;
    private final BlockDataset validation;
    private final PassListener listener;

    /** @param settings have a selection */
    Selector(FitSettings settings, BlockDataset training, BlockDataset validation, PassListener listener) {
        this.listener = listener;
        this.settings = settings;
        this.selection = settings.validation().selection().orElseThrow();
        this.training = training;
        this.validation = validation;
    }

    /**
     * The best of the fitted map and of what moments give.
     *
     * @param plan of the fit
     * @param found by it
     */
    Choice choose(FittedMap fitted, CollectedMoments moments, FitPlan plan, Search.Found found) {
        List<SolvedCandidate> candidates = new Candidates(training, moments.plain(), settings.execution())
                .of(fitted, plan.solver(), found.passes(), plan.spreads());
        return choose(candidates, found.finalPass().pass() + (plan.spreads() ? 1 : 0));
    }

    /**
     * The best of the candidates.
     *
     * @param candidates the fitted map first
     * @param lastPass number of the last pass that the listener was told of
     */
    private Choice choose(List<SolvedCandidate> candidates, int lastPass) {
        List<String> names = candidates.stream().map(SolvedCandidate::name).toList();
        try (ResourceScope scope = new ResourceScope()) {
            Map<String, PredictorFactory> predictors = predictors(candidates, scope);
            List<AngleStatistics> angles = selection.byAngle() ? angles(predictors.values()) : List.of();
            Selection selected = selection.byAngle() ? byAngle(names, angles) : bySearch(names, predictors);
            int chosen = names.indexOf(selected.chosen());
            if (chosen == 0) {
                return new Choice(selected, Optional.empty());
            }
            AngleStatistics statistics = selection.byAngle()
                    ? angles.get(chosen)
                    : angles(List.of(predictors.get(selected.chosen()))).get(0);
            return new Choice(selected, Optional.of(other(candidates.get(chosen), statistics, lastPass)));
        }
    }

    private Choice.Other other(SolvedCandidate chosen, AngleStatistics statistics, int lastPass) {
        FittedMap best = chosen.fitted(settings.execution().blas());
        return new Choice.Other(
                best,
                new Comparison(chosen.name(), chosen.solver(), chosen.passes(), statistics),
                FinalPass.of(best, settings, training, lastPass, listener),
                chosen.rank(),
                chosen.ridge(),
                chosen.spreadSettings());
    }

    private Map<String, PredictorFactory> predictors(List<SolvedCandidate> candidates, ResourceScope scope) {
        Map<String, PredictorFactory> predictors = new LinkedHashMap<>();
        for (SolvedCandidate candidate : candidates) {
            FittedMap map = candidate.fitted(settings.execution().blas());
            predictors.put(candidate.name(), predictor(map, settings, validation, scope));
        }
        return predictors;
    }

    private List<AngleStatistics> angles(Collection<PredictorFactory> predictors) {
        return DistributedEvaluation.evaluate(validation, settings.loss(), List.copyOf(predictors));
    }

    /** Predicts rows held out by a candidate, whose parameters are there until {@code scope} is closed. */
    static PredictorFactory predictor(
            FittedMap candidate, FitSettings settings, BlockDataset validation, ResourceScope scope) {
        return DistributedEvaluation.map(
                candidate.map(),
                Floats.of(candidate.parameters()),
                settings.execution().blas(),
                validation,
                scope);
    }

    private Selection byAngle(List<String> names, List<AngleStatistics> angles) {
        List<Selection.Candidate> measured = new ArrayList<>();
        int best = 0;
        for (int i = 0; i < names.size(); i++) {
            measured.add(new Selection.Candidate(names.get(i), angles.get(i).meanInterval(), Optional.empty()));
            best = angles.get(i).meanDegrees() < angles.get(best).meanDegrees() ? i : best;
        }
        return new Selection(selection.measure(), Optional.empty(), names.get(best), measured);
    }

    /** The best of the candidates by a measure of searches. */
    Selection bySearch(List<SolvedCandidate> candidates) {
        try (ResourceScope scope = new ResourceScope()) {
            Map<String, PredictorFactory> predictors = predictors(candidates, scope);
            return bySearch(List.copyOf(predictors.keySet()), predictors);
        }
    }

    private Selection bySearch(List<String> names, Map<String, PredictorFactory> predictors) {
        MappedSide mapped = selection.mapped().orElseThrow();
        DocumentSource source = DocumentSource.of(validation, training);
        long seed = settings.search().seed();
        QueryRows queries =
                source.queries(SelectionSettings.RETRIEVAL, SelectionSettings.MOST_QUERIES, seed, count -> {});
        List<RetrievalSearch> searches = mapped.searchesOfMaps(predictors);
        DistributedRetrieval.Found found = new DistributedRetrieval(
                        source.documents(),
                        source.blockRows(),
                        queries,
                        searches,
                        settings.execution().blas())
                .run(new QueryOutcomes.Settings(SelectionSettings.RETRIEVAL, false, -1, 0));
        source.requireDocuments(found.checks(), SelectionSettings.RETRIEVAL, false);
        RetrievalSummary summary = RetrievalSummary.of(
                SelectionSettings.RETRIEVAL,
                searches.stream().map(RetrievalSearch::name).toList(),
                found.outcomes(),
                -1,
                found.checks().accepted(),
                seed);
        List<Selection.Candidate> measured = new ArrayList<>();
        int best = 0;
        for (int i = 0; i < names.size(); i++) {
            Interval value = summary.value(summary.searches().get(i + 1), selection.measure());
            measured.add(new Selection.Candidate(names.get(i), value, Optional.empty()));
            best = value.value() > measured.get(best).value().value() ? i : best;
        }
        Selection.Searched searched = new Selection.Searched(
                mapped.toString(), summary.queries(), found.checks().accepted(), training.rows());
        return new Selection(selection.measure(), Optional.of(searched), names.get(best), measured);
    }
}
