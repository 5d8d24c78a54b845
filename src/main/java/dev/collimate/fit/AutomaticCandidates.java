package dev.collimate.fit;

import dev.collimate.distributed.BlockDataset;
import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.map.PerceptronMap;
import dev.collimate.map.VectorMap;
import dev.collimate.moments.ClosedForms;
import dev.collimate.moments.MapMethods;
import dev.collimate.moments.MapMethodsFactory;
import dev.collimate.moments.RidgeChoice;
import dev.collimate.moments.SolvedOutputLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** The maps of the map auto, all from the same passes of moments. */
final class AutomaticCandidates {
    /** Of the shorter side, what the low-rank map has as its rank. */
    private static final int RANK_PART = 4;

    private final FitSettings settings;
    private final BlockDataset blocks;
    private final CollectedMoments moments;

    AutomaticCandidates(FitSettings settings, BlockDataset blocks, CollectedMoments moments) {
        this.settings = settings;
        this.blocks = blocks;
        this.moments = moments;
    }

    /**
     * The simplest first.
     *
     * @param largest of the networks, for which a pass of moments of hidden units is made; empty where none is to be solved
     */
    List<SolvedCandidate> solve(Optional<PerceptronMap> largest) {
        int inputDim = blocks.shape().inputDim();
        int outputDim = blocks.shape().outputDim();
        boolean fitIntercept = settings.map().fitIntercept();
        List<SolvedCandidate> candidates = new ArrayList<>();
        if (inputDim == outputDim) {
            candidates.add(identity(inputDim));
        }
        ClosedForms forms = moments.plain();
        candidates.add(candidate(
                fitIntercept ? "orthogonal, centred" : "orthogonal",
                new LinearMap(inputDim, outputDim, fitIntercept),
                fitIntercept ? forms.centredOrthogonal() : forms.orthogonal(),
                OptionalInt.empty(),
                Optional.empty()));
        int rank = Math.max(1, Math.min(inputDim, outputDim) / RANK_PART);
        candidates.add(
                ridged("low-rank, rank " + rank, new LowRankMap(inputDim, outputDim, rank, fitIntercept, false)));
        candidates.add(ridged(LinearMap.NAME, new LinearMap(inputDim, outputDim, fitIntercept)));
        largest.ifPresent(network -> candidates.addAll(networks(network)));
        return candidates;
    }

    private static SolvedCandidate identity(int dim) {
        LinearMap map = new LinearMap(dim, dim, false);
        double[] parameters = new double[map.layout().size()];
        for (int i = 0; i < dim; i++) {
            parameters[i * dim + i] = 1;
        }
        return new SolvedCandidate(
                Comparison.IDENTITY, "", 0, new FittedMap(map, parameters), OptionalInt.empty(), Optional.empty());
    }

    private SolvedCandidate ridged(String name, VectorMap map) {
        MapMethods methods = MapMethodsFactory.of(map);
        ClosedForms forms = moments.plain();
        RidgeChoice ridge = SolvedLayerSettings.ridge(settings).of(methods, forms);
        ClosedForms.LeastSquares found = StartPoint.leastSquares(settings, methods, forms, ridge);
        return candidate(name, map, found.parameters(), OptionalInt.of(found.rank()), Optional.of(ridge));
    }

    private SolvedCandidate candidate(
            String name, VectorMap map, double[] parameters, OptionalInt rank, Optional<RidgeChoice> ridge) {
        return new SolvedCandidate(
                name, Solvers.CLOSED_FORM, moments.passes(), new FittedMap(map, parameters), rank, ridge);
    }

    private List<SolvedCandidate> networks(PerceptronMap largest) {
        List<PerceptronMap> maps = AutomaticSettings.UNITS.stream()
                .filter(units -> units <= largest.hiddenUnits())
                .map(largest::withHiddenUnits)
                .toList();
        List<SolvedOutputLayer> solved = SolvedStart.of(settings, maps, blocks, moments, false);
        List<SolvedCandidate> candidates = new ArrayList<>();
        for (int i = 0; i < maps.size(); i++) {
            PerceptronMap map = maps.get(i);
            candidates.add(new SolvedCandidate(
                    String.format(Locale.ROOT, "%s, %,d units", PerceptronMap.NAME, map.hiddenUnits()),
                    Solvers.CLOSED_FORM,
                    moments.passes() + 1,
                    new FittedMap(map, solved.get(i).parameters()),
                    solved.get(i).rank(),
                    Optional.of(solved.get(i).ridge())));
        }
        return candidates;
    }
}
