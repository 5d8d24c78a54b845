package dev.collimate.benchmark;

import dev.collimate.benchmark.GemmRates.TaskRate;
import dev.collimate.cluster.ClusterSize;
import dev.collimate.cluster.ResourceScope;
import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.DistributedFunction;
import dev.collimate.fit.FitSettings;
import dev.collimate.loss.AngularLoss;
import dev.collimate.map.Maps;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Floats;
import dev.collimate.objective.AngularObjective;
import dev.collimate.synthetic.PlantedBlocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Times the step of a fit on cached synthetic pairs (see {@link dev.collimate.synthetic.SyntheticPairs}) at the planted parameters, and in turn
 * with it the matrix products of that step alone, on as many tasks as run at the same time.
 */
public final class StepBenchmark {
    /** Turns y by some 27 degrees: an angle that fits of embeddings reach. */
    private static final double NOISE = 0.5;

    private static final int WARM_UP_STEPS = 5;

    private final FitSettings settings;
    private final Scale scale;
    private final VectorMap map;
    private final AngularLoss loss;

    /**
     * How much is done.
     *
     * @param partitions tasks of a step; 0 for one a task that runs at the same time
     * @param steps timed, after some that are not
     * @param warmUpSeconds of steps of few rows before all others: the JVM goes on compiling Spark for hundreds of jobs
     */
    public record Scale(int inputDim, int outputDim, long rows, int partitions, int steps, int warmUpSeconds) {
        public Scale {
            requirePositive("rows", rows);
            requirePositive("steps", steps);
            requireNotNegative("partitions", partitions);
            requireNotNegative("warmUpSeconds", warmUpSeconds);
        }

        private static void requireNotNegative(String name, int value) {
            if (value < 0) {
                throw new IllegalArgumentException(name + " must be at least 0, but was " + value);
            }
        }

        private static void requirePositive(String name, long value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be at least 1, but was " + value);
            }
        }
    }

    /**
     * @param settings map, loss, BLAS, block size and seed are read
     * @throws IllegalArgumentException if the map's options do not fit each other or the dimensions
     */
    public StepBenchmark(FitSettings settings, Scale scale) {
        this.settings = settings;
        this.scale = scale;
        this.map = Maps.create(settings.map().between(scale.inputDim(), scale.outputDim()));
        this.loss = settings.loss();
    }

    /** Makes the pairs, warms up and measures. */
    public StepTimes run(SparkSession spark) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        int slots = ClusterSize.concurrentTasks(context);
        int partitions = scale.partitions() > 0 ? scale.partitions() : slots;
        double[] point = map.initialParameters(settings.search().seed());
        if (scale.warmUpSeconds() > 0) {
            warmUp(context, point, partitions);
        }
        try (ResourceScope scope = new ResourceScope()) {
            BlockDataset dataset = dataset(context, point, scale.rows(), partitions, scope);
            int tasks = Math.min(slots, partitions);
            Rounds rounds = new Rounds(tasks, StepGemms.ofBlock(map, dataset.blockRows()), context);
            rounds.run(function(dataset), point, dataset);
            return rounds.times(dataset);
        }
    }

    private void warmUp(JavaSparkContext context, double[] point, int partitions) {
        try (ResourceScope scope = new ResourceScope()) {
            DistributedFunction function = function(dataset(context, point, partitions, partitions, scope));
            long started = System.nanoTime();
            while ((System.nanoTime() - started) * 1e-9 < scale.warmUpSeconds()) {
                function.evaluate(point);
            }
        }
    }

    private BlockDataset dataset(
            JavaSparkContext context, double[] point, long rows, int partitions, ResourceScope scope) {
        PlantedBlocks blocks = PlantedBlocks.of(
                map, NOISE, settings.search().seed(), settings.execution().blockSize(), loss.usesTarget());
        return blocks.load(context, Floats.of(point), rows, partitions, scope);
    }

    private DistributedFunction function(BlockDataset dataset) {
        return new DistributedFunction(
                new AngularObjective(map, loss, settings.reduction()),
                dataset,
                new DistributedFunction.Settings(
                        settings.execution().blas(), 1, settings.search().seed(), 0),
                report -> {});
    }

    /** Steps and products in turn. */
    private final class Rounds {
        private final int tasks;
        private final List<GemmShape> products;
        private final JavaSparkContext context;
        private final double[] stepSeconds = new double[scale.steps()];
        private final List<List<TaskRate>> rates = new ArrayList<>();

        Rounds(int tasks, List<GemmShape> products, JavaSparkContext context) {
            this.tasks = tasks;
            this.products = products;
            this.context = context;
        }

        void run(DistributedFunction function, double[] point, BlockDataset dataset) {
            // As many blocks as a task of a step has, so that both take equally long.
            int repetitions = (int) Math.max(1, Math.min(Integer.MAX_VALUE, dataset.blockCount() / tasks));
            for (int i = -WARM_UP_STEPS; i < scale.steps(); i++) {
                long started = System.nanoTime();
                function.evaluate(point);
                double seconds = (System.nanoTime() - started) * 1e-9;
                List<TaskRate> found = GemmRates.measure(
                        context, products, settings.execution().blas(), tasks, repetitions);
                if (i >= 0) {
                    stepSeconds[i] = seconds;
                    rates.add(found);
                }
            }
        }

        StepTimes times(BlockDataset dataset) {
            double blockOperations =
                    products.stream().mapToDouble(GemmShape::operations).sum();
            double operations = blockOperations * dataset.rows() / dataset.blockRows();
            return new StepTimes(
                    dataset.rows(),
                    map.inputDim(),
                    map.outputDim(),
                    map.layout().size(),
                    dataset.partitions(),
                    dataset.blockRows(),
                    tasks,
                    Spread.of(stepSeconds),
                    operations,
                    Spread.of(ofRounds(rates)),
                    efficiency(operations),
                    executors());
        }

        private Spread efficiency(double operations) {
            double[] shares = ofRounds(rates);
            for (int i = 0; i < shares.length; i++) {
                shares[i] = operations / stepSeconds[i] / shares[i];
            }
            return Spread.of(shares);
        }

        private List<StepTimes.ExecutorRate> executors() {
            Map<String, List<TaskRate>> byExecutor = rates.stream()
                    .flatMap(List::stream)
                    .collect(Collectors.groupingBy(TaskRate::executor, TreeMap::new, Collectors.toList()));
            return byExecutor.entrySet().stream()
                    .map(entry -> new StepTimes.ExecutorRate(
                            entry.getKey(),
                            entry.getValue().get(0).host(),
                            entry.getValue().get(0).blas(),
                            Spread.of(ofRounds(ofExecutor(entry.getKey())))))
                    .toList();
        }

        private List<List<TaskRate>> ofExecutor(String executor) {
            return rates.stream()
                    .map(round -> round.stream()
                            .filter(rate -> rate.executor().equals(executor))
                            .toList())
                    .filter(round -> !round.isEmpty())
                    .toList();
        }
    }

    /** The sum of the rates of the tasks that ran at the same time, of each round. */
    private static double[] ofRounds(List<List<TaskRate>> rounds) {
        return rounds.stream()
                .mapToDouble(round -> round.stream()
                        .mapToDouble(TaskRate::operationsPerSecond)
                        .sum())
                .toArray();
    }
}
