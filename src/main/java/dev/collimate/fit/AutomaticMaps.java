package dev.collimate.fit;

import dev.collimate.data.PairShape;
import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.map.PerceptronMap;
import dev.collimate.map.VectorMap;
import dev.collimate.moments.MapMethodsFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The maps that the map auto solves by least squares.
 *
 * @param networks the smallest first
 */
record AutomaticMaps(LowRankMap lowRank, LinearMap linear, List<PerceptronMap> networks) {
    /** Of the shorter side, what the low-rank map has as its rank. */
    private static final int RANK_PART = 4;

    /** @param largest of the networks; empty where there are none */
    static AutomaticMaps of(FitSettings settings, PairShape shape, Optional<PerceptronMap> largest) {
        int inputDim = shape.inputDim();
        int outputDim = shape.outputDim();
        boolean fitIntercept = settings.map().fitIntercept();
        int rank = Math.max(1, Math.min(inputDim, outputDim) / RANK_PART);
        return new AutomaticMaps(
                new LowRankMap(inputDim, outputDim, rank, fitIntercept, false),
                new LinearMap(inputDim, outputDim, fitIntercept),
                largest.stream()
                        .flatMap(network -> AutomaticSettings.UNITS.stream()
                                .filter(units -> units <= network.hiddenUnits())
                                .map(network::withHiddenUnits))
                        .toList());
    }

    /** Those that take up a spread, the simplest first. */
    List<VectorMap> spreadable() {
        List<VectorMap> all = new ArrayList<>(List.of(lowRank, linear));
        all.addAll(networks);
        return all.stream().filter(map -> MapMethodsFactory.of(map).canSpread()).toList();
    }
}
