package dev.collimate.objective;

import dev.collimate.data.PairBlock;
import dev.collimate.data.Weights;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.Precision;
import dev.collimate.moments.CurvatureGatherer;
import dev.collimate.moments.CurvatureLengths;
import dev.collimate.moments.DirectTransformPass;
import dev.collimate.optim.ValueAndGradient;
import java.util.List;

/** An objective over blocks in this JVM, on the caller's thread: the plain loop that a distributed one must equal. */
public final class LocalFunction implements MeasuredFunction {
    private final AngularObjective objective;
    private final BlasChoice choice;
    private final Precision precision;
    private final List<PairBlock> blocks;
    private final int maxRows;
    private final double weight;

    /** @param precision that of the blocks; points are rounded to it */
    public LocalFunction(AngularObjective objective, BlasChoice choice, Precision precision, List<PairBlock> blocks) {
        this.objective = objective;
        this.choice = choice;
        this.precision = precision;
        this.blocks = List.copyOf(blocks);
        this.maxRows = blocks.stream().mapToInt(PairBlock::rows).max().orElse(0);
        double sum = 0;
        for (PairBlock block : this.blocks) {
            sum += Weights.sum(block);
        }
        this.weight = sum;
    }

    @Override
    public int dimension() {
        return objective.map().layout().size();
    }

    @Override
    public double roundingError(double value) {
        return objective.roundingError(value, weight, precision);
    }

    @Override
    public ValueAndGradient evaluate(double[] point) {
        return objective.evaluation(
                objective.sums(Blas.of(choice), precision.rowVector(point), blocks.iterator(), maxRows));
    }

    @Override
    public Curved evaluateWithCurvature(double[] point, double shift) {
        Blas blas = Blas.of(choice);
        CurvatureGatherer curvature = objective.curvature(blas, maxRows, 0);
        ObjectiveSums sums = objective.sums(blas, precision.rowVector(point), blocks.iterator(), maxRows, curvature);
        return objective.curved(objective.evaluation(sums), point, curvature.sums(), shift, choice);
    }

    @Override
    public Measured evaluateWithLengths(double[] point) {
        CurvatureLengths.Pass lengths = objective.curvatureLengths();
        ObjectiveSums sums =
                objective.sums(Blas.of(choice), precision.rowVector(point), blocks.iterator(), maxRows, lengths);
        return new Measured(objective.evaluation(sums), lengths.sums());
    }

    @Override
    public Transformed evaluateWithTransform(double[] point) {
        Blas blas = Blas.of(choice);
        DirectTransformPass pass = objective.directTransform(blas, maxRows, 0);
        ObjectiveSums sums = objective.sums(blas, precision.rowVector(point), blocks.iterator(), maxRows, pass);
        return new Transformed(
                objective.curved(objective.evaluation(sums), point, pass.sums(), 0, choice), pass.directSums());
    }
}
