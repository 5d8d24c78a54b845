package dev.collimate.benchmark;

import dev.collimate.map.LinearMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.model.ParameterFiles;
import dev.collimate.model.VectorPredictor;
import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** The latency of one prediction of a linear map of 384 to 384 beside one sgemv, and one sgemm of one row, of that size. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class VectorPredictorBenchmark {
    private static final int DIM = 384;

    private final float[] weights = new float[DIM * DIM];
    private final float[] x = new float[DIM];
    private VectorPredictor predictor;
    private BLAS reference;

    /** What runs the products, by the name of a {@link BlasChoice}. */
    @Param({"native", "vector"})
    public String blas;

    @Setup
    public void load() throws IOException {
        LinearMap map = new LinearMap(DIM, DIM, true);
        double[] parameters = map.initialParameters(1);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) parameters[i];
        }
        for (int i = 0; i < DIM; i++) {
            x[i] = (float) HashRandom.gaussian(2, i);
        }
        Path model = Files.createTempDirectory("model");
        Path folder = Files.createDirectory(model.resolve(ParameterFiles.FOLDER));
        ParameterFiles.write(map, parameters, name -> Files.newOutputStream(folder.resolve(name)));
        predictor = VectorPredictor.load(model, choice());
        reference = choice() == BlasChoice.NATIVE ? NativeBLAS.getInstance() : JavaBLAS.getInstance();
    }

    private BlasChoice choice() {
        return BlasChoice.valueOf(blas.toUpperCase(Locale.ROOT));
    }

    @Benchmark
    public float[] predict() {
        return predictor.predict(x);
    }

    @Benchmark
    @Threads(2)
    public float[] predictOnTwoThreads() {
        return predictor.predict(x);
    }

    @Benchmark
    public float[] sgemv() {
        float[] y = new float[DIM];
        reference.sgemv("T", DIM, DIM, 1, weights, DIM, x, 1, 0, y, 1);
        return y;
    }

    @Benchmark
    public FloatMatrix gemmOfOneRow() {
        FloatMatrix y = new FloatMatrix(1, DIM);
        Blas.of(choice())
                .gemm(false, true, 1, new FloatMatrix(x, 0, 1, DIM), new FloatMatrix(weights, 0, DIM, DIM), 0, y);
        return y;
    }

    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(VectorPredictorBenchmark.class.getSimpleName())
                        .jvmArgsAppend("--add-modules=jdk.incubator.vector")
                        .build())
                .run();
    }
}
