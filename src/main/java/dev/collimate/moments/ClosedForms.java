package dev.collimate.moments;

import dev.collimate.data.Weights;
import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.map.PerceptronMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import dev.collimate.math.UnitVectors;
import java.util.Arrays;

/**
 * Maps that follow from moments without a search, and starts of searches. Parameters come in the layout of {@link
 * LinearMap} where nothing else is said.
 */
public final class ClosedForms {
    private final MomentFolds folds;
    private final MomentSums moments;
    private final BlasChoice choice;
    private final Blas blas;
    private final SharedDecompositions shared;

    /** @throws IllegalArgumentException if the rows' weights sum to 0 */
    public ClosedForms(MomentSums moments, BlasChoice choice) {
        this(new MomentFolds(moments, null), choice);
    }

    /**
     * Of the rows of both folds.
     *
     * @throws IllegalArgumentException if the rows' weights sum to 0
     */
    public ClosedForms(MomentFolds folds, BlasChoice choice) {
        this.folds = folds;
        this.moments = folds.total();
        Weights.requirePositive(moments.rows(), moments.weight());
        this.choice = choice;
        this.blas = Blas.of(choice);
        this.shared = new SharedDecompositions(folds, moments, choice);
    }

    /**
     * Least squares on unit actuals.
     *
     * @param parameters of the map asked for
     * @param rank of the inputs' second moments; with an intercept, of their deviations from the mean, and 1 for itself
     */
    public record LeastSquares(double[] parameters, int rank) {}

    /** Sum of w over the rows. */
    public double weight() {
        return moments.weight();
    }

    /** The mean over the inputs of their weighted variances, of squares without an intercept: what measures a ridge. */
    public double meanInputVariance(boolean fitIntercept) {
        return shared.centring(fitIntercept).variation() / (weight() * moments.inputDim());
    }

    /** Sum of w y^ (x, 1)', outputDim x (inputDim + 1). */
    DoubleMatrix crossMoment() {
        return moments.crossMoment();
    }

    /** What long rows have to say. */
    public RowLeverage leverage() {
        return RowLeverage.of(moments);
    }

    /** Whether rows were held back that a ridge can be chosen by. */
    public boolean canChooseRidge() {
        return folds.canChoose();
    }

    /** The best ridge of least squares, relative to {@link #meanInputVariance}, if {@link #canChooseRidge}. */
    public RidgeChoice chooseRidge(boolean fitIntercept) {
        return shared.linearRidge(fitIntercept).choose();
    }

    /** The best ridge of reduced-rank regression, relative to {@link #meanInputVariance}, if {@link #canChooseRidge}. */
    public RidgeChoice chooseRidge(LowRankMap map) {
        return shared.linearRidge(map.fitIntercept()).choose(map);
    }

    /**
     * Minimises sum w |W x + b - y^|^2 / sum w + ridge * |W|^2; of all minima the one of smallest |W| for inputs
     * divided by their root mean square, with an intercept by their standard deviation.
     *
     * @param ridge at least 0; leaves the intercept alone
     */
    public LeastSquares leastSquares(boolean fitIntercept, double ridge) {
        return leastSquares(
                fitIntercept, ridge, new double[linear(fitIntercept).layout().size()]);
    }

    /**
     * As {@link #leastSquares(boolean, double)}, with ridge * |W - W0|^2.
     *
     * @param reference parameters that hold W0
     */
    public LeastSquares leastSquares(boolean fitIntercept, double ridge, double[] reference) {
        Centring centring = shared.centring(fitIntercept);
        DoubleMatrix cross = centring.crossProducts(moments.crossMoment(), moments.outputDim());
        DoubleMatrix pulled = linear(fitIntercept).join(new DoubleMatrix(reference, 0, 1, reference.length));
        double weightedRidge = ridge * weight();
        for (int i = 0; i < moments.outputDim(); i++) {
            for (int j = 0; j < moments.inputDim(); j++) {
                cross.set(i, j, cross.get(i, j) + weightedRidge * pulled.get(i, j));
            }
        }
        StandardisedInputs plain = shared.inputs(fitIntercept);
        StandardisedInputs inputs = weightedRidge > 0 ? shared.inputs(fitIntercept, weightedRidge) : plain;
        return new LeastSquares(
                parameters(inputs.solve(cross, blas), fitIntercept), plain.rank() + (fitIntercept ? 1 : 0));
    }

    /** The curvature of a loss at the parameters of a linear map, as far as moments tell it. */
    public MomentCurvature curvature(LinearMap map, double[] parameters) {
        DoubleMatrix inputMoment = shared.centring(map.fitIntercept()).inputSums();
        return MomentCurvature.of(map, parameters, inputMoment, shared.inputs(map.fitIntercept()), choice);
    }

    /** In how many directions inputs vary. */
    public InputSpectrum inputSpectrum() {
        return InputSpectrum.of(shared.inputs(true));
    }

