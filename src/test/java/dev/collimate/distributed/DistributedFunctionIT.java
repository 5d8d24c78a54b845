package dev.collimate.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.SparkTests;
import dev.collimate.aggregate.AggregatorChoice;
import dev.collimate.cluster.ResourceScope;
import dev.collimate.data.BadRows;
import dev.collimate.data.PairBlock;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.Activation;
import dev.collimate.map.LinearMap;
import dev.collimate.map.PerceptronMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Precision;
import dev.collimate.objective.AngularObjective;
import dev.collimate.objective.LocalFunction;
import dev.collimate.optim.CurvedFunction;
import dev.collimate.optim.ValueAndGradient;
import dev.collimate.rows.PairColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DistributedFunctionIT {
    private static final int ROWS = 1000;
    private static final int INPUT_DIM = 7;
    private static final int OUTPUT_DIM = 5;
    private static final StructType SCHEMA = new StructType()
            .add("x", DataTypes.createArrayType(DataTypes.FloatType))
            .add("y", DataTypes.createArrayType(DataTypes.FloatType))
            .add("w", DataTypes.DoubleType);

    private final AngularObjective objective =
            new AngularObjective(new LinearMap(INPUT_DIM, OUTPUT_DIM, true), new CosineLoss(), Reduction.MEAN);
    private final double[] point = objective.map().initialParameters(3);

    @Test
    void aPassEqualsThePlainLoopForAnyPartitionsAndBlocks() {
        PairBlock all = new PairBlock(matrix(1, INPUT_DIM), matrix(2, OUTPUT_DIM), weights(), null);
        ValueAndGradient expected =
                new LocalFunction(objective, BlasChoice.AUTO, Precision.FLOAT, List.of(all)).evaluate(point);
        for (int partitions : new int[] {1, 3, 8}) {
            for (int blockRows : new int[] {1, 100, 1024}) {
                ValueAndGradient found = evaluate(partitions, blockRows, 0);
                assertThat(found.value()).isCloseTo(expected.value(), within(1e-7));
                assertThat(found.gradient()).containsExactly(expected.gradient(), within(1e-6));
            }
        }
    }

    @Test
    void samePartitionsGiveTheSameBitsEveryTime() {
        ValueAndGradient first = evaluate(8, 64, 3);
        ValueAndGradient second = evaluate(8, 64, 3);
        assertSame(second, first);
    }

    @Test
    void everyAggregatorGivesTheSameBits() {
        try (ResourceScope scope = new ResourceScope()) {
            BlockDataset blocks = load(8, 64, 0, scope);
            DistributedFunction collected = function(blocks, AggregatorChoice.INDEXED_COLLECT);
            DistributedFunction reduced = function(blocks, AggregatorChoice.SLICED_REDUCE);
            assertSame(reduced.evaluate(point), collected.evaluate(point));
            var curved = collected.evaluateWithCurvature(point, 0);
            var curvedReduced = reduced.evaluateWithCurvature(point, 0);
            assertSame(curvedReduced.evaluation(), curved.evaluation());
            double[] gradient = curved.evaluation().gradient();
            assertThat(curvedReduced.preconditioner().apply(gradient))
                    .isEqualTo(curved.preconditioner().apply(gradient));
            var measured = collected.evaluateWithLengths(point);
            var measuredReduced = reduced.evaluateWithLengths(point);
            assertSame(measured.evaluation(), curved.evaluation());
            assertSame(measuredReduced.evaluation(), curved.evaluation());
            assertThat(measured.lengths().variation()).isBetween(0.1, 10.0);
            assertThat(measuredReduced.lengths().arrays().get(0))
                    .isEqualTo(measured.lengths().arrays().get(0));
            var moments = DistributedMoments.collect(blocks, BlasChoice.AUTO, AggregatorChoice.INDEXED_COLLECT);
            var momentsReduced = DistributedMoments.collect(blocks, BlasChoice.AUTO, AggregatorChoice.SLICED_REDUCE);
            assertThat(momentsReduced.rows()).isEqualTo(ROWS);
            for (int i = 0; i < moments.arrays().size(); i++) {
                assertThat(momentsReduced.arrays().get(i))
                        .isEqualTo(moments.arrays().get(i));
            }
        }
    }

    private static AngularObjective ofNetwork() {
        PerceptronMap map = new PerceptronMap(List.of(INPUT_DIM, 11, OUTPUT_DIM), Activation.TANH, true, true);
        return new AngularObjective(map, new CosineLoss(), Reduction.MEAN);
    }

    private static CurvedFunction.Curved curved(int partitions, int blockRows, AggregatorChoice aggregator) {
        AngularObjective network = ofNetwork();
        try (ResourceScope scope = new ResourceScope()) {
            return new DistributedFunction(
                            network,
                            load(partitions, blockRows, 0, scope),
                            new DistributedFunction.Settings(BlasChoice.AUTO, aggregator, 1, 0, 0),
                            report -> {})
                    .evaluateWithCurvature(network.map().initialParameters(3), 0);
        }
    }

    /** Blocks of the same rows at the same places have the same directions, in whatever partitions they lie. */
    @Test
    void curvatureOfANetworkEqualsThePlainLoopForAnyPartitions() {
        AngularObjective network = ofNetwork();
        List<PairBlock> plain = new ArrayList<>();
        PairBlock all = new PairBlock(matrix(1, INPUT_DIM), matrix(2, OUTPUT_DIM), weights(), null);
        for (int from = 0; from < ROWS; from += 25) {
            plain.add(new PairBlock(
                    all.inputs().rowRange(from, from + 25),
                    all.actuals().rowRange(from, from + 25),
                    Arrays.copyOfRange(all.weights(), from, from + 25),
                    null));
        }
        CurvedFunction.Curved expected = new LocalFunction(network, BlasChoice.AUTO, Precision.FLOAT, plain)
                .evaluateWithCurvature(network.map().initialParameters(3), 0);
        double[] gradient = expected.evaluation().gradient();
        double[] step = expected.preconditioner().apply(gradient);
        for (int partitions : new int[] {1, 4, 8}) {
            CurvedFunction.Curved found = curved(partitions, 25, AggregatorChoice.AUTO);
            assertThat(found.evaluation().value())
                    .isCloseTo(expected.evaluation().value(), within(1e-7));
            assertThat(found.preconditioner().apply(gradient)).containsExactly(step, within(1e-9));
        }
    }

    @Test
    void curvatureOfANetworkHasTheSameBitsEveryTimeByEveryAggregator() {
        CurvedFunction.Curved first = curved(8, 64, AggregatorChoice.INDEXED_COLLECT);
        double[] gradient = first.evaluation().gradient();
        for (AggregatorChoice aggregator : AggregatorChoice.values()) {
            CurvedFunction.Curved again = curved(8, 64, aggregator);
            assertSame(again.evaluation(), first.evaluation());
            assertThat(again.preconditioner().apply(gradient))
                    .isEqualTo(first.preconditioner().apply(gradient));
        }
    }

    @ParameterizedTest
    @EnumSource(AggregatorChoice.class)
    void theKernelOfTheTasksIsTold(AggregatorChoice aggregator) {
        try (ResourceScope scope = new ResourceScope()) {
            BlockDataset blocks = load(4, 64, 0, scope);
            assertThat(blocks.kernels()).isEmpty();
            new DistributedFunction(
                            objective,
                            blocks,
                            new DistributedFunction.Settings(BlasChoice.JAVA, aggregator, 1, 0, 0),
                            report -> {})
                    .evaluate(point);
            assertThat(blocks.kernels()).containsExactly("java");
            DistributedMoments.collect(blocks, BlasChoice.VECTOR, aggregator);
            assertThat(blocks.kernels()).containsExactly("java", "vector");
        }
    }

    private static void assertSame(ValueAndGradient found, ValueAndGradient expected) {
        assertThat(found.value()).isEqualTo(expected.value());
        assertThat(found.gradient()).isEqualTo(expected.gradient());
    }

    @Test
    void aPassIsOneJobAndLeavesNothingBehind() {
        var context = SparkTests.session().sparkContext();
        int cachedBefore = context.getPersistentRDDs().size();
        context.setJobDescription("the caller's");
        evaluate(4, 64, 0);
        assertThat(context.getLocalProperty("spark.job.description")).isEqualTo("the caller's");
        assertThat(context.getPersistentRDDs().size()).isEqualTo(cachedBefore);
        context.setJobDescription(null);
    }

    private ValueAndGradient evaluate(int splits, int blockRows, int partitions) {
        try (ResourceScope scope = new ResourceScope()) {
            BlockDataset blocks = load(splits, blockRows, partitions, scope);
            assertThat(blocks.partitions()).isEqualTo(partitions == 0 ? splits : partitions);
            assertThat(blocks.rows()).isEqualTo(ROWS);
            List<PassReport> reports = new ArrayList<>();
            DistributedFunction function = new DistributedFunction(
                    objective, blocks, new DistributedFunction.Settings(BlasChoice.AUTO, 1, 0, 0), reports::add);
            ValueAndGradient evaluation = function.evaluate(point);
            assertThat(reports).hasSize(1);
            assertThat(reports.get(0).rows()).isEqualTo(ROWS);
            return evaluation;
        }
    }

    private static BlockDataset load(int splits, int blockRows, int partitions, ResourceScope scope) {
        return BlockSource.open(
                        pairs(splits),
                        new PairColumns("x", "y", "w", null),
                        new BlockDataset.Settings(BadRows.FAIL, blockRows, partitions))
                .load(scope);
    }

    private DistributedFunction function(BlockDataset blocks, AggregatorChoice aggregator) {
        return new DistributedFunction(
                objective,
                blocks,
                new DistributedFunction.Settings(BlasChoice.AUTO, aggregator, 1, 0, 0),
                report -> {});
    }

    private static Dataset<Row> pairs(int splits) {
        FloatMatrix x = matrix(1, INPUT_DIM);
        FloatMatrix y = matrix(2, OUTPUT_DIM);
        double[] weights = weights();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(RowFactory.create(row(x, i), row(y, i), weights[i]));
        }
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(SparkTests.session().sparkContext());
        return SparkTests.session().createDataFrame(context.parallelize(rows, splits), SCHEMA);
    }

    private static Float[] row(FloatMatrix matrix, int row) {
        Float[] values = new Float[matrix.columns()];
        for (int j = 0; j < values.length; j++) {
            values[j] = (float) matrix.get(row, j);
        }
        return values;
    }

    private static FloatMatrix matrix(long seed, int columns) {
        FloatMatrix matrix = new FloatMatrix(ROWS, columns);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < columns; j++) {
                matrix.set(i, j, HashRandom.gaussian(seed, (long) i * columns + j));
            }
        }
        return matrix;
    }

    private static double[] weights() {
        double[] weights = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            weights[i] = HashRandom.uniform(5, i);
        }
        return weights;
    }
}
