package dev.collimate.math;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dgesdd_work;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd_work;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import java.io.IOException;
import java.util.function.Function;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decomposes in native memory, by the same routines of the same library as its netlib front and with the same bits, while
 * other threads allocate and garbage is collected. Of an n x n matrix eigenvalues take 24 n^2 bytes there, and singular
 * values 56 n^2.
 */
final class NativeMemoryDecomposer implements Decomposer {
    private static final Logger LOG = LoggerFactory.getLogger(NativeMemoryDecomposer.class);
    private static final byte VECTORS = 'V';
    private static final byte UPPER = 'U';
    private static final byte THIN = 'S';

    private final OpenBlasLibrary library;
    private final Decomposer arrays;
    private Boolean loaded;

    /** @param arrays decomposes where the front of {@code library} does not load, and what there is no native memory for */
    NativeMemoryDecomposer(OpenBlasLibrary library, Decomposer arrays) {
        this.library = library;
        this.arrays = arrays;
    }

    @Override
    public DoubleMatrix eigen(DoubleMatrix symmetric, double[] values) {
        return decompose(symmetric, matrix -> eigenOutside(matrix, values), matrix -> arrays.eigen(matrix, values));
    }

    @Override
    public Factors svd(DoubleMatrix matrix) {
        return decompose(matrix, NativeMemoryDecomposer::svdOutside, arrays::svd);
    }

    private <T> T decompose(
            DoubleMatrix matrix, Function<DoubleMatrix, T> outside, Function<DoubleMatrix, T> inArrays) {
        if (isLoaded()) {
            try {
                return outside.apply(matrix);
            } catch (NativeMemory.Shortage e) {
                LOG.warn(
                        "The decomposition of a {} runs in Java arrays, which holds up garbage collection: {}",
                        matrix,
                        e.getMessage());
            }
        }
        return inArrays.apply(matrix);
    }

    /** By the first decomposition, as most JVMs have none that is large. */
    private synchronized boolean isLoaded() {
        if (loaded == null) {
            try {
                library.loadDecompositions();
                loaded = true;
            } catch (IOException | IllegalStateException | LinkageError e) {
                LOG.warn(
                        "Large decompositions run in Java arrays, which holds up garbage collection: JavaCPP's LAPACK does"
                                + " not load ({})",
                        Failures.reason(e));
                loaded = false;
            }
        }
        return loaded;
    }

    private static DoubleMatrix eigenOutside(DoubleMatrix symmetric, double[] values) {
        int n = symmetric.rows();
        try (NativeMemory memory = new NativeMemory()) {
            DoublePointer found = memory.doubles(n);
            DoublePointer workSize = memory.doubles(1);
            IntPointer integerWorkSize = memory.integers(1);
            DoublePointer vectors = memory.copyOf(symmetric);
            Decomposer.requireSuccess(
                    "eigenvalue",
                    LAPACKE_dsyevd_work(
                            LAPACK_COL_MAJOR, VECTORS, UPPER, n, vectors, n, found, workSize, -1, integerWorkSize, -1));
            int length = (int) workSize.get();
            int integers = integerWorkSize.get();
            Decomposer.requireSuccess(
                    "eigenvalue",
                    LAPACKE_dsyevd_work(
                            LAPACK_COL_MAJOR,
                            VECTORS,
                            UPPER,
                            n,
                            vectors,
                            n,
                            found,
                            memory.doubles(length),
                            length,
                            memory.integers(integers),
                            integers));
            found.get(values);
            return NativeMemory.matrix(vectors, n, n);
        }
    }

    private static Factors svdOutside(DoubleMatrix matrix) {
        int m = matrix.rows();
        int n = matrix.columns();
        int k = Math.min(m, n);
        double[] values = new double[k];
        try (NativeMemory memory = new NativeMemory()) {
            DoublePointer found = memory.doubles(k);
            DoublePointer workSize = memory.doubles(1);
            IntPointer integerWork = memory.integers(8L * k);
            DoublePointer a = memory.copyOf(matrix);
            DoublePointer u = memory.doubles((long) m * k);
            DoublePointer vTransposed = memory.doubles((long) k * n);
            gesdd(m, n, a, found, u, vTransposed, workSize, -1, integerWork);
            int length = (int) workSize.get();
            gesdd(m, n, a, found, u, vTransposed, memory.doubles(length), length, integerWork);
            found.get(values);
            return new Factors(NativeMemory.matrix(u, m, k), values, NativeMemory.matrix(vTransposed, k, n));
        }
    }

    /** Of the row-major A by its transpose, so the roles of U and V change; a length of -1 asks for that of the work. */
    private static void gesdd(
            int m,
            int n,
            DoublePointer a,
            DoublePointer values,
            DoublePointer u,
            DoublePointer vTransposed,
            DoublePointer work,
            int length,
            IntPointer integerWork) {
        int k = Math.min(m, n);
        int code = LAPACKE_dgesdd_work(
                LAPACK_COL_MAJOR, THIN, n, m, a, n, values, vTransposed, n, u, k, work, length, integerWork);
        Decomposer.requireSuccess("singular value", code);
    }
}
