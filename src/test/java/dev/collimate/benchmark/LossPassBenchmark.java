package dev.collimate.benchmark;

import dev.collimate.loss.AngularLoss;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.LossSums;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.HashRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The loss pass over a block of floats beside the two matrix products of the same step of a linear map, and beside a
 * straightforward loop (one sweep for the three sums, one for the gradient, 1 - c by subtraction).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class LossPassBenchmark {
    private static final int ROWS = 1024;
    private static final int DIM = 384;

    /** Length of the noise that parts predictions from actuals: angles near 45, 14 and 0.6 degrees. */
    @Param({"1", "0.25", "0.01"})
    public double noise;

    private final AngularLoss loss = new CosineLoss();
    private final FloatMatrix inputs = new FloatMatrix(ROWS, DIM);
    private final FloatMatrix weights = new FloatMatrix(DIM, DIM);
    private final FloatMatrix weightGradient = new FloatMatrix(DIM, DIM);
    private final FloatMatrix predictions = new FloatMatrix(ROWS, DIM);
    private final FloatMatrix actuals = new FloatMatrix(ROWS, DIM);
    private final FloatMatrix gradient = new FloatMatrix(ROWS, DIM);
    private final Blas blas = Blas.of(BlasChoice.NATIVE);

    @Setup
    public void fill() {
        for (int i = 0; i < ROWS * DIM; i++) {
            inputs.data()[i] = (float) HashRandom.gaussian(1, i);
            actuals.data()[i] = (float) HashRandom.gaussian(2, i);
            predictions.data()[i] = (float) (actuals.data()[i] + noise * HashRandom.gaussian(3, i));
        }
        for (int i = 0; i < DIM * DIM; i++) {
            weights.data()[i] = (float) HashRandom.gaussian(4, i);
        }
    }

    @Benchmark
    public double lossPass() {
        LossSums sums = new LossSums();
        loss.evaluate(predictions, actuals, null, null, gradient, sums);
        return sums.loss();
    }

    @Benchmark
    public double straightforwardLoop() {
        double total = 0;
        for (int row = 0; row < ROWS; row++) {
            total +=
                    straightforwardRow(predictions.data(), actuals.data(), gradient.data(), row * DIM, (row + 1) * DIM);
        }
        return total;
    }

    private static double straightforwardRow(float[] p, float[] y, float[] gradient, int from, int until) {
        double pp = 0;
        double yy = 0;
        double py = 0;
        for (int i = from; i < until; i++) {
            pp += (double) p[i] * p[i];
            yy += (double) y[i] * y[i];
            py += (double) p[i] * y[i];
        }
        double scale = -1 / Math.sqrt(pp * yy);
        double ratio = py / pp;
        for (int i = from; i < until; i++) {
            gradient[i] = (float) (scale * (y[i] - ratio * p[i]));
        }
        return 1 + py * scale;
    }

    @Benchmark
    public FloatMatrix twoProducts() {
        blas.gemm(false, true, 1, inputs, weights, 0, gradient);
        blas.gemm(true, false, 1, actuals, inputs, 0, weightGradient);
        return weightGradient;
    }

    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(LossPassBenchmark.class.getSimpleName())
                        .jvmArgsAppend("--add-modules=jdk.incubator.vector")
                        .build())
                .run();
    }
}
