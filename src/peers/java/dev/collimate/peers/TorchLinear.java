package dev.collimate.peers;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.List;

/** A linear map with intercept under the cosine loss, in libtorch: float32, gradients by its autograd. */
final class TorchLinear implements AutoCloseable {
    private static final int[] COLUMNS = {1};

    private final NDManager manager;
    private final NDArray weights;
    private final NDArray intercept;

    /** Pairs: x, rows x inputDim, and unit vectors y, rows x outputDim. */
    record Batch(NDArray inputs, NDArray units) {
        long rows() {
            return inputs.size(0);
        }

        private Batch rows(String indices) {
            return new Batch(inputs.get(indices), units.get(indices));
        }
    }

    /** @param parameters W, outputDim x inputDim, followed by the intercept */
    TorchLinear(int inputDim, int outputDim, double[] parameters) {
        manager = NDManager.newBaseManager(Device.cpu());
        float[] values = new float[parameters.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) parameters[i];
        }
        NDArray all = manager.create(values);
        weights = all.get("0:" + outputDim * inputDim)
                .reshape(outputDim, inputDim)
                .duplicate();
        intercept = all.get(outputDim * inputDim + ":").duplicate();
        weights.setRequiresGradient(true);
        intercept.setRequiresGradient(true);
    }

    /** Pairs from rows one after the other; {@code actuals} need not be unit vectors. */
    Batch batch(float[] inputs, float[] actuals, int rows) {
        return new Batch(
                manager.create(inputs, new Shape(rows, inputs.length / rows)),
                manager.create(actuals, new Shape(rows, actuals.length / rows)).normalize(2, 1));
    }

    /** The pairs in runs of {@code size} rows, the last one shorter. */
    static List<Batch> split(Batch pairs, int size) {
        List<Batch> runs = new ArrayList<>();
        for (long start = 0; start < pairs.rows(); start += size) {
            runs.add(pairs.rows(start + ":" + Math.min(pairs.rows(), start + size)));
        }
        return runs;
    }

    /** Forwards, loss and backwards over all batches, gradients added up; returns the sum of 1 - cosine. */
    double pass(List<Batch> batches) {
        clearGradients();
        double total = 0;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            for (Batch batch : batches) {
                try (NDScope scope = new NDScope()) {
                    NDArray loss = losses(batch).sum();
                    collector.backward(loss);
                    total += loss.getFloat();
                }
            }
        }
        return total;
    }

    /** One step of {@code optimizer} on the mean loss of the rows of {@code pairs} with the given numbers. */
    void update(Batch pairs, long[] rows, Optimizer optimizer) {
        clearGradients();
        try (GradientCollector collector = Engine.getInstance().newGradientCollector();
                NDScope scope = new NDScope()) {
            NDArray chosen = manager.create(rows);
            collector.backward(
                    losses(new Batch(pairs.inputs().get(chosen), pairs.units().get(chosen)))
                            .mean());
        }
        update("weights", weights, optimizer);
        update("intercept", intercept, optimizer);
    }

    /** No scope here: the optimiser's own memory outlives the step. */
    private static void update(String name, NDArray parameter, Optimizer optimizer) {
        try (NDArray gradient = parameter.getGradient()) {
            optimizer.update(name, parameter, gradient);
        }
    }

    /** Mean of 1 - cosine. */
    double meanLoss(List<Batch> batches) {
        double total = 0;
        long rows = 0;
        for (Batch batch : batches) {
            try (NDScope scope = new NDScope()) {
                total += losses(batch).sum().getFloat();
            }
            rows += batch.rows();
        }
        return total / rows;
    }

    private NDArray losses(Batch batch) {
        NDArray predictions = Linear.linear(batch.inputs(), weights, intercept).singletonOrThrow();
        NDArray cosines = predictions.mul(batch.units()).sum(COLUMNS).div(predictions.norm(COLUMNS));
        return cosines.neg().add(1);
    }

    /** d(sum of losses)/d(parameters) of the last {@link #pass}, W first. */
    float[] gradient() {
        try (NDScope scope = new NDScope()) {
            return weights.getGradient()
                    .flatten()
                    .concat(intercept.getGradient())
                    .toFloatArray();
        }
    }

    private void clearGradients() {
        try (NDScope scope = new NDScope()) {
            weights.getGradient().muli(0);
            intercept.getGradient().muli(0);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
