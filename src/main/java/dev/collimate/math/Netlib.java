package dev.collimate.math;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.lapack.LAPACK;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * netlib's implementations by class name. Its public factories choose between Java implementations in silence, log
 * failures of their own and keep the cause of a failure to themselves.
 */
final class Netlib {
    private Netlib() {}

    /** The system property that names the library behind netlib's native products; read once, by {@code JNIBLAS}. */
    static final String BLAS_PATH = "dev.ludovic.netlib.blas.nativeLibPath";
    /** As {@link #BLAS_PATH}, for decompositions and {@code JNILAPACK}. */
    static final String LAPACK_PATH = "dev.ludovic.netlib.lapack.nativeLibPath";

    static BLAS blas(String implementation) throws Exception {
        return (BLAS) instance(BLAS.class.getPackageName(), implementation);
    }

    static LAPACK lapack(String implementation) throws Exception {
        return (LAPACK) instance(LAPACK.class.getPackageName(), implementation);
    }

    private static Object instance(String packageName, String implementation) throws Exception {
        Method factory = Class.forName(packageName + "." + implementation).getMethod("getInstance");
        factory.setAccessible(true);
        try {
            return factory.invoke(null);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("netlib's " + implementation + " cannot be made", e.getCause());
        }
    }
}
