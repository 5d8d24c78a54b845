package dev.collimate.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.SparkTests;
import dev.collimate.cluster.ResourceScope;
import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.BlockSource;
import dev.collimate.distributed.DistributedMoments;
import dev.collimate.distributed.DistributedSpread;
import dev.collimate.map.Maps;
import dev.collimate.map.PerceptronMap;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Precision;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.Pairs;
import dev.collimate.moments.ClosedForms;
import dev.collimate.moments.MapMethodsFactory;
import dev.collimate.moments.Spreads;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Candidates of the map auto with their spreads, whose predictions no pass has seen. */
class AutomaticCandidatesIT {
    private static final ResourceScope SCOPE = new ResourceScope();
    private static final FitSettings SETTINGS = new AngularRegression()
            .setMap("auto")
            .setSelect("recall@10")
            .setMapped("query")
            .setValidationFraction(0.1)
            .fitSettings();

    private static BlockDataset blocks;
    private static CollectedMoments moments;
    private static List<SolvedCandidate> candidates;

    @BeforeAll
    static void solve() {
        SparkTests.session();
        blocks = BlockSource.open(
                        Pairs.generate(2000, 0.3),
                        SETTINGS.columns(),
                        SETTINGS.execution().blocks())
                .load(SCOPE);
        ExecutionSettings execution = SETTINGS.execution();
        ClosedForms forms = new ClosedForms(
                DistributedMoments.collect(
                        blocks, execution.blas(), execution.aggregator(), Double.POSITIVE_INFINITY, 0, true),
                execution.blas());
        moments = new CollectedMoments(forms, forms, forms.leverage(), 1);
        int inputDim = blocks.shape().inputDim();
        int outputDim = blocks.shape().outputDim();
        candidates = solve(Optional.of((PerceptronMap)
                Maps.create(SETTINGS.map().network(inputDim, outputDim, AutomaticSettings.UNITS.get(0)))));
    }

    @AfterAll
    static void close() {
        SCOPE.close();
    }

    private static List<SolvedCandidate> solve(Optional<PerceptronMap> network) {
        VectorMap map = AutomaticMaps.of(SETTINGS, blocks.shape(), network).linear();
        FitPlan plan = new FitPlan(map, Solvers.CLOSED_FORM, true, network, true);
        return new AutomaticCandidates(SETTINGS, plan, blocks, moments).solve();
    }

    private static SolvedCandidate named(String name) {
        return candidates.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachSpreadIsWhatAPassOverThePredictionsOfItsBaseGives() {
        for (String base : List.of("low-rank, rank 1", "linear", "mlp, 1,024 units")) {
            FittedMap map = named(base).base();
            ExecutionSettings execution = SETTINGS.execution();
            var sums = DistributedSpread.collect(
                    blocks, map.map(), map.parameters(), execution.blas(), execution.aggregator());
            for (double amount : SpreadCandidates.AMOUNTS) {
                SolvedCandidate found = named(base + ", spread " + amount);
                double[] expected = MapMethodsFactory.of(map.map())
                        .spread(map.parameters(), new Spreads(execution.blas()).of(sums, amount, 1), execution.blas());
                // The pass predicts in float.
                assertThat(predictions(found.fitted(execution.blas())))
                        .containsExactly(predictions(new FittedMap(map.map(), expected)), within(1e-5));
                assertThat(found.amount()).contains(amount);
                assertThat(found.passes()).isEqualTo(2);
                assertThat(found.base().parameters()).isSameAs(map.parameters());
            }
        }
    }

    @Test
    void withoutANetworkOnePassMoreGivesTheSameSpreads() {
        List<SolvedCandidate> without = solve(Optional.empty());
        assertThat(without)
                .extracting(SolvedCandidate::name)
                .containsExactly(
                        "orthogonal, centred",
                        "low-rank, rank 1",
                        "low-rank, rank 1, spread 0.5",
                        "low-rank, rank 1, spread 0.75",
                        "linear",
                        "linear, spread 0.5",
                        "linear, spread 0.75");
        for (SolvedCandidate candidate : without) {
            double[] expected =
                    named(candidate.name()).fitted(SETTINGS.execution().blas()).parameters();
            double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
            assertThat(candidate.fitted(SETTINGS.execution().blas()).parameters())
                    .containsExactly(expected, within(1e-9 * largest));
        }
        assertThat(without.get(without.size() - 1).passes()).isEqualTo(2);
        assertThat(without.get(0).passes()).isEqualTo(1);
    }

    private static double[] predictions(FittedMap map) {
        DoubleMatrix inputs = new DoubleMatrix(50, map.map().inputDim());
        Arrays.setAll(inputs.data(), i -> HashRandom.gaussian(9, i));
        double[] parameters = map.parameters();
        return map.map()
                .newWorkspace(Blas.of(SETTINGS.execution().blas()), Precision.DOUBLE, inputs.rows())
                .forward(new DoubleMatrix(parameters, 0, 1, parameters.length), inputs)
                .toDoubleArray();
    }
}
