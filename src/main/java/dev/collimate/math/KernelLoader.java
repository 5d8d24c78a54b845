package dev.collimate.math;

import dev.ludovic.netlib.lapack.LAPACK;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads each {@link Kernel} once per JVM, on first use. */
final class KernelLoader {
    private static final Logger LOG = LoggerFactory.getLogger(KernelLoader.class);

    private KernelLoader() {}

    /**
     * The kernel that {@code choice} stands for.
     *
     * @throws IllegalStateException if a choice other than auto does not load, saying why
     */
    static Kernel load(BlasChoice choice) {
        return switch (choice) {
            case AUTO -> Auto.KERNEL;
            case NATIVE ->
                Native.ATTEMPT.orThrow("the native library does not load", "choose another of auto, vector, java");
            case VECTOR ->
                VectorApi.ATTEMPT.orThrow(
                        "the Vector API does not load",
                        "start the JVM with --add-modules=jdk.incubator.vector or choose another of auto, native, java");
            case JAVA -> PlainJava.KERNEL;
        };
    }

    static LAPACK javaDecompositions() {
        return PlainJava.KERNEL.lapack();
    }

    private static final class PlainJava {
        static final Kernel KERNEL = Attempt.of(() ->
                        new Kernel(NetlibBlas.inJava(Netlib.blas("Java11BLAS"), "java"), Netlib.lapack("F2jLAPACK")))
                .orThrow("netlib's plain Java does not load", "run on the Spark that the project names");
    }

    private static final class VectorApi {
        static final Attempt ATTEMPT = Attempt.of(
                () -> new Kernel(NetlibBlas.inJava(Netlib.blas("VectorBLAS"), "vector"), javaDecompositions()));
    }

    private static final class Native {
        static final Attempt ATTEMPT = Attempt.of(NativeKernel::load);
    }

    private static final class Auto {
        static final Kernel KERNEL = choose();

        private static Kernel choose() {
            if (Native.ATTEMPT.kernel() != null) {
                return Native.ATTEMPT.kernel();
            }
            boolean vector = VectorApi.ATTEMPT.kernel() != null;
            Kernel fallback = vector ? VectorApi.ATTEMPT.kernel() : PlainJava.KERNEL;
            LOG.warn(
                    "No native BLAS ({}): products run on '{}', about {} times slower",
                    Failures.reason(Native.ATTEMPT.failure()),
                    fallback.blas().description(),
                    vector ? "2.5" : "8");
            return fallback;
        }
    }

    /** A loaded kernel, or why there is none. */
    private record Attempt(Kernel kernel, Throwable failure) {
        interface Loading {
            Kernel load() throws Exception;
        }

        static Attempt of(Loading loading) {
            try {
                return new Attempt(loading.load(), null);
            } catch (Exception | LinkageError e) {
                return new Attempt(null, e);
            }
        }

        Kernel orThrow(String what, String remedy) {
            if (kernel == null) {
                throw new IllegalStateException(what + " (" + Failures.reason(failure) + "); " + remedy, failure);
            }
            return kernel;
        }
    }
}
