package dev.collimate.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.collimate.data.PairBlock;
import dev.collimate.map.Maps;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.HashRandom;
import dev.collimate.ml.AngularRegression;
import dev.collimate.moments.ClosedForms;
import dev.collimate.moments.MomentPass;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.param.ParamMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StartPointTest {
    private static final int DIM = 4;
    private static final int ROWS = 30;
    private static final double WEIGHT = 2.5;
    private static final double PULL = 0.4;

    static List<AngularRegression> settings() {
        return List.of(
                new AngularRegression("linear"),
                new AngularRegression("low-rank").setMap("low-rank").setRank(2),
                new AngularRegression("low-rank with x")
                        .setMap("low-rank")
                        .setRank(2)
                        .setResidual(true)
                        .setFitIntercept(false),
                new AngularRegression("mlp")
                        .setMap("mlp")
                        .setLayers(new int[] {DIM, 3, DIM})
                        .setResidual(true),
                new AngularRegression("mlp of one layer").setMap("mlp").setLayers(new int[] {DIM, DIM}));
    }

    /** The sum is the mean times the weight, so it takes a pull of that many times the strength. */
    @ParameterizedTest
    @MethodSource("settings")
    void theRidgeIsAsStrongBesideASumAsBesideAMean(AngularRegression settings) {
        double[] none = start(settings, 0, "mean", weights(WEIGHT));
        double[] ofMean = start(settings, PULL, "mean", weights(WEIGHT));

        assertThat(start(settings, PULL * ROWS * WEIGHT, "sum", weights(WEIGHT)))
                .containsExactly(ofMean, within(1e-9));
        assertThat(distance(none, ofMean)).isGreaterThan(1e-2);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aRowWithoutWeightIsNoRow(AngularRegression settings) {
        double[] weights = weights(1);
        weights[ROWS - 1] = 0;
        double[] without = start(settings, 0, "mean", Arrays.copyOf(weights, ROWS - 1));

        assertThat(start(settings, 0, "mean", weights)).containsExactly(without, within(1e-9));
        assertThat(distance(without, start(settings, 0, "mean", weights(1)))).isGreaterThan(1e-3);
    }

    private static double[] start(AngularRegression settings, double regParam, String reduction, double[] weights) {
        AngularRegression changed =
                settings.copy(new ParamMap().put(settings.regParam(), regParam).put(settings.reduction(), reduction));
        VectorMap map = Maps.create(changed.mapDescription().between(DIM, DIM));
        MomentPass pass = new MomentPass(DIM, DIM, Blas.of(BlasChoice.JAVA), ROWS);
        pass.add(block(weights));
        StartPoint start = StartPoint.of(
                changed.fitSettings(),
                map,
                Optional.of(new ClosedForms(pass.sums(), BlasChoice.JAVA)),
                Optional.empty());
        assertThat(start.reference()).isEqualTo(start.parameters());
        return start.parameters();
    }

    private static PairBlock block(double[] weights) {
        DoubleMatrix inputs = new DoubleMatrix(weights.length, DIM);
        DoubleMatrix actuals = new DoubleMatrix(weights.length, DIM);
        for (int i = 0; i < inputs.size(); i++) {
            inputs.data()[i] = HashRandom.gaussian(1, i);
            actuals.data()[i] = inputs.data()[i] * (1 + i % DIM) + HashRandom.gaussian(2, i);
        }
        return new PairBlock(inputs, actuals, weights, null);
    }

    private static double[] weights(double each) {
        double[] weights = new double[ROWS];
        Arrays.fill(weights, each);
        return weights;
    }

    private static double distance(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }
}
