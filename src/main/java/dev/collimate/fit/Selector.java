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
import java.util.OptionalInt;

/** Chooses among maps by what they do on the rows held out, all of them in one pass. */
final class Selector {
    /** Rows held out that ask, at most. */
    static final int MOST_QUERIES = 2000;

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
     * The best of the candidates.
     *
     * @param candidates by name, the fitted map first
     * @param lastPass number of the last pass that the listener was told of
     */
    Choice choose(Map<String, FittedMap> candidates, int lastPass) {
        List<String> names = List.copyOf(candidates.keySet());
        try (ResourceScope scope = new ResourceScope()) {
            Map<String, PredictorFactory> predictors = new LinkedHashMap<>();
            candidates.forEach((name, candidate) -> predictors.put(name, predictor(candidate, scope)));
            List<AngleStatistics> angles = selection.byAngle() ? angles(predictors.values()) : List.of();
            Selection selected = selection.byAngle() ? byAngle(names, angles) : bySearch(names, predictors);
            String name = selected.chosen();
            if (name.equals(names.get(0))) {
                return new Choice(selected, Optional.empty());
            }
            AngleStatistics statistics = selection.byAngle()
                    ? angles.get(names.indexOf(name))
                    : angles(List.of(predictors.get(name))).get(0);
            FittedMap best = candidates.get(name);
            Comparison comparison = new Comparison(name, Solvers.CLOSED_FORM, 1, statistics);
            return new Choice(
                    selected,
                    Optional.of(new Choice.Other(
                            best,
                            comparison,
                            FinalPass.of(best, settings, training, lastPass, listener),
                            OptionalInt.empty(),
                            Optional.empty(),
                            Optional.empty())));
        }
    }

    private List<AngleStatistics> angles(Collection<PredictorFactory> predictors) {
        return DistributedEvaluation.evaluate(validation, settings.loss(), List.copyOf(predictors));
    }

    private PredictorFactory predictor(FittedMap candidate, ResourceScope scope) {
        return predictor(candidate, settings, validation, scope);
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
        return new Selection(selection.measure(), Optional.empty(), 0, names.get(best), measured);
    }

    /** The best of the candidates by a measure of searches. */
    Selection bySearch(List<SolvedCandidate> candidates) {
        try (ResourceScope scope = new ResourceScope()) {
            Map<String, PredictorFactory> predictors = new LinkedHashMap<>();
            for (SolvedCandidate candidate : candidates) {
                predictors.put(
                        candidate.name(),
                        predictor(candidate.fitted(settings.execution().blas()), scope));
            }
            return bySearch(List.copyOf(predictors.keySet()), predictors);
        }
    }

    private Selection bySearch(List<String> names, Map<String, PredictorFactory> predictors) {
        MappedSide mapped = selection.mapped().orElseThrow();
        DocumentSource source = DocumentSource.of(validation, training);
        long seed = settings.search().seed();
        QueryRows queries = source.queries(SelectionSettings.RETRIEVAL, MOST_QUERIES, seed);
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
        return new Selection(
                selection.measure(), Optional.of(mapped.toString()), summary.queries(), names.get(best), measured);
    }
}
