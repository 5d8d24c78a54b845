package dev.collimate.benchmark;

import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.HashRandom;
import dev.ludovic.netlib.blas.NativeBLAS;
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
import org.openjdk.jmh.annotations.Warmup;

/** The two matrix products of a step of a linear map of 384 to 384 over one block, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 10, time = 1)
public class ProductBenchmark {
    static final String SYSTEM = "system";
    /** Path of the library that {@value #SYSTEM} stands for. */
    static final String SYSTEM_LIBRARY = "collimate.system.blas";

    private static final int ROWS = 1024;
    private static final int DIM = 384;

    private final FloatMatrix inputs = new FloatMatrix(ROWS, DIM);
    private final FloatMatrix weights = new FloatMatrix(DIM, DIM);
    private final FloatMatrix predictions = new FloatMatrix(ROWS, DIM);
    private final FloatMatrix gradient = new FloatMatrix(ROWS, DIM);
    private final FloatMatrix weightGradient = new FloatMatrix(DIM, DIM);
    private Runnable products;

    /** What runs the products: the name of a {@link BlasChoice}, or {@value #SYSTEM}. */
    @Param({"native", SYSTEM, "vector", "java"})
    public String library;

    @Setup
    public void load() {
        for (FloatMatrix matrix : new FloatMatrix[] {inputs, weights, gradient}) {
            for (int i = 0; i < matrix.size(); i++) {
                matrix.data()[i] = (float) HashRandom.gaussian(1, i);
            }
        }
        if (library.equals(SYSTEM)) {
            System.setProperty("dev.ludovic.netlib.blas.nativeLibPath", System.getProperty(SYSTEM_LIBRARY));
            NativeBLAS system = NativeBLAS.getInstance();
            products = () -> systemProducts(system);
        } else {
            Blas own = Blas.of(BlasChoice.valueOf(library.toUpperCase(Locale.ROOT)));
            products = () -> {
                own.gemm(false, true, 1, inputs, weights, 0, predictions);
                own.gemm(true, false, 1, gradient, inputs, 0, weightGradient);
            };
        }
    }

    /** The same calls to a library that is not the shipped one. */
    private void systemProducts(NativeBLAS system) {
        system.sgemm("T", "N", DIM, ROWS, DIM, 1, weights.data(), DIM, inputs.data(), DIM, 0, predictions.data(), DIM);
        system.sgemm(
                "N", "T", DIM, DIM, ROWS, 1, inputs.data(), DIM, gradient.data(), DIM, 0, weightGradient.data(), DIM);
    }

    @Benchmark
    public FloatMatrix twoProducts() {
        products.run();
        return weightGradient;
    }
}
