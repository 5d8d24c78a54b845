package dev.collimate.math;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.ChildJvm;
import dev.collimate.cluster.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Each case is a JVM of its own, since a JVM loads its kernel once. */
@EnabledOnOs(OS.LINUX)
class KernelLoaderTest {
    private static final String VECTOR_API = "--add-modules=jdk.incubator.vector";
    private static final String FOREIGN = "-Dorg.bytedeco.javacpp.platform=linux-ppc64le";

    @TempDir
    private Path folder;

    @Test
    void productsRunOnOneThreadWhateverTheEnvironmentSays() throws Exception {
        ChildJvm jvm = new ChildJvm(folder).option(VECTOR_API);
        for (String variable : List.of("OPENBLAS_NUM_THREADS", "GOTO_NUM_THREADS", "OMP_NUM_THREADS")) {
            jvm.environment(variable, "4");
        }
        Shell.Outcome outcome = jvm.run(KernelReport.class, "NATIVE");
        assertThat(outcome.out()).startsWith("native (OpenBLAS 0.").contains(", 1 thread)");
        assertRight(outcome);
        assertThat(warnings(outcome)).isEmpty();
        double threads = Double.parseDouble(outcome.lastLine().replace("threads ", ""));
        assertThat(threads).isLessThan(1.5);
    }

    @Test
    void withoutALibraryForThePlatformProductsFallBackToTheVectorApiWithOneWarning() throws Exception {
        assertFallsBack(new ChildJvm(folder).option(VECTOR_API, FOREIGN), "vector", "about 2.5 times slower");
    }

    @Test
    void withoutTheVectorApiTooTheyFallBackToPlainJava() throws Exception {
        assertFallsBack(new ChildJvm(folder).option(FOREIGN), "java", "about 8 times slower");
    }

    @Test
    void aMissingLibraryIsAFallback() throws Exception {
        assertFallsBack(
                new ChildJvm(folder).option(VECTOR_API).without(KernelLoaderTest::holdsOpenBlas),
                "vector",
                "about 2.5 times slower");
    }

    @Test
    void aBrokenLibraryIsAFallback() throws Exception {
        Path natives = Files.createDirectories(folder.resolve("org/bytedeco/openblas/" + Loader.getPlatform()));
        String front = "libjniopenblas_nolapack.so";
        try (InputStream in =
                Loader.class.getResourceAsStream("/org/bytedeco/openblas/" + Loader.getPlatform() + "/" + front)) {
            Files.copy(in, natives.resolve(front));
        }
        Files.writeString(natives.resolve("libopenblas.so.0"), "this is not a library");
        assertFallsBack(
                new ChildJvm(folder)
                        .option(VECTOR_API, "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("cache"))
                        .without(KernelLoaderTest::holdsOpenBlas)
                        .first(folder),
                "vector",
                "about 2.5 times slower");
    }

    @Test
    void aFrontThatOtherCodeLoadedWithItsOwnLibraryIsNotUsed() throws Exception {
        Shell.Outcome outcome = new ChildJvm(folder)
                .option(VECTOR_API)
                .environment("LD_LIBRARY_PATH", libraryOfOthers().toString())
                .run(KernelReport.class, "AUTO", "JNIBLAS");
        assertThat(outcome.out())
                .startsWith("loaded before: yes\n")
                .contains("native (OpenBLAS 0.")
                .contains(" through JavaCPP, 1 thread)");
        assertRight(outcome);
        assertThat(warnings(outcome)).singleElement().asString().contains("about 1.6 times slower");
    }

    @Test
    void frontsThatCannotBeUnpackedAreDoneWithout() throws Exception {
        Shell.Outcome outcome = new ChildJvm(folder)
                .option(VECTOR_API, "-Djava.io.tmpdir=" + folder.resolve("nowhere"))
                .run(KernelReport.class, "AUTO");
        assertThat(outcome.out()).contains(" through JavaCPP, 1 thread)");
        assertRight(outcome);
        assertThat(warnings(outcome))
                .singleElement()
                .asString()
                .contains("about 1.6 times slower")
                .contains("about 8 times slower");
    }

    @Test
    void aChoiceThatDoesNotLoadIsAnErrorThatSaysWhy() throws Exception {
        Shell.Outcome foreign = new ChildJvm(folder).option(VECTOR_API, FOREIGN).run(KernelReport.class, "NATIVE");
        assertThat(foreign.exitCode()).isEqualTo(1);
        assertThat(foreign.err())
                .contains("the native library does not load (UnsatisfiedLinkError: Could not find jniopenblas_nolapack")
                .contains("choose another of auto, vector, java");
        Shell.Outcome plain = new ChildJvm(folder).run(KernelReport.class, "VECTOR");
        assertThat(plain.exitCode()).isEqualTo(1);
        assertThat(plain.err()).contains("the Vector API does not load").contains("--add-modules=jdk.incubator.vector");
    }

    /** A folder with a BLAS under the name that netlib's front looks for by itself; to the loader it is no OpenBLAS. */
    private Path libraryOfOthers() throws IOException {
        Path libraries = Files.createDirectories(folder.resolve("libraries"));
        String natives = "/org/bytedeco/openblas/" + Loader.getPlatform() + "/";
        for (String name : List.of("libopenblas.so.0", "libgfortran.so.5", "libquadmath.so.0", "libgcc_s.so.1")) {
            try (InputStream in = Loader.class.getResourceAsStream(natives + name)) {
                if (in != null) {
                    String content = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                    Files.writeString(
                            libraries.resolve(name.equals("libopenblas.so.0") ? "libblas.so.3" : name),
                            content.replace("libopenblas.so.0\0", "libotherblas.so0\0"),
                            StandardCharsets.ISO_8859_1);
                }
            }
        }
        return libraries;
    }

    private static boolean holdsOpenBlas(String jar) {
        return jar.startsWith("openblas-") && jar.contains("linux");
    }

    private static void assertFallsBack(ChildJvm jvm, String kernel, String cost) throws Exception {
        Shell.Outcome outcome = jvm.run(KernelReport.class, "AUTO");
        assertThat(outcome.out()).startsWith(kernel + "\n");
        assertRight(outcome);
        assertThat(warnings(outcome))
                .singleElement()
                .asString()
                .contains("No native BLAS (UnsatisfiedLinkError: ")
                .contains("products run on '" + kernel + "', " + cost);
    }

    private static void assertRight(Shell.Outcome outcome) {
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("product 14.0\n").contains("eigenvalues 1.000 3.000\n");
    }

    /** The lines of the log and of stack traces; the JVM's own remarks, which each JDK has others of, left out. */
    private static List<String> warnings(Shell.Outcome outcome) {
        return outcome.err()
                .lines()
                .filter(line -> line.matches("\\d\\d:\\d\\d:\\d\\d .*|\\tat .*|.*Exception in thread.*"))
                .toList();
    }
}
