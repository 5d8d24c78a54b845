package dev.collimate;

import static dev.collimate.Sources.names;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Arrows between packages point down only, and each library is known to the packages that are there to hide it. */
class ImportDirectionTest {
    private static final Set<String> WITHOUT_SPARK =
            Set.of("math", "optim", "loss", "map", "data", "moments", "objective", "evaluation", "gradcheck", "model");

    /** Spark's interior, which changes from version to version. */
    private static final String CLASSIC = "org.apache.spark.sql.classic";

    private static final String CATALYST = "org.apache.spark.sql.catalyst";

    @Test
    void aSourceNamesOnlyWhatItsPackageMayUse() throws IOException {
        List<String> offences = new ArrayList<>();
        for (Sources.Source source : Sources.main()) {
            for (String name : source.names()) {
                if (!House.allows(source.home(), name)) {
                    offences.add(source.home() + "/" + source.name() + " names " + name);
                }
            }
        }
        assertThat(offences).isEmpty();
    }

    /** An arrow without which a package could still name all that it names tells of a use that is not there. */
    @Test
    void everyArrowAndEveryLibraryOfTheTableIsNeeded() throws IOException {
        List<String> idle = new ArrayList<>();
        for (String home : House.packages()) {
            Set<String> named = new TreeSet<>();
            for (Sources.Source source : Sources.main()) {
                if (source.home().equals(home)) {
                    named.addAll(source.names());
                }
            }
            for (String arrow : House.directlyBelow(home)) {
                List<String> others = new ArrayList<>(House.directlyBelow(home));
                others.remove(arrow);
                Set<String> reached = new TreeSet<>(others);
                others.forEach(other -> reached.addAll(House.below(other)));
                if (named.stream()
                        .map(House::homeOf)
                        .filter(House.below(home)::contains)
                        .allMatch(reached::contains)) {
                    idle.add(home + " -> " + arrow);
                }
            }
            for (String library : House.libraries(home)) {
                if (named.stream().noneMatch(name -> House.isOf(library, name))) {
                    idle.add(home + " -> " + library);
                }
            }
        }
        assertThat(idle).isEmpty();
    }

    @Test
    void everyPackageIsInTheTable() throws IOException {
        Set<String> found = Sources.main().stream().map(Sources.Source::home).collect(Collectors.toSet());
        assertThat(found).isEqualTo(House.packages());
    }

    @Test
    void theTableHasNoCircleAndKeepsSparkOutOfTheNumericPackages() {
        assertThat(House.packages()).allSatisfy(home -> {
            assertThat(House.below(home)).doesNotContain(home);
            if (WITHOUT_SPARK.contains(home)) {
                assertThat(House.allows(home, "org.apache.spark.SparkContext")).isFalse();
                assertThat(House.below(home)).isSubsetOf(WITHOUT_SPARK);
            }
        });
    }

    @Test
    void sparksInteriorIsNamedInOneClassAndCatalystInFourPlaces() throws IOException {
        Set<String> classic = new TreeSet<>();
        Set<String> catalyst = new TreeSet<>();
        for (Sources.Source source : Sources.main()) {
            for (String name : source.names()) {
                if (name.startsWith(CLASSIC)) {
                    classic.add(source.home() + "." + source.name());
                }
                if (name.startsWith(CATALYST)) {
                    catalyst.add(source.name().equals("BlockSource") ? "distributed.BlockSource" : source.home());
                }
            }
        }
        assertThat(classic).containsExactly("rows.ClassicSpark");
        assertThat(catalyst).containsExactly("distributed.BlockSource", "rows", "sql", "synthetic");
    }

    @Test
    void namesAreFoundInImportsAndInCodeButNotInCommentsOrText() {
        String source = "package dev.collimate.optim;\nimport static org.apache.spark.sql.functions.col;\n"
                + "import java.util.List;\n/** See com.example.Hidden. */\nclass A { // me.tongfei.X\n"
                + "String s = \"picocli.CommandLine\"; Object o = (dev.collimate.ml.Floats) null; }";
        assertThat(names(source)).containsExactly("org.apache.spark.sql.functions.col", "dev.collimate.ml.Floats");
        assertThat(House.allows("optim", "org.apache.spark.sql.functions.col")).isFalse();
        assertThat(House.allows("fit", "dev.collimate.ml.AngularRegression")).isFalse();
        assertThat(House.allows("ml", "dev.collimate.ml.param.HasMap")).isTrue();
        assertThat(House.allows("ml.param", "dev.collimate.ml.AngularRegression"))
                .isFalse();
    }
}