    /**
     * Reduced-rank regression on unit actuals: least squares as far as the map's rank goes, see {@link
     * ReducedRankRegression}.
     *
     * @param ridge at least 0, of the least squares; above 0 the map is the best approximation of what that predicts
     * @return parameters of the map, and the rank of the inputs' second moments
     */
    public LeastSquares reducedRank(LowRankMap map, double ridge) {
        LeastSquares full = leastSquares(map.fitIntercept(), ridge);
        double[] parameters = new ReducedRankRegression(
                        map, moments, shared.centring(map.fitIntercept()), full.parameters(), choice)
                .parameters();
        return new LeastSquares(parameters, full.rank());
    }

    /** Moments of p = W x + b over the rows, see {@link LinearPredictions}. */
    SpreadSums predictions(Matrix weights, Matrix intercept, DoubleMatrix actuals) {
        return LinearPredictions.of(moments, shared.centring(true), weights, intercept, actuals, blas);
    }

    /** A perceptron's random start, made for the inputs at hand, see {@link PerceptronStart}. */
    public double[] standardisedStart(PerceptronMap map, long seed) {
        return PerceptronStart.standardised(map, shared.centring(map.fitIntercept()), seed);
    }

    /** Hidden layers that stay random, made for the inputs at hand. */
    public RandomHiddenLayers hiddenLayers(PerceptronMap map, long seed) {
        return RandomHiddenLayers.of(map, shared.centring(map.fitIntercept()), seed);
    }

    /** A perceptron's parameters measured by the deviations of its inputs, see {@link PerceptronStart}. */
    public double[] inputScales(PerceptronMap map) {
        return PerceptronStart.inputScales(map, shared.centring(map.fitIntercept()));
    }

    /**
     * A perceptron that predicts what least squares on unit actuals does, see {@link PerceptronStart}.
     *
     * @param map for which {@link PerceptronMap#containsLinear} holds
     * @param ridge at least 0, of the least squares
     * @return parameters of the map, and the rank of the inputs' second moments
     */
    public LeastSquares leastSquares(PerceptronMap map, long seed, double ridge) {
        LeastSquares full = leastSquares(map.fitIntercept(), ridge);
        return new LeastSquares(
                PerceptronStart.leastSquares(map, shared.centring(map.fitIntercept()), full.parameters(), seed),
                full.rank());
    }

    /**
     * R = U V' of the singular value decomposition of sum w y^ x^' (Schoenemann, "A generalized solution of the orthogonal
     * Procrustes problem", 1966). For inputDim up to outputDim R'R = I, lengths are kept, and R has the best mean cosine of
     * all such maps; for inputDim above outputDim RR' = I, lengths change, and R is a good start but not the optimum.
     */
    public double[] orthogonal() {
        return parameters(shared.procrustes(false).rotation(), false);
    }

    /**
     * p = R (x - mean x) + mean y^ with R = U V' of the centred sum w (y^ - mean y^)(x - mean x)': the Procrustes solution of
     * the squared distance. A good start, not the optimum of the cosine: the intercept changes lengths.
     */
    public double[] centredOrthogonal() {
        return parameters(shared.procrustes(true).rotation(), true);
    }

    /**
     * The orthogonal map, centred if there is an intercept, with its rotation times the number that brings it nearest to
     * the unit actuals in squared distance; in the layout of a linear map. The number is 1 where none above 0 does.
     */
    public double[] scaledOrthogonal(boolean fitIntercept) {
        return parameters(shared.procrustes(fitIntercept).scaledRotation(), fitIntercept);
    }

    /** The direction of the mean unit actual; of all constant predictions the one with the best mean cosine. */
    public double[] meanActual() {
        double[] mean = new double[moments.outputDim()];
        Arrays.setAll(mean, i -> moments.crossMoment().get(i, moments.inputDim()));
        UnitVectors.normalize(mean);
        return mean;
    }

    /** The mean cosine of the best constant prediction, {@link #meanActual}. */
    public double meanActualCosine() {
        double squares = 0;
        for (int i = 0; i < moments.outputDim(); i++) {
            double sum = moments.crossMoment().get(i, moments.inputDim());
            squares += sum * sum;
        }
        return Math.sqrt(squares) / weight();
    }

    /** W, and with an intercept the b that takes the mean input to the mean unit actual. */
    private double[] parameters(DoubleMatrix weights, boolean fitIntercept) {
        int inputDim = moments.inputDim();
        DoubleMatrix augmented = new DoubleMatrix(weights.rows(), inputDim + (fitIntercept ? 1 : 0));
        for (int i = 0; i < weights.rows(); i++) {
            double intercept = moments.crossMoment().get(i, inputDim) / weight();
            for (int j = 0; j < inputDim; j++) {
                augmented.set(i, j, weights.get(i, j));
                intercept -= weights.get(i, j) * moments.inputMoment(inputDim, j) / weight();
            }
            if (fitIntercept) {
                augmented.set(i, inputDim, intercept);
            }
        }
        LinearMap map = linear(fitIntercept);
        DoubleMatrix parameters = new DoubleMatrix(1, map.layout().size());
        map.split(augmented, parameters);
        return parameters.data();
    }

    private LinearMap linear(boolean fitIntercept) {
        return new LinearMap(moments.inputDim(), moments.outputDim(), fitIntercept);
    }
}
