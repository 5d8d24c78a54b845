package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.map.LowRankMap;
import dev.collimate.map.MapDescriptions;
import dev.collimate.map.Maps;
import dev.collimate.map.PerceptronMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DecompositionListener;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import dev.collimate.objective.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What moments say of the rows themselves. Of four rows by weights of which the last counts twice. */
class ClosedFormsTest {
    private static final DoubleMatrix INPUTS = new DoubleMatrix(new double[] {1, 50, 3, 10, -2, 20, 0, 40}, 0, 4, 2);
    private static final DoubleMatrix ACTUALS = new DoubleMatrix(new double[] {3, 0, 0, 4, 0, 2, -1, 0}, 0, 4, 2);
    private static final double[] WEIGHTS = {1, 1, 1, 2};
    private static final ClosedForms FORMS = Rows.closedForms(INPUTS, ACTUALS, WEIGHTS);
    private static final PerceptronMap MAP =
            (PerceptronMap) Maps.create(MapDescriptions.perceptron("relu", true, false, 2, 3, 2));

    /** As where a linear and a low-rank map are candidates of one fit. */
    @Test
    void mapsThatAreSolvedFromTheSameInputsShareTheirDecomposition() {
        MomentFolds folds = MomentFolds.of(2, 2, true);
        folds.solved().merge(Rows.moments(INPUTS, ACTUALS, WEIGHTS, 4));
        folds.held().merge(Rows.moments(INPUTS, ACTUALS, null, 4));
        ClosedForms forms = new ClosedForms(folds, BlasChoice.JAVA);
        LowRankMap lowRank = new LowRankMap(2, 2, 1, true, false);
        List<String> names = new ArrayList<>();
        try (DecompositionListener heard = DecompositionListener.of(one -> names.add(one.name()))) {
            forms.chooseRidge(true);
            assertThat(names).containsExactly("eigenvalues 2 x 2");
            forms.leastSquares(true, 0.1);
            assertThat(names).hasSize(3);
            ClosedForms.LeastSquares again = forms.leastSquares(true, 0.1);
            assertThat(names).hasSize(3);
            forms.leastSquares(true, 0.2);
            assertThat(names).hasSize(4);
            assertThat(again.parameters())
                    .isEqualTo(new ClosedForms(folds, BlasChoice.JAVA)
                            .leastSquares(true, 0.1)
                            .parameters());
        }
        names.clear();
        try (DecompositionListener heard = DecompositionListener.of(one -> names.add(one.name()))) {
            RidgeChoice shared = forms.chooseRidge(lowRank);
            long ofShared = names.size();
            RidgeChoice apart = new ClosedForms(folds, BlasChoice.JAVA).chooseRidge(lowRank);
            assertThat(names).hasSize((int) (2 * ofShared + 1));
            assertThat(shared).usingRecursiveComparison().isEqualTo(apart);
        }
    }

    private static double mean(int column) {
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += WEIGHTS[i] * INPUTS.get(i, column) / 5;
        }
        return sum;
    }

    private static double covariance(int first, int second) {
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += WEIGHTS[i] * (INPUTS.get(i, first) - mean(first)) * (INPUTS.get(i, second) - mean(second)) / 5;
        }
        return sum;
    }

    /** Of one number for each row: unit actuals sum to (1 - 2, 1 + 1). */
    @Test
    void theCosineOfTheBestConstantIsTheLengthOfTheMeanUnitActual() {
        assertThat(FORMS.meanActualCosine()).isCloseTo(Math.sqrt(5) / 5, within(1e-15));
        double[] mean = FORMS.meanActual();
        double cosine = 0;
        for (int i = 0; i < 4; i++) {
            cosine += WEIGHTS[i] * Rows.dot(mean, Rows.unit(Rows.row(ACTUALS, i))) / 5;
        }
        assertThat(FORMS.meanActualCosine()).isCloseTo(cosine, within(1e-15));
    }

    /** Two standardised inputs of correlation r have the eigenvalues 1 + |r| and 1 - |r|. */
    @Test
    void theSpectrumOfTwoInputsFollowsFromTheirCorrelation() {
        double correlation = Math.abs(covariance(0, 1)) / Math.sqrt(covariance(0, 0) * covariance(1, 1));
        InputSpectrum spectrum = FORMS.inputSpectrum();
        assertThat(spectrum.singularValues())
                .containsExactly(new double[] {Math.sqrt(1 + correlation), Math.sqrt(1 - correlation)}, within(1e-12));
        assertThat(spectrum.rank()).isEqualTo(2);
    }

    @Test
    void leverageIsThatOfTheRows() {
        RowLeverage leverage = FORMS.leverage();
        // Of the first input w x^2 is 1, 9, 4 and 0; of the second 2500, 100, 400 and 3200.
        assertThat(leverage.rows()).isEqualTo(4);
        double second = 6200.0 * 6200 / (2500.0 * 2500 + 100 * 100 + 400 * 400 + 3200.0 * 3200);
        assertThat(leverage.effectiveRows()).isCloseTo(second, within(1e-12));
    }

    @Test
    void aRidgeIsChosenWhereThereAreRowsToSolveFromAndRowsToJudgeBy() {
        MomentSums some = Rows.moments(INPUTS, ACTUALS, WEIGHTS, 4);
        MomentSums none = new MomentSums(2, 2);
        assertThat(canChoose(some, some)).isTrue();
        assertThat(canChoose(some, none)).isFalse();
        assertThat(canChoose(none, some)).isFalse();
        assertThat(canChoose(some, null)).isFalse();
    }

    private static boolean canChoose(MomentSums solved, MomentSums held) {
        return new ClosedForms(new MomentFolds(solved, held), BlasChoice.JAVA).canChooseRidge();
    }

    @Test
    void hiddenLayersSeeInputsByTheirMeansAndDeviations() {
        RandomHiddenLayers layers = FORMS.hiddenLayers(MAP, 7);
        for (int j = 0; j < 2; j++) {
            assertThat(layers.means()[j]).isCloseTo(mean(j), within(1e-12));
            assertThat(layers.scales()[j]).isCloseTo(1 / Math.sqrt(covariance(j, j)), within(1e-12));
        }
    }

    @Test
    void onlyFirstWeightsAreMeasuredByTheDeviationsOfInputs() {
        double[] scales = FORMS.inputScales(MAP);
        DoubleMatrix expected = new DoubleMatrix(1, MAP.layout().size());
        Arrays.fill(expected.data(), 1);
        Matrix first = MAP.layout().view(expected, PerceptronMap.weights(1));
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 2; j++) {
                first.set(i, j, 1 / Math.sqrt(2 * covariance(j, j)));
            }
        }
        assertThat(scales).containsExactly(expected.data(), within(1e-12));
    }
}
