package dev.collimate.distributed;

import dev.collimate.aggregate.AggregatorChoice;
import dev.collimate.cluster.JobDescription;
import dev.collimate.cluster.ResourceScope;
import dev.collimate.data.ArraySums;
import dev.collimate.data.BlockBatch;
import dev.collimate.data.CheckedBlock;
import dev.collimate.loss.LossSums;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.Floats;
import dev.collimate.math.Precision;
import dev.collimate.moments.CurvatureLengths;
import dev.collimate.moments.CurvatureSums;
import dev.collimate.objective.AngularObjective;
import dev.collimate.objective.MeasuredFunction;
import dev.collimate.objective.ObjectiveSums;
import dev.collimate.optim.BatchedFunction;
import dev.collimate.optim.ValueAndGradient;
import java.io.Serializable;
import java.util.Iterator;
import java.util.Locale;
import org.apache.spark.broadcast.Broadcast;

/**
 * An angular objective over cached blocks; an evaluation is one synchronous pass of one job. Parameters are sent as
 * floats; sums come back as doubles, added in partition order, so that equal input, partitions and kernel give equal
 * bits wherever the tasks ran.
 */
public final class DistributedFunction implements BatchedFunction, MeasuredFunction {
    private final AngularObjective objective;
    private final BlockDataset dataset;
    private final Settings settings;
    private final PassListener listener;
    private final Aggregation aggregation;
    private int passes;
    private double lastLoss = Double.NaN;
    private LossSums epochSums = new LossSums();
    private double epochSeconds;

    /**
     * How passes run.
     *
     * @param aggregator how the sums reach the driver; changes no bit
     * @param batches mini-batches of an epoch; 1 for full passes alone
     * @param seed of the order of blocks in an epoch
     * @param passesBefore passes over the data that were made before, for reports
     */
    public record Settings(BlasChoice blas, AggregatorChoice aggregator, int batches, long seed, int passesBefore) {
        /** With the aggregator chosen by its rule. */
        public Settings(BlasChoice blas, int batches, long seed, int passesBefore) {
            this(blas, AggregatorChoice.AUTO, batches, seed, passesBefore);
        }
    }

    /** The sums of one partition at a point; runs on executors. */
    private interface PointSums<S> extends Serializable {
        S of(float[] parameters, int partition, Iterator<CheckedBlock> blocks);
    }

    /** @throws IllegalArgumentException if there are more batches than blocks */
    public DistributedFunction(
            AngularObjective objective, BlockDataset dataset, Settings settings, PassListener listener) {
        if (settings.batches() < 1 || settings.batches() > dataset.blockCount()) {
            throw new IllegalArgumentException("an epoch must have between 1 and " + dataset.blockCount()
                    + " batches, one for each block of at most " + dataset.blockRows() + " rows, but was to have "
                    + settings.batches() + "; raise the batch fraction or lower the block size");
        }
        this.objective = objective;
        this.dataset = dataset;
        this.settings = settings;
        this.listener = listener;
        this.aggregation = new Aggregation(dataset, settings.aggregator(), settings.blas());
        this.passes = settings.passesBefore();
    }

    @Override
    public int dimension() {
        return objective.map().layout().size();
    }

    @Override
    public double roundingError(double value) {
        return objective.roundingError(value, dataset.weight(), Precision.FLOAT);
    }

    @Override
    public int batches() {
        return settings.batches();
    }

    /** Passes so far, those before included; an epoch of mini-batches counts as one from its first batch on. */
    public int passes() {
        return passes;
    }

    @Override
    public ValueAndGradient evaluate(double[] point) {
        passes++;
        long started = System.nanoTime();
        ObjectiveSums sums = sums("pass " + passes, point, task(null));
        return report(sums, seconds(started));
    }

