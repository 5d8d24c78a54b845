package dev.collimate.math;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * The OpenBLAS that ships with this project, unpacked and loaded.
 *
 * @param path of the library's file; null where the loader does not tell
 * @param version as OpenBLAS counts
 */
record OpenBlasLibrary(String path, String version) {
    /** JavaCPP's name of what its front of LAPACK needs. */
    private static final String LAPACK_LIBRARY = "openblas@.0";

    /**
     * Loads the library and leaves it one thread, whatever the environment says: Spark's tasks are the parallelism, and
     * a pool of threads in each of them would only get in the others' way.
     */
    static OpenBlasLibrary load() throws IOException {
        Loader.load(openblas_nolapack.class);
        openblas_nolapack.blas_set_num_threads(1);
        String path = Loader.getLoadedLibraries().entrySet().stream()
                .filter(library -> library.getKey().startsWith("openblas"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        String version = Loader.getVersion("org.bytedeco", "openblas");
        return new OpenBlasLibrary(path, version == null ? "" : " " + version.replaceFirst("-.*", ""));
    }

    /**
     * Loads JavaCPP's front of LAPACK. It would load the library again, by another name and with threads of its own, so it
     * is told that it is there.
     *
     * @throws IOException or LinkageError if it does not load
     * @throws IllegalStateException if the library's path is not known, or other code has loaded the front with another one
     */
    void loadDecompositions() throws IOException {
        String before = Loader.getLoadedLibraries().get(LAPACK_LIBRARY);
        if (before != null && !before.equals(knownPath())) {
            throw new IllegalStateException("other code of this JVM has loaded it with another library");
        }
        Loader.loadLibrary(
                openblas_nolapack.class, new URL[] {Path.of(knownPath()).toUri().toURL()}, LAPACK_LIBRARY);
        Loader.load(openblas.class);
    }

    /** @throws IllegalStateException if it is not known */
    String knownPath() {
        if (path == null) {
            throw new IllegalStateException("the path of the loaded OpenBLAS is not known");
        }
        return path;
    }
}
