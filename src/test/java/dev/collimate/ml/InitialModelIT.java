package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.fit.TrainingSummary;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitialModelIT {
    private static Dataset<Row> pairs;
    private static AngularRegressionModel first;
    private static String path;

    @TempDir
    static Path folder;

    @BeforeAll
    static void fitAndSave() throws Exception {
        pairs = Pairs.generate(300, 0.3);
        path = folder.resolve("first").toString();
        first = new AngularRegression("first").setMaxIter(2).setTol(0).fit(pairs);
        first.save(path);
    }

    private static AngularRegression continued() {
        return new AngularRegression("continued").setInitialModel(path);
    }

    @Test
    void aFitGoesOnFromTheModel() {
        AngularRegressionModel none = continued().setMaxIter(0).fit(pairs);
        assertThat(none.parameters()).isEqualTo(first.parameters());
        TrainingSummary more =
                continued().setMaxIter(5).setTol(0).fit(pairs).summary().orElseThrow();
        double reached = first.summary().orElseThrow().finalPass().loss();
        assertThat(more.objectiveHistory().get(0)).isCloseTo(reached, within(1e-9));
        assertThat(more.finalPass().loss()).isLessThan(reached);
    }

    @Test
    void regularisationPullsTowardsTheModel() {
        Dataset<Row> others = Pairs.generate(300, 0.3, 9, 2);
        AngularRegressionModel free = continued().fit(others);
        AngularRegressionModel pulled = continued().setRegParam(10).fit(others);
        assertThat(distance(pulled, first))
                .isLessThan(distance(free, first) / 10)
                .isPositive();
    }

    @Test
    void aModelOfAnotherShapeIsRefused() {
        assertThatThrownBy(() -> continued().setFitIntercept(false).fit(pairs))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the initial model " + path + " is linear from 4 to 3 with intercept, but this fit is of "
                        + "linear from 4 to 3 without intercept; start from a model of the same shape");
        assertThatThrownBy(() -> continued().fit(pairs.selectExpr("array_append(features, 1f) AS features", "label")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("but this fit is of linear from 5 to 3 with intercept");
    }

    @Test
    void aPathWithoutAModelIsRefusedBeforeDataAreRead() {
        Dataset<Row> unreadable = pairs.selectExpr("features", "raise_error('read') AS more", "label")
                .selectExpr("features", "if(more = '', label, label) AS label");
        assertThatThrownBy(() -> continued().setInitialModel(path + "/absent").fit(unreadable))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageEndingWith("is not a model directory: it has no metadata/part-00000");
    }

    @Test
    void aClosedFormHasNoStart() {
        assertThatThrownBy(() -> continued().setMap("orthogonal").fit(pairs))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the solver closed-form starts nowhere, but initMode was auto and initialModel was " + path
                        + "; leave both out, or choose a solver that searches");
        assertThatThrownBy(() -> new AngularRegression()
                        .setSolver("closed-form")
                        .setInitMode("random")
                        .fit(pairs))
                .hasMessageContaining("initMode was random and initialModel was not set");
    }

    /** Over the weights alone: intercepts are not pulled. */
    private static double distance(AngularRegressionModel a, AngularRegressionModel b) {
        double squares = 0;
        for (int i = 0; i < Pairs.INPUT_DIM * Pairs.OUTPUT_DIM; i++) {
            squares += Math.pow(a.parameters()[i] - b.parameters()[i], 2);
        }
        return Math.sqrt(squares);
    }
}
