package dev.collimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Classes do not need each other in circles, but for those listed; packages and classes stay small. */
class ClassCircleTest {
    private static final Pattern ARROW =
            Pattern.compile("(?m)^ +dev\\.collimate\\.(\\S+) +-> dev\\.collimate\\.(\\S+)");
    private static final int MOST_LINES = 260;
    private static final int MEDIAN_LINES = 80;
    private static final double LARGEST_SHARE = 0.15;
    private static final double LARGEST_SHARE_OF_COMMANDS = 0.20;

    /** Those there are, each with the reason. */
    private static final Map<Set<String>, String> KNOWN = Map.of(
            Set.of("math.DoubleMatrix", "math.FloatMatrix", "math.Matrix", "math.Precision"),
            "a sealed class names its subclasses, and a precision is which of them",
            Set.of("math.DoubleRowKernel", "math.FloatRowKernel", "math.RowKernel"),
            "a sealed class names its subclasses, so that the JIT sees two and no more",
            Set.of(
                    "math.Blas",
                    "math.CheckedBlas",
                    "math.JavaCppBlas",
                    "math.Kernel",
                    "math.KernelLoader",
                    "math.NativeKernel",
                    "math.NetlibBlas"),
            "Blas.of is the one door, behind which the loader and the implementations stay package-private",
            Set.of("map.PerceptronMap", "map.PerceptronWorkspace"),
            "a map makes its workspace, which reads the map's layers",
            Set.of("ml.AngularRegressionModel", "ml.ModelReader"),
            "Spark ML finds the reader of a model by the model's static method read");

    @Test
    void theCirclesOfClassesAreThoseListed() {
        assertThat(circles(arrows())).isEqualTo(KNOWN.keySet());
    }

    @Test
    void noPackageHoldsMoreThanItsShareOfTheLines() throws IOException {
        Map<String, Integer> lines = Sources.main().stream()
                .collect(Collectors.groupingBy(Sources.Source::home, Collectors.summingInt(Sources.Source::lines)));
        double all = lines.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(lines).allSatisfy((home, count) -> assertThat(count / all)
                .as(home)
                .isLessThanOrEqualTo(home.equals("cli") ? LARGEST_SHARE_OF_COMMANDS : LARGEST_SHARE));
    }

    @Test
    void sourcesAreShort() throws IOException {
        assertThat(Sources.main())
                .allSatisfy(source -> assertThat(source.lines()).isLessThanOrEqualTo(MOST_LINES));
        List<Integer> lines =
                Sources.main().stream().map(Sources.Source::lines).sorted().toList();
        assertThat(lines.get(lines.size() / 2)).isLessThanOrEqualTo(MEDIAN_LINES);
    }

    @Test
    void aCircleIsFoundWithWhatLiesOnItAndNothingElse() {
        assertThat(circles(Map.of("a", Set.of("b"), "b", Set.of("c"), "c", Set.of("a", "d"), "e", Set.of("a"))))
                .containsExactly(Set.of("a", "b", "c"));
        assertThat(circles(Map.of("a", Set.of("b", "c"), "b", Set.of("c")))).isEmpty();
    }

    /** Which class needs which others of the project, by the compiled code; nested classes count as their outermost. */
    private static Map<String, Set<String>> arrows() {
        Path classes = Path.of(System.getProperty("collimate.root", "."), "target", "classes");
        StringWriter out = new StringWriter();
        int code = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        new PrintWriter(out),
                        new PrintWriter(out),
                        "-v",
                        "--ignore-missing-deps",
                        "-filter:none",
                        classes.toString());
        assertThat(code).as(out.toString()).isZero();
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (MatchResult arrow : ARROW.matcher(out.toString()).results().toList()) {
            String from = outermost(arrow.group(1));
            String to = outermost(arrow.group(2));
            if (!from.equals(to)) {
                arrows.computeIfAbsent(from, name -> new TreeSet<>()).add(to);
            }
        }
        assertThat(arrows).containsKey("cli.Main");
        return arrows;
    }

    private static String outermost(String name) {
        return name.replaceFirst("\\$.*", "");
    }

    /** The sets of classes that reach each other. */
    private static Set<Set<String>> circles(Map<String, Set<String>> arrows) {
        Map<String, Set<String>> reached =
                arrows.keySet().stream().collect(Collectors.toMap(name -> name, name -> reach(name, arrows)));
        return reached.keySet().stream()
                .filter(name -> reached.get(name).contains(name))
                .map(name -> reached.get(name).stream()
                        .filter(other -> reached.getOrDefault(other, Set.of()).contains(name))
                        .collect(Collectors.toSet()))
                .collect(Collectors.toSet());
    }

    private static Set<String> reach(String from, Map<String, Set<String>> arrows) {
        Set<String> reached = new TreeSet<>();
        Deque<String> waiting = new ArrayDeque<>(arrows.getOrDefault(from, Set.of()));
        while (!waiting.isEmpty()) {
            String name = waiting.pop();
            if (reached.add(name)) {
                waiting.addAll(arrows.getOrDefault(name, Set.of()));
            }
        }
        return reached;
    }
}
