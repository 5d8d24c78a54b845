package dev.collimate.distributed;

import dev.collimate.data.CheckedBlock;
import dev.collimate.data.PairBlock;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.FloatMatrix;
import dev.collimate.objective.AngularObjective;
import dev.collimate.objective.CurvaturePass;
import dev.collimate.objective.CurvatureSums;
import dev.collimate.objective.ObjectiveSums;
import dev.collimate.optim.Evaluation;
import dev.collimate.optim.SmoothFunction;
import java.io.Serializable;
import java.util.Iterator;
import java.util.Locale;
import java.util.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * An angular objective over cached blocks; an evaluation is one synchronous pass of one job. Parameters are sent as
 * floats; sums come back as doubles, added in partition order, so that equal input, partitions and kernel give equal
 * bits wherever the tasks ran.
 */
public final class DistributedFunction implements SmoothFunction {
    private final AngularObjective objective;
    private final BlockDataset dataset;
    private final BlasChoice blas;
    private final PassListener listener;
    private final GradientAggregator aggregator = new IndexedCollect();
    private int passes;
    private double lastValue = Double.NaN;

    /** @param passesBefore passes over the data that were made before, for reports */
    public DistributedFunction(
            AngularObjective objective,
            BlockDataset dataset,
            BlasChoice blas,
            int passesBefore,
            PassListener listener) {
        this.passes = passesBefore;
        this.objective = objective;
        this.dataset = dataset;
        this.blas = blas;
        this.listener = listener;
    }

    @Override
    public int dimension() {
        return objective.map().layout().size();
    }

    /** Passes so far, those before included. */
    public int passes() {
        return passes;
    }

    @Override
    public Evaluation evaluate(double[] point) {
        return pass(this::aggregate, point);
    }

    private Evaluation pass(Function<Broadcast<float[]>, ObjectiveSums> job, double[] point) {
        long started = System.nanoTime();
        passes++;
        ObjectiveSums sums;
        try (ResourceScope scope = new ResourceScope();
                JobDescription description = new JobDescription(dataset.blocks().context(), describe())) {
            sums = job.apply(scope.broadcast(dataset.context(), toFloats(point)));
        }
        Evaluation evaluation = objective.evaluation(sums);
        lastValue = evaluation.value();
        listener.passed(report(sums, (System.nanoTime() - started) * 1e-9));
        return evaluation;
    }

    /** An evaluation, and the sums of curvature at the same point, in one pass. */
    public record Start(Evaluation evaluation, CurvatureSums curvature) {}

    /** One pass that also gathers what a {@code KroneckerPreconditioner} needs. */
    public Start evaluateWithCurvature(double[] point) {
        CurvatureSums curvature =
                new CurvatureSums(objective.map().inputDim(), objective.map().outputDim());
        Evaluation evaluation = pass(
                parameters -> {
                    ObjectiveSums total = new ObjectiveSums(dimension());
                    AngularObjective task = objective;
                    BlasChoice choice = blas;
                    int maxRows = dataset.blockRows();
                    OrderedJob.<CheckedBlock, Partial>run(
                            dataset.blocks(),
                            (partition, blocks) -> partial(task, choice, maxRows, parameters.value(), blocks),
                            partial -> {
                                total.merge(partial.sums());
                                curvature.merge(partial.curvature());
                            });
                    return total;
                },
                point);
        return new Start(evaluation, curvature);
    }

    private record Partial(ObjectiveSums sums, CurvatureSums curvature) implements Serializable {}

    private static Partial partial(
            AngularObjective objective, BlasChoice choice, int maxRows, float[] values, Iterator<CheckedBlock> blocks) {
        Blas kernel = Blas.of(choice);
        CurvaturePass curvature =
                new CurvaturePass(objective.map().inputDim(), objective.map().outputDim(), kernel, maxRows);
        ObjectiveSums sums = objective.sums(
                kernel, new FloatMatrix(values, 0, 1, values.length), pairBlocks(blocks), maxRows, curvature);
        return new Partial(sums, curvature.sums());
    }

    private ObjectiveSums aggregate(Broadcast<float[]> parameters) {
        AngularObjective task = objective;
        BlasChoice choice = blas;
        int maxRows = dataset.blockRows();
        return aggregator.aggregate(
                dataset.blocks(),
                elements -> {
                    float[] values = parameters.value();
                    return task.sums(
                            Blas.of(choice),
                            new FloatMatrix(values, 0, 1, values.length),
                            pairBlocks(elements),
                            maxRows);
                },
                dimension());
    }

    private static Iterator<PairBlock> pairBlocks(Iterator<CheckedBlock> blocks) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return blocks.hasNext();
            }

            @Override
            public PairBlock next() {
                return blocks.next().block();
            }
        };
    }

    private String describe() {
        String pass = "angular fit · pass " + passes;
        return Double.isNaN(lastValue) ? pass : pass + String.format(Locale.ROOT, " · loss %.6g", lastValue);
    }

    private PassReport report(ObjectiveSums sums, double seconds) {
        return new PassReport(
                passes,
                lastValue,
                Math.toDegrees(sums.losses().angle() / sums.losses().weight()),
                sums.losses().undirectedPredictions(),
                sums.losses().rows(),
                seconds);
    }

    private static float[] toFloats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