    @Override
    public ValueAndGradient evaluate(double[] point, long step) {
        int index = (int) (step % batches());
        if (index == 0) {
            passes++;
            epochSums = new LossSums();
            epochSeconds = 0;
        }
        long started = System.nanoTime();
        BlockBatch batch = new BlockBatch(settings.seed(), step / batches(), index, batches(), dataset.blockCount());
        String name = "pass " + passes + " · batch " + (index + 1) + " of " + batches();
        ObjectiveSums sums = sums(name, point, task(batch));
        epochSums.merge(sums.losses());
        epochSeconds += seconds(started);
        ValueAndGradient evaluation = objective.evaluation(sums);
        if (index == batches() - 1) {
            listener.passed(passReport(epochSums, epochSums.loss() / epochSums.weight(), epochSeconds));
        }
        return evaluation;
    }

    /** One pass that also gathers curvature; only for maps that have a preconditioner. */
    @Override
    public Curved evaluateWithCurvature(double[] point, double shift) {
        Passed<CurvatureSums> found = pass(point, task(null)::curvedSums, objective.curvatureSums());
        return objective.curved(found.evaluation(), point, found.others(), shift, settings.blas());
    }

    @Override
    public Measured evaluateWithLengths(double[] point) {
        Passed<CurvatureLengths.Sums> found = pass(point, task(null)::measuredSums, new CurvatureLengths.Sums());
        return new Measured(found.evaluation(), found.others());
    }

    @Override
    public Transformed evaluateWithTransform(double[] point) {
        Passed<PassTask.TransformSums> found = pass(
                point,
                task(null)::transformedSums,
                new PassTask.TransformSums(objective.curvatureSums(), objective.directTransformSums()));
        PassTask.TransformSums sums = found.others();
        return new Transformed(
                objective.curved(found.evaluation(), point, sums.curvature(), 0, settings.blas()), sums.direct());
    }

    private record Passed<S>(ValueAndGradient evaluation, S others) {}

    /** One pass that also sums up something else, from {@code others} on. */
    private <S extends ArraySums<S>> Passed<S> pass(double[] point, PointSums<PassTask.Both<S>> pointSums, S others) {
        passes++;
        long started = System.nanoTime();
        PassTask.Both<S> sums =
                run("pass " + passes, point, pointSums, new PassTask.Both<>(new ObjectiveSums(dimension()), others));
        return new Passed<>(report(sums.sums(), seconds(started)), sums.others());
    }

    private PassTask task(BlockBatch batch) {
        return new PassTask(objective, settings.blas(), dataset.blockRows(), dataset.blockStarts(), batch);
    }

    private ObjectiveSums sums(String name, double[] point, PassTask task) {
        return run(name, point, task::sums, new ObjectiveSums(dimension()));
    }

    /** One job that turns broadcast parameters into sums. */
    private <S extends ArraySums<S>> S run(String name, double[] point, PointSums<S> pointSums, S total) {
        String loss = Double.isNaN(lastLoss) ? "" : String.format(Locale.ROOT, " · loss %.6g", lastLoss);
        try (ResourceScope scope = new ResourceScope();
                JobDescription description =
                        new JobDescription(dataset.blocks().context(), "angular fit · " + name + loss)) {
            Broadcast<float[]> parameters = scope.broadcast(dataset.context(), Floats.of(point));
            return aggregation.run((partition, blocks) -> pointSums.of(parameters.value(), partition, blocks), total);
        }
    }

    private ValueAndGradient report(ObjectiveSums sums, double seconds) {
        ValueAndGradient evaluation = objective.evaluation(sums);
        listener.passed(passReport(sums.losses(), evaluation.value(), seconds));
        return evaluation;
    }

    private PassReport passReport(LossSums sums, double loss, double seconds) {
        lastLoss = loss;
        return new PassReport(
                passes,
                loss,
                Math.toDegrees(sums.angle() / sums.weight()),
                sums.undirectedPredictions(),
                sums.rows(),
                seconds);
    }

    private static double seconds(long started) {
        return (System.nanoTime() - started) * 1e-9;
    }
}
