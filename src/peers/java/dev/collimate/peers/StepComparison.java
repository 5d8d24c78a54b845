package dev.collimate.peers;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.collimate.benchmark.Rounds;
import dev.collimate.benchmark.Spread;
import dev.collimate.cluster.ResourceScope;
import dev.collimate.data.PairBlock;
import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.DistributedFunction;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.FloatMatrix;
import dev.collimate.objective.AngularObjective;
import dev.collimate.optim.LimitedMemoryBfgs;
import dev.collimate.optim.Minimizer;
import dev.collimate.optim.StopRule;
import dev.collimate.optim.ValueAndGradient;
import dev.collimate.synthetic.PlantedBlocks;
import dev.collimate.synthetic.SyntheticPairs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Forwards, cosine loss and backwards of a linear map over all rows: a pass of ours beside the same rows in libtorch, and
 * our fit beside MLlib's.
 */
final class StepComparison {
    static final String OURS = "Collimate";

    private static final double NOISE = 0.5;
    private static final long SEED = 1;
    private static final int WARM_UPS = 3;
    private static final int[] TORCH_BATCHES = {1024, 2048, 4096, 8192};
    private static final double SAME = 1e-4;

    private final SparkSession spark;
    private final JavaSparkContext context;
    private final int dim;
    private final int rows;
    private final LinearMap map;
    private final double[] point;
    private final PlantedBlocks blocks;

    StepComparison(SparkSession spark, int dim, int rows) {
        this.spark = spark;
        this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        this.dim = dim;
        this.rows = rows;
        this.map = new LinearMap(dim, dim, true);
        this.point = map.initialParameters(SEED);
        this.blocks = PlantedBlocks.of(map, NOISE, SEED, 0, false);
    }

    /** Seconds of a pass by program and setting, {@link #OURS} first, then libtorch by its batch size. */
    Map<String, Spread> withTorch(int rounds) {
        try (ResourceScope scope = new ResourceScope();
                TorchLinear torch = new TorchLinear(dim, dim, point)) {
            DistributedFunction function = function(scope);
            TorchLinear.Batch pairs = pairs(torch);
            requireSame(function);
            Rounds work = new Rounds().add(OURS, () -> function.evaluate(point));
            for (int size : TORCH_BATCHES) {
                List<TorchLinear.Batch> batches = TorchLinear.split(pairs, size);
                work.add("libtorch, batches of " + size, () -> torch.pass(batches));
            }
            return work.run(WARM_UPS, rounds);
        }
    }

    /**
     * Clocks of fits by L-BFGS: {@link #OURS}, and logistic regression between as many classes as y is long, by its
     * products.
     */
    Map<String, IterationClock> withLogisticRegression(int fits, int iterations)
            throws InterruptedException, TimeoutException {
        Map<String, IterationClock> clocks = new LinkedHashMap<>();
        clocks.put(OURS, new IterationClock(spark.sparkContext(), stage -> true));
        for (LogisticFit.Products products : LogisticFit.Products.values()) {
            clocks.put(products.toString(), new IterationClock(spark.sparkContext(), LogisticFit::isPass));
        }
        try (ResourceScope scope = new ResourceScope()) {
            DistributedFunction function = function(scope);
            Dataset<Row> labelled = labelled().cache();
            try {
                labelled.count();
                fit(function, 1);
                for (LogisticFit.Products products : LogisticFit.Products.values()) {
                    LogisticFit.run(products, labelled, 1);
                }
                for (int fit = 0; fit < fits; fit++) {
                    clocks.get(OURS).time(() -> fit(function, iterations));
                    for (LogisticFit.Products products : LogisticFit.Products.values()) {
                        clocks.get(products.toString()).time(() -> LogisticFit.run(products, labelled, iterations));
                    }
                }
            } finally {
                labelled.unpersist();
            }
        }
        return clocks;
    }

    /** From away from the planted parameters, with as long a memory as MLlib's. */
    private int fit(DistributedFunction function, int iterations) {
        return new Minimizer(LimitedMemoryBfgs.plain(10), List.of(StopRule.maxIter(iterations)), state -> {})
                .minimize(function, map.initialParameters(SEED + 1))
                .iterations();
    }

    private DistributedFunction function(ResourceScope scope) {
        BlockDataset dataset = blocks.load(context, floats(point), rows, context.defaultParallelism(), scope);
        return new DistributedFunction(
                new AngularObjective(map, new CosineLoss(), Reduction.MEAN),
                dataset,
                new DistributedFunction.Settings(BlasChoice.NATIVE, 1, SEED, 0),
                report -> {});
    }

    /** All rows, as libtorch holds them. */
    private TorchLinear.Batch pairs(TorchLinear torch) {
        float[] inputs = new float[rows * dim];
        float[] actuals = new float[rows * dim];
        int position = 0;
        for (var made = blocks.ofPartition(floats(point), 0, 1, rows); made.hasNext(); ) {
            PairBlock block = made.next().block();
            System.arraycopy(((FloatMatrix) block.inputs()).data(), 0, inputs, position, block.rows() * dim);
            System.arraycopy(((FloatMatrix) block.actuals()).data(), 0, actuals, position, block.rows() * dim);
            position += block.rows() * dim;
        }
        return torch.batch(inputs, actuals, rows);
    }

    /** Times of different work would say nothing: away from the planted parameters, loss and gradient must agree. */
    private void requireSame(DistributedFunction function) {
        double[] elsewhere = map.initialParameters(SEED + 1);
        ValueAndGradient ours = function.evaluate(elsewhere);
        try (TorchLinear torch = new TorchLinear(dim, dim, elsewhere)) {
            double loss = torch.pass(TorchLinear.split(pairs(torch), TORCH_BATCHES[0])) / rows;
            float[] gradient = torch.gradient();
            double largest = 0;
            double difference = Math.abs(loss - ours.value());
            for (int i = 0; i < gradient.length; i++) {
                largest = Math.max(largest, Math.abs(ours.gradient()[i]));
                difference = Math.max(difference, Math.abs(gradient[i] / rows - ours.gradient()[i]) / largest);
            }
            if (!(difference < SAME)) {
                throw new IllegalStateException("the two programs do not compute the same: they differ by " + difference
                        + ", allowed is " + SAME);
            }
        }
    }

    /** The inputs as MLlib takes them, with labels that go round as many classes as there are outputs. */
    private Dataset<Row> labelled() {
        return SyntheticPairs.generate(spark, map, rows, NOISE, SEED, context.defaultParallelism())
                .select(
                        array_to_vector(col("x")).as("features"),
                        col("id").mod(lit(dim)).cast("double").as("label"));
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
