package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.distributed.PassListener;
import dev.collimate.distributed.PassReport;
import dev.collimate.doctor.Examination;
import dev.collimate.fit.Phase;
import dev.collimate.fit.TrainingSummary;
import dev.collimate.math.DecompositionListener;
import dev.collimate.profile.PairProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A fit of one map decomposes no matrix twice: the map, what it is compared with and what its page tells of the inputs share
 * what was found. Inputs have 4 elements and actuals 3, so that sizes tell whose moments a matrix is of; of one size there are
 * as many decompositions as there are matrices.
 */
class DecompositionsIT {
    private static final String INPUTS = "eigenvalues 4 x 4";
    private static final String CROSS = "singular values 3 x 4";
    private static final String PREDICTIONS = "eigenvalues 3 x 3";

    /** Orthogonal maps with and without centring are compared with every fit. */
    private static final long CENTRED_AND_NOT = 2;

    private final ForPage listener = new ForPage();
    private final Dataset<Row> pairs = Pairs.generate(400, 0.1);

    enum Case {
        /** Of the inputs less their mean alone. */
        LINEAR(estimator(), Map.of(INPUTS, 1L, CROSS, CENTRED_AND_NOT)),

        /** Least squares with an intercept is compared with it. */
        WITHOUT_INTERCEPT(estimator().setFitIntercept(false), Map.of(INPUTS, 2L, CROSS, CENTRED_AND_NOT)),

        ORTHOGONAL(estimator().setMap("orthogonal"), Map.of(INPUTS, 1L, CROSS, CENTRED_AND_NOT)),

        ORTHOGONAL_WITHOUT_INTERCEPT(
                estimator().setMap("orthogonal").setFitIntercept(false), Map.of(INPUTS, 1L, CROSS, CENTRED_AND_NOT)),

        /** And of what least squares predicts. */
        LOW_RANK(
                estimator().setMap("low-rank").setRank(2), Map.of(INPUTS, 1L, CROSS, CENTRED_AND_NOT, PREDICTIONS, 1L)),

        /** With the ridge, and without it. */
        RIDGE(estimator().setRidge("0.1"), Map.of(INPUTS, 2L, CROSS, CENTRED_AND_NOT)),

        /** Those too of the rows that are not held back, once for all ridges. */
        CHOSEN_RIDGE(estimator().setRidge("auto"), Map.of(INPUTS, 3L, CROSS, CENTRED_AND_NOT)),

        /** Least squares with three ridges are candidates beside what is compared. */
        CHOSEN_MAP(estimator().setSelect("meanAngle"), Map.of(INPUTS, 4L, CROSS, CENTRED_AND_NOT));

        private final AngularRegression estimator;
        private final Map<String, Long> expected;

        Case(AngularRegression estimator, Map<String, Long> expected) {
            this.estimator = estimator;
            this.expected = expected;
        }
    }

    private static AngularRegression estimator() {
        return new AngularRegression()
                .setFeaturesCol("features")
                .setLabelCol("label")
                .setSolver("closed-form")
                .setValidationFraction(0.25);
    }

    /** A fit that fails before it tells of its rows would be heard by the next. */
    @AfterEach
    void stopHearing() {
        listener.close();
    }

    @ParameterizedTest
    @EnumSource
    void aFitWithAPageDecomposesEachMatrixOnce(Case fit) {
        TrainingSummary summary =
                fit.estimator.setPassListener(listener).fit(pairs).summary().orElseThrow();
        List<String> all = new ArrayList<>(listener.names);
        summary.phases().stream()
                .map(Phase::name)
                .filter(name -> name.contains(" x "))
                .forEach(all::add);
        assertThat(counts(all)).isEqualTo(fit.expected);
    }

    @Test
    void theDoctorDecomposesTheMomentsOfInputsOnce() {
        List<String> names = new ArrayList<>();
        try (DecompositionListener heard = DecompositionListener.of(one -> names.add(one.name()))) {
            new Examination(pairs, estimator().fitSettings()).run();
        }
        assertThat(counts(names)).isEqualTo(Map.of(INPUTS, 1L));
    }

    private static Map<String, Long> counts(List<String> names) {
        return names.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /** Asks for what a page tells of the rows, and hears of the decompositions that a fit makes for it when its clock is read. */
    private static final class ForPage implements PassListener {
        private final List<String> names = new ArrayList<>();
        private DecompositionListener heard;

        @Override
        public void passed(PassReport report) {}

        @Override
        public boolean wantsProfile() {
            heard = DecompositionListener.of(one -> names.add(one.name()));
            return true;
        }

        @Override
        public void profiled(PairProfile profile) {
            close();
        }

        private void close() {
            if (heard != null) {
                heard.close();
                heard = null;
            }
        }
    }
}
