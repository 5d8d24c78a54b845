package dev.collimate.math;

import dev.ludovic.netlib.lapack.LAPACK;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shipped OpenBLAS behind netlib's native fronts, which hand arrays over without a copy. There are such fronts for
 * Linux only, and each takes the library that is named when other code of the JVM first touches it. Where a front is not
 * to be had, products go through JavaCPP's, and decompositions run in Java. As the fronts hold up garbage collection, long
 * products are cut and large decompositions run in native memory.
 */
final class NativeKernel {
    private static final Logger LOG = LoggerFactory.getLogger(NativeKernel.class);
    private static final Path MAPPED_LIBRARIES = Path.of("/proc/self/maps");
    /** In one call: some half a second, for which garbage collection waits until the arrays are let go. */
    private static final long MOST_MULTIPLICATIONS = 1L << 33;

    private final OpenBlasLibrary library;
    private final List<String> losses = new ArrayList<>();

    private NativeKernel(OpenBlasLibrary library) {
        this.library = library;
    }

    /**
     * Loads library and fronts; what has to go another way is warned of in one line.
     *
     * @throws Exception or LinkageError if the library itself does not load
     */
    static Kernel load() throws Exception {
        NativeKernel loading = new NativeKernel(OpenBlasLibrary.load());
        Kernel kernel = loading.kernel();
        if (!loading.losses.isEmpty()) {
            LOG.warn("netlib has no native front for OpenBLAS here: {}", String.join("; ", loading.losses));
        }
        return kernel;
    }

    private Kernel kernel() {
        Blas blas = products();
        try {
            requireOwn(Netlib.LAPACK_PATH, "netliblapackjni");
            LAPACK lapack = Netlib.lapack("JNILAPACK");
            return new Kernel(blas, lapack, new NativeMemoryDecomposer(library, new ArrayDecomposer(lapack)));
        } catch (Exception | LinkageError e) {
            losses.add("decompositions on the driver run in plain Java, about 8 times slower (" + Failures.reason(e)
                    + ")");
            return new Kernel(blas, KernelLoader.javaDecompositions());
        }
    }

    private Blas products() {
        try {
            requireOwn(Netlib.BLAS_PATH, "netlibblasjni");
            return NetlibBlas.ofNative(Netlib.blas("JNIBLAS"), description(""), MOST_MULTIPLICATIONS);
        } catch (Exception | LinkageError e) {
            losses.add("products go through JavaCPP, which copies their arrays, about 1.6 times slower ("
                    + Failures.reason(e) + ")");
            return new JavaCppBlas(description(" through JavaCPP"));
        }
    }

    private String description(String front) {
        return "native (OpenBLAS" + library.version() + front + ", 1 thread)";
    }

    /** Names the library for a front that is still to be loaded; one that is loaded already must have been given it. */
    private void requireOwn(String pathProperty, String front) throws Exception {
        String path = library.knownPath();
        if (!path.equals(System.getProperty(pathProperty))) {
            if (Files.exists(MAPPED_LIBRARIES)
                    && Files.readString(MAPPED_LIBRARIES).contains(front)) {
                throw new IllegalStateException("other code of this JVM has loaded it with another library");
            }
            System.setProperty(pathProperty, path);
        }
    }
}
