package dev.collimate.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.loss.CosineLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.map.MapDescriptions;
import dev.collimate.map.Maps;
import dev.collimate.map.OrthogonalMap;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.objective.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Which kind of map has what, and that what it has is its own. */
class MapMethodsTest {
    private static final List<VectorMap> MAPS = List.of(
            new LinearMap(2, 2, true),
            new LinearMap(2, 2, false),
            new LowRankMap(2, 2, 1, true, false),
            new LowRankMap(2, 2, 1, true, true),
            new LowRankMap(2, 2, 1, false, false),
            new OrthogonalMap(2, 2, true),
            Maps.create(MapDescriptions.perceptron("relu", true, true, 2, 3, 2)));

    /** Far apart along the first input, and near along the second, which are not correlated about zero. */
    private static final DoubleMatrix INPUTS = new DoubleMatrix(new double[] {3, 0, -2, 0, 0, 1, 0, 2}, 0, 4, 2);

    private static final DoubleMatrix ACTUALS =
            new DoubleMatrix(new double[] {0.6, 0.8, 0, -1, -0.8, 0.6, 0, 1}, 0, 4, 2);
    private static final ClosedForms FORMS = Rows.closedForms(INPUTS, ACTUALS, null);

    private static List<Boolean> having(Predicate<MapMethods> property) {
        List<Boolean> having = new ArrayList<>();
        MAPS.forEach(map -> having.add(property.test(MapMethodsFactory.of(map))));
        return having;
    }

    @Test
    void everyKindSaysWhatItHas() {
        assertThat(having(MapMethods::hasClosedForm)).containsExactly(true, true, true, true, true, true, true);
        assertThat(having(MapMethods::hasLeastSquares)).containsExactly(true, true, true, true, true, false, true);
        assertThat(having(MapMethods::hasRidge)).containsExactly(true, true, true, true, true, false, false);
        assertThat(having(MapMethods::hasHiddenLayers)).containsExactly(false, false, false, false, false, false, true);
        assertThat(having(MapMethods::canSpread)).containsExactly(true, false, true, false, false, false, true);
    }

    @Test
    void everyKindSaysHowItIsSearched() {
        assertThat(having(MapMethods::isSearched)).containsExactly(true, true, true, true, true, false, true);
        assertThat(having(MapMethods::hasPreconditioner)).containsExactly(true, true, true, true, true, false, true);
        assertThat(having(MapMethods::curvatureChanges)).containsExactly(false, false, true, true, true, false, false);
        assertThat(having(MapMethods::suitsAdam)).containsExactly(false, false, false, false, false, false, true);
        assertThat(having(MapMethods::pullsToOrthogonal))
                .containsExactly(true, true, false, false, false, false, false);
    }

    /** Sums of squares of inputs are 13 and 5 over four rows. */
    @Test
    void aRidgePullsLinearWeightsTowardsTheReference() {
        MapMethods methods = MapMethodsFactory.of(new LinearMap(2, 2, false));
        double[] reference = {1, -2, 3, 0.5};
        double[] squares = {13, 5};
        double[] plain = new double[4];
        double[] held = new double[4];
        double[] pulled = new double[4];
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                double cross = 0;
                for (int row = 0; row < 4; row++) {
                    cross += ACTUALS.get(row, i) * INPUTS.get(row, j);
                }
                plain[2 * i + j] = cross / squares[j];
                held[2 * i + j] = cross / (squares[j] + 4 * 0.3);
                pulled[2 * i + j] = (cross + 4 * 0.3 * reference[2 * i + j]) / (squares[j] + 4 * 0.3);
            }
        }
        assertThat(methods.start(FORMS, 1)).containsExactly(plain, within(1e-12));
        assertThat(methods.leastSquares(FORMS, 0.3, null, 1).parameters()).containsExactly(held, within(1e-12));
        assertThat(methods.leastSquares(FORMS, 0.3, reference, 1).parameters()).containsExactly(pulled, within(1e-12));
    }

    @Test
    void aLowRankMapStartsFromReducedRankRegression() {
        LowRankMap map = new LowRankMap(2, 2, 1, true, false);
        MapMethods methods = MapMethodsFactory.of(map);
        double[] free = FORMS.reducedRank(map, 0).parameters();
        double[] held = FORMS.reducedRank(map, 0.3).parameters();

        assertThat(methods.start(FORMS, 1)).containsExactly(free);
        assertThat(methods.leastSquares(FORMS, 0.3, null, 1).parameters()).containsExactly(held);
        assertThat(held).isNotEqualTo(free);
    }

    @Test
    void anOrthogonalMapStartsAboutTheMeanWhereItHasOne() {
        double[] centred = MapMethodsFactory.of(new OrthogonalMap(2, 2, true)).start(FORMS, 1);
        double[] plain = MapMethodsFactory.of(new OrthogonalMap(2, 2, false)).start(FORMS, 1);

        assertThat(plain).hasSize(4).containsExactly(FORMS.orthogonal());
        assertThat(centred).hasSize(6).containsExactly(FORMS.centredOrthogonal());
    }

    /** Rows 2 and 3 are held back. */
    @Test
    void linearAndLowRankMapsChooseTheRidgeOfTheLeastErrorOnRowsHeldBack() {
        MomentFolds folds = new MomentFolds(moments(0, 2), moments(2, 4));
        ClosedForms forms = new ClosedForms(folds, BlasChoice.JAVA);
        LowRankMap lowRank = new LowRankMap(2, 2, 1, false, false);

        assertThat(forms.canChooseRidge()).isTrue();
        assertThat(MapMethodsFactory.of(new LinearMap(2, 2, false)).chooseRidge(forms))
                .isEqualTo(forms.chooseRidge(false));
        assertThat(MapMethodsFactory.of(lowRank).chooseRidge(forms)).isEqualTo(forms.chooseRidge(lowRank));
        MapMethods orthogonal = MapMethodsFactory.of(new OrthogonalMap(2, 2, false));
        assertThatThrownBy(() -> orthogonal.chooseRidge(forms)).isInstanceOf(IllegalStateException.class);
    }

    private static MomentSums moments(int from, int until) {
        MomentPass pass = new MomentPass(2, 2, Blas.of(BlasChoice.JAVA), 2);
        pass.add(new PairBlock(INPUTS.rowRange(from, until), ACTUALS.rowRange(from, until), null, null));
        return pass.sums();
    }

    @Test
    void aPreconditionerTakesTheMapsOwnParameters() {
        CurvaturePass pass = new CurvaturePass(new CosineLoss(), 2, 2, Blas.of(BlasChoice.JAVA), 4);
        pass.observe(new PairBlock(INPUTS, ACTUALS, null, null), ACTUALS);
        for (VectorMap map : MAPS.subList(0, 5)) {
            double[] point = map.initialParameters(1);
            assertThat(MapMethodsFactory.of(map)
                            .preconditioner(point, pass.sums(), Reduction.MEAN, 0.1, BlasChoice.JAVA)
                            .dimension())
                    .isEqualTo(point.length);
        }
    }
}
