package dev.collimate.math;

import java.io.IOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * The OpenBLAS that ships with this project, unpacked and loaded with one thread: Spark's tasks are the parallelism,
 * and a pool of threads in each of them would only get in the others' way.
 */
final class OpenBlasLibrary {
    private static final String BLAS_PATH = "dev.ludovic.netlib.blas.nativeLibPath";
    private static final String LAPACK_PATH = "dev.ludovic.netlib.lapack.nativeLibPath";

    private OpenBlasLibrary() {}

    /**
     * Loads the library and points netlib at it. netlib reads the path when its own native class is first touched; if
     * other code touched it before, there is no native netlib in this JVM.
     *
     * @return name and version
     */
    static String load() throws IOException {
        Loader.load(openblas_nolapack.class);
        openblas_nolapack.blas_set_num_threads(1);
        String path = Loader.getLoadedLibraries().entrySet().stream()
                .filter(library -> library.getKey().startsWith("openblas"))
                .map(library -> library.getValue())
                .findFirst()
                .orElseThrow(() -> new IOException("OpenBLAS is not among the loaded libraries"));
        System.setProperty(BLAS_PATH, path);
        System.setProperty(LAPACK_PATH, path);
        String version = Loader.getVersion("org.bytedeco", "openblas");
        return "OpenBLAS " + version.substring(0, version.indexOf('-'));
    }
}
