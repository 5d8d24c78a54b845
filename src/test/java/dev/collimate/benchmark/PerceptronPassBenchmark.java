package dev.collimate.benchmark;

import dev.collimate.loss.AngularLoss;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.LossSums;
import dev.collimate.map.MapDescription;
import dev.collimate.map.MapWorkspace;
import dev.collimate.map.Maps;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import java.util.List;
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

/** A perceptron's step over a block of floats (forwards, loss, backwards) beside its five matrix products alone. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class PerceptronPassBenchmark {
    private static final int ROWS = 1024;
    private static final int DIM = 384;
    private static final int HIDDEN = 768;

    /** Between the layers. */
    @Param({"relu", "tanh", "gelu"})
    public String activation;

    private final AngularLoss loss = new CosineLoss();
    private final FloatMatrix inputs = new FloatMatrix(ROWS, DIM);
    private final FloatMatrix actuals = new FloatMatrix(ROWS, DIM);
    private final FloatMatrix hidden = new FloatMatrix(ROWS, HIDDEN);
    private final FloatMatrix outputs = new FloatMatrix(ROWS, DIM);
    private final FloatMatrix firstWeights = new FloatMatrix(HIDDEN, DIM);
    private final FloatMatrix secondWeights = new FloatMatrix(DIM, HIDDEN);
    private final FloatMatrix firstGradient = new FloatMatrix(HIDDEN, DIM);
    private final FloatMatrix secondGradient = new FloatMatrix(DIM, HIDDEN);
    private final Blas blas = Blas.of(BlasChoice.NATIVE);
    private MapWorkspace pass;
    private Matrix parameters;
    private Matrix parameterGradient;

    @Setup
    public void fill() {
        for (int i = 0; i < ROWS * DIM; i++) {
            inputs.data()[i] = (float) HashRandom.gaussian(1, i);
            actuals.data()[i] = (float) HashRandom.gaussian(2, i);
        }
        for (int i = 0; i < HIDDEN * DIM; i++) {
            firstWeights.data()[i] = (float) HashRandom.gaussian(3, i);
            secondWeights.data()[i] = (float) HashRandom.gaussian(4, i);
        }
        VectorMap map =
                Maps.create(MapDescription.of("mlp", DIM, DIM, true).withLayers(List.of(DIM, HIDDEN, DIM), activation));
        pass = map.newWorkspace(blas, Precision.FLOAT, ROWS);
        parameters = Precision.FLOAT.rowVector(map.initialParameters(1));
        parameterGradient = Precision.FLOAT.zeros(1, parameters.size());
    }

    @Benchmark
    public Matrix step() {
        Matrix predictions = pass.forward(parameters, inputs);
        loss.evaluate(predictions, actuals, null, null, predictions, new LossSums());
        pass.backward(parameters, inputs, predictions, parameterGradient);
        return parameterGradient;
    }

    @Benchmark
    public Matrix forward() {
        return pass.forward(parameters, inputs);
    }

    @Benchmark
    public Matrix fiveProducts() {
        blas.gemm(false, true, 1, inputs, firstWeights, 0, hidden);
        blas.gemm(false, true, 1, hidden, secondWeights, 0, outputs);
        blas.gemm(true, false, 1, actuals, hidden, 0, secondGradient);
        blas.gemm(false, false, 1, actuals, secondWeights, 0, hidden);
        blas.gemm(true, false, 1, hidden, inputs, 0, firstGradient);
        return firstGradient;
    }

    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(PerceptronPassBenchmark.class.getSimpleName())
                        .jvmArgsAppend("--add-modules=jdk.incubator.vector")
                        .build())
                .run();
    }
}
