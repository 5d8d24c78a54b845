package dev.collimate.math;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.lang.reflect.Method;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads each {@link Blas} once per JVM, on first use. */
final class BlasLoader {
    private static final Logger LOG = LoggerFactory.getLogger(BlasLoader.class);

    private BlasLoader() {}

    static Blas load(BlasChoice choice) {
        return switch (choice) {
            case AUTO -> Auto.BLAS;
            case NATIVE -> Native.required();
            case VECTOR -> VectorApi.required();
            case JAVA -> PlainJava.required();
        };
    }

    /**
     * netlib's public factory picks between its Java implementations silently; a choice that a user made must be kept
     * or fail, so the class is named.
     */
    private static BLAS netlib(String implementation) throws ReflectiveOperationException {
        Method factory = Class.forName(BLAS.class.getPackageName() + "." + implementation)
                .getMethod("getInstance");
        factory.setAccessible(true);
        return (BLAS) factory.invoke(null);
    }

    private static final class PlainJava {
        static final Attempt ATTEMPT = Attempt.of(() -> new NetlibBlas(netlib("Java11BLAS"), "java"));

        static Blas required() {
            return ATTEMPT.orThrow("netlib's plain Java products do not load");
        }
    }

    private static final class VectorApi {
        static final Attempt ATTEMPT = Attempt.of(() -> new NetlibBlas(netlib("VectorBLAS"), "vector"));

        static Blas required() {
            return ATTEMPT.orThrow("the Vector API does not load; start the JVM with "
                    + "--add-modules=jdk.incubator.vector or choose another of auto, native, java");
        }
    }

    private static final class Native {
        static final Attempt ATTEMPT = Attempt.of(() -> {
            String library = OpenBlasLibrary.load();
            return new NetlibBlas(NativeBLAS.getInstance(), "native (" + library + ", 1 thread)");
        });

        static Blas required() {
            return ATTEMPT.orThrow("the native library does not load; choose another of auto, vector, java");
        }
    }

    private static final class Auto {
        static final Blas BLAS = choose();

        private static Blas choose() {
            if (Native.ATTEMPT.blas() != null) {
                return Native.ATTEMPT.blas();
            }
            Blas fallback = VectorApi.ATTEMPT.blas() != null ? VectorApi.ATTEMPT.blas() : PlainJava.required();
            LOG.warn(
                    "No native BLAS ({}): products run on '{}', about {} times slower",
                    Native.ATTEMPT.failure(),
                    fallback.description(),
                    fallback == VectorApi.ATTEMPT.blas() ? 2 : 10);
            return fallback;
        }
    }

    /** A loaded implementation, or why there is none. */
    private record Attempt(Blas blas, Throwable failure) {
        interface Loading {
            Blas load() throws Exception;
        }

        static Attempt of(Loading loading) {
            try {
                return new Attempt(loading.load(), null);
            } catch (Exception | LinkageError e) {
                return new Attempt(null, e);
            }
        }

        Blas orThrow(String message) {
            if (blas == null) {
                throw new IllegalStateException(message + " (cause: " + failure + ")", failure);
            }
            return blas;
        }
    }
}
