package dev.collimate.fit;

import dev.collimate.distributed.BlockDataset;
import dev.collimate.map.LinearMap;
import dev.collimate.map.PerceptronMap;
import dev.collimate.map.VectorMap;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.moments.ClosedForms;
import dev.collimate.moments.MapMethods;
import dev.collimate.moments.MapMethodsFactory;
import dev.collimate.moments.RidgeChoice;
import dev.collimate.moments.SolvedOutputLayer;
import dev.collimate.moments.SpreadSums;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The maps of the map auto, all from the same passes of moments. */
final class AutomaticCandidates {
    private static final Logger LOG = LoggerFactory.getLogger(AutomaticCandidates.class);

    private final FitSettings settings;
    private final FitPlan plan;
    private final BlockDataset blocks;
    private final CollectedMoments moments;
    private final AutomaticMaps maps;
    private final SpreadCandidates spreads;

    AutomaticCandidates(FitSettings settings, FitPlan plan, BlockDataset blocks, CollectedMoments moments) {
        this.settings = settings;
        this.plan = plan;
        this.blocks = blocks;
        this.moments = moments;
        this.maps = AutomaticMaps.of(settings, blocks.shape(), plan.outputLayer());
        this.spreads = new SpreadCandidates(settings.execution(), blocks, moments.plain());
    }

    /**
     * The simplest first, each before its spreads. Takes a pass of moments of hidden units where there are networks; where
     * there are none, but spreads, one of moments of predictions, as moments of inputs do not have those of actuals.
     */
    List<SolvedCandidate> solve() {
        boolean fitIntercept = settings.map().fitIntercept();
        List<SolvedCandidate> candidates = new ArrayList<>();
        if (blocks.shape().inputDim() == blocks.shape().outputDim()) {
            candidates.add(identity(blocks.shape().inputDim()));
        }
        ClosedForms forms = moments.plain();
        candidates.add(candidate(
                fitIntercept ? "orthogonal, centred" : "orthogonal",
                maps.linear(),
                fitIntercept ? forms.centredOrthogonal() : forms.orthogonal(),
                OptionalInt.empty(),
                Optional.empty()));
        SolvedCandidate lowRank = ridged("low-rank, rank " + maps.lowRank().rank(), maps.lowRank());
        SolvedCandidate linear = ridged(LinearMap.NAME, maps.linear());
        List<SolvedOutputLayer> solved = maps.networks().isEmpty()
                ? List.of()
                : SolvedStart.of(settings, maps.networks(), blocks, moments, false, plan.spreads());
        Optional<DoubleMatrix> actuals = plan.spreads() ? Optional.of(actualMoment(solved, linear)) : Optional.empty();
        for (SolvedCandidate base : List.of(lowRank, linear)) {
            candidates.add(base);
            actuals.ifPresent(moment -> candidates.addAll(spread(base, spreads.predictions(base.base(), moment))));
        }
        for (int i = 0; i < solved.size(); i++) {
            SolvedCandidate network = network(maps.networks().get(i), solved.get(i));
            candidates.add(network);
            solved.get(i).predictions().ifPresent(sums -> candidates.addAll(spread(network, sums)));
        }
        return candidates;
    }

    private List<SolvedCandidate> spread(SolvedCandidate base, SpreadSums sums) {
        return spreads.of(base, sums, moments.passes() + 1);
    }

    private static SolvedCandidate identity(int dim) {
        LinearMap map = new LinearMap(dim, dim, false);
        double[] parameters = new double[map.layout().size()];
        for (int i = 0; i < dim; i++) {
            parameters[i * dim + i] = 1;
        }
        return new SolvedCandidate(
                Comparison.IDENTITY,
                "",
                0,
                new FittedMap(map, parameters),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty());
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
                name,
                Solvers.CLOSED_FORM,
                moments.passes(),
                new FittedMap(map, parameters),
                rank,
                ridge,
                Optional.empty());
    }

    private SolvedCandidate network(PerceptronMap map, SolvedOutputLayer solved) {
        return new SolvedCandidate(
                String.format(Locale.ROOT, "%s, %,d units", PerceptronMap.NAME, map.hiddenUnits()),
                Solvers.CLOSED_FORM,
                moments.passes() + 1,
                new FittedMap(map, solved.parameters()),
                solved.rank(),
                Optional.of(solved.ridge()),
                Optional.empty());
    }

    /** As {@link SpreadSums#actualMoment}: from the moments of hidden units, else by a pass. */
    private DoubleMatrix actualMoment(List<SolvedOutputLayer> networks, SolvedCandidate linear) {
        return networks.isEmpty()
                ? spreads.collect(linear.base()).actualMoment()
                : networks.get(0).predictions().orElseThrow().actualMoment();
    }
}
