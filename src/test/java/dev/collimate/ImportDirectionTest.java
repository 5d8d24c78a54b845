package dev.collimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Arrows between packages point down only, and each library is known to the packages that are there to hide it. */
class ImportDirectionTest {
    private static final Path SOURCES =
            Path.of(System.getProperty("collimate.root", "."), "src", "main", "java", "dev", "collimate");

    /** What each package may name, beside itself and the JDK: a package, or one class of it. The lowest first. */
    private static final Map<String, List<String>> ALLOWED = Map.of(
            "math",
                    List.of(
                            "dev.ludovic.netlib",
                            "org.netlib.util",
                            "org.bytedeco",
                            "org.apache.commons.math3.special",
                            "org.slf4j"),
            "loss", own("math"),
            "map", own("math"),
            "optim", own("math"),
            "data", own("math"),
            "objective", own("math", "loss", "map", "optim", "data"),
            "distributed",
                    and(
                            own("math", "loss", "map", "optim", "data", "objective"),
                            "org.apache.spark",
                            "org.slf4j",
                            "scala"),
            "ml",
                    and(
                            own("math", "loss", "map", "optim", "data", "objective", "distributed"),
                            "org.apache.spark",
                            "org.apache.commons.math3",
                            "org.apache.hadoop",
                            "com.fasterxml.jackson",
                            "org.slf4j",
                            "scala"),
            "cli",
                    and(
                            own(
                                    "data",
                                    "ml",
                                    "distributed.PassListener",
                                    "distributed.PassReport",
                                    "distributed.PassSettings",
                                    "objective.AngleStatistics",
                                    "objective.GradientCheck"),
                            "org.apache.spark",
                            "org.apache.hadoop",
                            "com.fasterxml.jackson",
                            "org.apache.commons.text",
                            "org.slf4j",
                            "picocli",
                            "me.tongfei.progressbar"));

    private static final Set<String> WITHOUT_SPARK = Set.of("math", "loss", "map", "optim", "data", "objective");

    private static final Pattern COMMENT_OR_TEXT =
            Pattern.compile("/\\*.*?\\*/|//[^\\n]*|\"(?:\\\\.|[^\"\\\\\\n])*\"", Pattern.DOTALL);
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([\\w.]+)");
    private static final Pattern QUALIFIED =
            Pattern.compile("(?<![\\w.])(?:dev|org|com|me|net|io|picocli|scala|javax|jdk|sun)(?:\\.\\w+)+");

    @Test
    void aSourceNamesOnlyWhatItsPackageMayUse() throws IOException {
        List<String> offences = new ArrayList<>();
        for (Path source : sources()) {
            String home = packageOf(source);
            for (String name : namesIn(source)) {
                if (!allows(home, name)) {
                    offences.add(home + "/" + source.getFileName() + " names " + name);
                }
            }
        }
        assertThat(offences).isEmpty();
    }

    @Test
    void everyPackageIsInTheTable() throws IOException {
        Set<String> found =
                sources().stream().map(ImportDirectionTest::packageOf).collect(Collectors.toSet());
        assertThat(found).isEqualTo(ALLOWED.keySet());
    }

    @Test
    void theTableHasNoCycleAndKeepsSparkOutOfTheNumericPackages() {
        assertThat(ALLOWED.keySet()).allSatisfy(home -> {
            assertThat(reachable(home)).doesNotContain("dev.collimate." + home);
            if (WITHOUT_SPARK.contains(home)) {
                assertThat(reachable(home)).noneMatch(name -> name.startsWith("org.apache.spark"));
            }
        });
    }

    @Test
    void namesAreFoundInImportsAndInCodeButNotInCommentsOrText() {
        String source = "package dev.collimate.optim;\nimport static org.apache.spark.sql.functions.col;\n"
                + "import java.util.List;\n/** See com.example.Hidden. */\nclass A { // me.tongfei.X\n"
                + "String s = \"picocli.CommandLine\"; Object o = (dev.collimate.ml.Floats) null; }";
        assertThat(names(source)).containsExactly("org.apache.spark.sql.functions.col", "dev.collimate.ml.Floats");
        assertThat(allows("optim", "org.apache.spark.sql.functions.col")).isFalse();
        assertThat(allows("cli", "dev.collimate.distributed.PassReport")).isTrue();
        assertThat(allows("cli", "dev.collimate.distributed.PassReporter")).isFalse();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static String packageOf(Path source) {
        Path folder = SOURCES.relativize(source).getParent();
        return folder == null ? "(base)" : folder.toString();
    }

    private static List<String> namesIn(Path source) throws IOException {
        return names(Files.readString(source));
    }

    /** Fully qualified names of a source, but those of the JDK and its own package statement. */
    private static List<String> names(String source) {
        String code = COMMENT_OR_TEXT.matcher(source).replaceAll(" ").replaceFirst("(?m)^package [\\w.]+;", "");
        return Stream.concat(
                        IMPORT.matcher(code).results().map(match -> match.group(1)),
                        QUALIFIED
                                .matcher(code.replaceAll("(?m)^import .*$", ""))
                                .results()
                                .map(match -> match.group()))
                .filter(name -> !name.startsWith("java."))
                .toList();
    }

    private static boolean allows(String home, String name) {
        return Stream.concat(own(home).stream(), ALLOWED.getOrDefault(home, List.of()).stream())
                .anyMatch(allowed -> name.equals(allowed) || name.startsWith(allowed + "."));
    }

    private static Set<String> reachable(String home) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> waiting = new ArrayDeque<>(ALLOWED.get(home));
        while (!waiting.isEmpty()) {
            String name = waiting.pop();
            if (reached.add(name) && name.startsWith("dev.collimate.")) {
                waiting.addAll(ALLOWED.get(name.split("\\.")[2]));
            }
        }
        return reached;
    }

    private static List<String> own(String... packages) {
        return Stream.of(packages).map(name -> "dev.collimate." + name).toList();
    }

    private static List<String> and(List<String> first, String... more) {
        return Stream.concat(first.stream(), Stream.of(more)).toList();
    }
}
