package dev.collimate.figures;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.LossSums;
import dev.collimate.loss.Losses;
import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import dev.collimate.objective.AngularObjective;
import dev.collimate.objective.LocalFunction;
import dev.collimate.optim.FirstOrder;
import dev.collimate.optim.LimitedMemoryBfgs;
import dev.collimate.optim.Minimizer;
import dev.collimate.optim.Momentum;
import dev.collimate.optim.Solver;
import dev.collimate.optim.SolverResult;
import dev.collimate.optim.StopRule;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The same data and the same map under several losses, in double and with plain Java products. */
final class LossRuns {
    static final int ROWS = 2048;
    static final int INPUT_DIM = 12;
    static final int OUTPUT_DIM = 8;

    private static final LinearMap MAP = new LinearMap(INPUT_DIM, OUTPUT_DIM, true);

    private final PairBlock block;

    /** @param noise length of what is added to W x, as a share of its length; 0 for pairs that a map can meet */
    LossRuns(double noise) {
        DoubleMatrix inputs = random(1, ROWS, INPUT_DIM, 1);
        DoubleMatrix actuals = random(2, ROWS, OUTPUT_DIM, noise * Math.sqrt(INPUT_DIM));
        Blas.of(BlasChoice.JAVA).gemm(false, true, 1, inputs, random(3, OUTPUT_DIM, INPUT_DIM, 1), 1, actuals);
        block = new PairBlock(inputs, actuals, null, null);
    }

    private static DoubleMatrix random(long seed, int rows, int columns, double scale) {
        DoubleMatrix matrix = new DoubleMatrix(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix.set(i, j, scale * HashRandom.gaussian(seed, (long) i * columns + j));
            }
        }
        return matrix;
    }

    /** Where a run ended. */
    record End(SolverResult result, double meanDegrees) {
        double value() {
            return result.best().value();
        }

        /** The first 12 digits of the SHA-256 digest of the parameters' bits. */
        String digest() {
            double[] point = result.best().point();
            ByteBuffer bytes = ByteBuffer.allocate(point.length * Double.BYTES);
            bytes.asDoubleBuffer().put(point);
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.array());
                return HexFormat.of().formatHex(digest).substring(0, 12);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static double[] start() {
        return MAP.initialParameters(4);
    }

    /** The start's predictions turned round: every angle becomes 180 degrees minus itself. */
    static double[] oppositeStart() {
        double[] start = start();
        for (int i = 0; i < start.length; i++) {
            start[i] = -start[i];
        }
        return start;
    }

    /** Gradient descent of one constant step size. */
    End descend(String loss, double[] start, StopRule rule) {
        return minimize(loss, new FirstOrder(new Momentum(0, false), FirstOrder.Settings.constant(1)), start, rule);
    }

    /** L-BFGS until no step lowers the value, 500 steps at most. */
    End searchLines(String loss, double[] start) {
        return minimize(loss, LimitedMemoryBfgs.plain(10), start, StopRule.maxIter(500));
    }

    private End minimize(String loss, Solver solver, double[] start, StopRule rule) {
        AngularObjective objective = new AngularObjective(MAP, Losses.of(loss, 0), Reduction.MEAN);
        LocalFunction function = new LocalFunction(objective, BlasChoice.JAVA, Precision.DOUBLE, List.of(block));
        SolverResult result =
                new Minimizer(solver, List.of(StopRule.divergence(), rule), state -> {}).minimize(function, start);
        Matrix parameters = Precision.DOUBLE.rowVector(result.best().point());
        // Between directions, also where the loss is one of lines.
        LossSums sums = new AngularObjective(MAP, Losses.of("cosine", 0), Reduction.MEAN)
                .sums(Blas.of(BlasChoice.JAVA), parameters, List.of(block).iterator(), ROWS)
                .losses();
        return new End(result, Math.toDegrees(sums.angle() / sums.weight()));
    }
}
