package dev.collimate.peers;

import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.collimate.map.LinearMap;
import dev.collimate.ml.AngularRegression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Training of a linear map with intercept on real pairs, from files to a model: ours by default settings, and Adam. */
final class WholeJob {
    private static final int EPOCHS = Integer.getInteger("peers.epochs", 30);
    private static final int EVALUATION_BATCH = 4096;
    private static final long SEED = 1;

    private final SparkSession spark;
    private final String input;
    private float[] inputs;
    private float[] actuals;
    private int rows;

    /** How Adam runs: its highest rate, from which a cosine goes down to 0, and the rows of a batch. */
    record AdamSetting(float rate, int batch) {
        @Override
        public String toString() {
            return "rate " + rate + ", batches of " + batch;
        }
    }

    /** @param input Parquet files with arrays x and y */
    WholeJob(SparkSession spark, String input) {
        this.spark = spark;
        this.input = input;
    }

    /** Reads, checks, caches and fits with the estimator's defaults; the clock runs from before the files are opened. */
    TrainingCurve ours() {
        List<TrainingCurve.Point> points = new ArrayList<>();
        long started = System.nanoTime();
        new AngularRegression()
                .setFeaturesCol("x")
                .setLabelCol("y")
                .setPassListener(report -> points.add(new TrainingCurve.Point(seconds(started), report.loss())))
                .fit(spark.read().parquet(input));
        return new TrainingCurve(points);
    }

    /** The rows are in memory before the clock runs, and it stands still while the loss over all rows is taken. */
    TrainingCurve adam(AdamSetting setting) {
        load();
        LinearMap map = new LinearMap(inputs.length / rows, actuals.length / rows, true);
        int updates = EPOCHS * ((rows + setting.batch() - 1) / setting.batch());
        Optimizer optimizer = Optimizer.adam()
                .optLearningRateTracker(Tracker.cosine()
                        .setBaseValue(setting.rate())
                        .optFinalValue(0)
                        .setMaxUpdates(updates)
                        .build())
                .build();
        List<TrainingCurve.Point> points = new ArrayList<>();
        try (TorchLinear torch = new TorchLinear(map.inputDim(), map.outputDim(), map.initialParameters(SEED))) {
            TorchLinear.Batch pairs = torch.batch(inputs, actuals, rows);
            List<TorchLinear.Batch> all = TorchLinear.split(pairs, EVALUATION_BATCH);
            Random random = new Random(SEED);
            double seconds = 0;
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                long started = System.nanoTime();
                long[] order = shuffled(rows, random);
                for (int start = 0; start < rows; start += setting.batch()) {
                    int end = Math.min(rows, start + setting.batch());
                    torch.update(pairs, Arrays.copyOfRange(order, start, end), optimizer);
                }
                seconds += seconds(started);
                points.add(new TrainingCurve.Point(seconds, torch.meanLoss(all)));
            }
        }
        return new TrainingCurve(points);
    }

    private void load() {
        if (inputs != null) {
            return;
        }
        List<Row> read = spark.read().parquet(input).select("x", "y").collectAsList();
        rows = read.size();
        inputs = flat(read, 0);
        actuals = flat(read, 1);
    }

    private static float[] flat(List<Row> read, int column) {
        int dim = read.get(0).getList(column).size();
        float[] values = new float[read.size() * dim];
        int position = 0;
        for (Row row : read) {
            for (Float value : row.<Float>getList(column)) {
                values[position++] = value;
            }
        }
        return values;
    }

    private static long[] shuffled(int count, Random random) {
        long[] order = new long[count];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) * 1e-9;
    }
}
