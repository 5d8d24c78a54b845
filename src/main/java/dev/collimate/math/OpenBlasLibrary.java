package dev.collimate.math;

import java.io.IOException;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * The OpenBLAS that ships with this project, unpacked and loaded.
 *
 * @param path of the library's file; null where the loader does not tell
 * @param version as OpenBLAS counts
 */
record OpenBlasLibrary(String path, String version) {
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
}
