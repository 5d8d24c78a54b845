package dev.collimate.moments;

import dev.collimate.map.PerceptronMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.LinearAlgebra;
import dev.collimate.math.Matrix;
import dev.collimate.math.SymmetricTiles;
import dev.collimate.math.TiledCholesky;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the last layer of a perceptron with fixed hidden layers solves, from the sums of some rows: a residual L is least
 * squares on unit actuals, and weights V are ridge regression of what it leaves over,
 *
 * <pre>p = mean y^ + L (u - mean u) + V (h - mean h),   V = G (K + ridge tr(K) / units I)^-1</pre>
 *
 * with the second moments K of h - mean h with itself and G of the remainder with it; without intercepts all means are 0.
 */
final class OutputProblem {
    private final HiddenSums sums;
    private final HiddenSums.Shape shape;
    private final boolean centred;
    private final BlasChoice choice;
    private final Blas blas;
    private final DoubleMatrix linear;
    private final OptionalInt rank;
    private final double[] unitMeans;
    private final DoubleMatrix remainder;
    private final List<DoubleMatrix> crossProducts;

    OutputProblem(HiddenSums sums, boolean centred, BlasChoice choice) {
        this.sums = sums;
        this.shape = sums.shape();
        this.centred = centred;
        this.choice = choice;
        this.blas = Blas.of(choice);
        this.linear = new DoubleMatrix(shape.outputs(), shape.inputs());
        this.rank = solveLinear();
        this.unitMeans = sums.unitSums();
        for (int i = 0; i < unitMeans.length; i++) {
            unitMeans[i] = centred ? unitMeans[i] / sums.weight() : 0;
        }
        this.remainder = makeRemainder();
        this.crossProducts = crossProducts(sums);
    }

    /** The rank of the inputs' second moments, 1 for an intercept among it; empty without a residual. */
    private OptionalInt solveLinear() {
        if (shape.inputs() == 0) {
            return OptionalInt.empty();
        }
        Centring centring = new Centring(sums.inputMoment(), centred);
        StandardisedInputs inputs = StandardisedInputs.of(centring, 0, LinearAlgebra.of(choice));
        linear.copyFrom(inputs.solve(centring.crossProducts(sums.actualMoment(), shape.outputs()), blas));
        return OptionalInt.of(inputs.rank() + (centred ? 1 : 0));
    }

    private DoubleMatrix makeRemainder() {
        DoubleMatrix operator = new DoubleMatrix(shape.outputs(), shape.others());
        for (int i = 0; i < shape.outputs(); i++) {
            for (int j = 0; j < shape.inputs(); j++) {
                operator.set(i, j, -linear.get(i, j));
            }
            operator.set(i, shape.inputs(), -constant(i));
            operator.set(i, shape.inputs() + 1 + i, 1);
        }
        return operator;
    }

    /** Element i of mean y^ - L mean u; 0 without intercepts. */
    private double constant(int i) {
        if (!centred) {
            return 0;
        }
        int one = shape.inputs();
        double constant = sums.otherMoment().get(one, one + 1 + i);
        for (int j = 0; j < one; j++) {
            constant -= linear.get(i, j) * sums.otherMoment().get(one, j);
        }
        return constant / sums.weight();
    }

    /** Sum of w e h' over the rows of {@code rows}, for what this residual leaves over there, e; outputs x a run each. */
    List<DoubleMatrix> crossProducts(HiddenSums rows) {
        List<DoubleMatrix> products = new ArrayList<>();
        for (DoubleMatrix run : rows.crossMoment()) {
            DoubleMatrix product = new DoubleMatrix(shape.outputs(), run.rows());
            blas.gemm(false, true, 1, remainder, run, 0, product);
            products.add(product);
        }
        return products;
    }

    /** L, outputs x inputs. */
    DoubleMatrix linear() {
        return linear;
    }

    double[] unitMeans() {
        return unitMeans;
    }

    /** Takes r = (u, 1, y^) to what the residual leaves over, outputs x others. */
    DoubleMatrix remainder() {
        return remainder;
    }

    OptionalInt rank() {
        return rank;
    }

    /**
     * V for a ridge, by runs of columns.
     *
     * @throws ArithmeticException if the ridge is too small for units that depend on each other
     */
    List<DoubleMatrix> weights(double ridge) {
        SymmetricTiles products = sums.unitMoment().leading(shape.units());
        if (centred) {
            products.addOuterProduct(-sums.weight(), unitMeans);
        }
        double variance = products.trace() / shape.units();
        List<DoubleMatrix> weights = new ArrayList<>();
        for (DoubleMatrix run : crossProducts) {
            DoubleMatrix copy = new DoubleMatrix(run.rows(), run.columns());
            copy.copyFrom(run);
            weights.add(copy);
        }
        if (variance > 0) {
            products.addToDiagonal(ridge * variance);
            TiledCholesky.of(products, choice).solve(weights);
        } else {
            weights.forEach(DoubleMatrix::clear);
        }
        return weights;
    }

    /** V times a vector. */
    static double[] times(List<DoubleMatrix> weights, double[] vector) {
        double[] product = new double[weights.get(0).rows()];
        for (int run = 0; run < weights.size(); run++) {
            DoubleMatrix part = weights.get(run);
            for (int i = 0; i < product.length; i++) {
                for (int j = 0; j < part.columns(); j++) {
                    product[i] += part.get(i, j) * vector[SymmetricTiles.start(run) + j];
                }
            }
        }
        return product;
    }

    /** The parameters with V and the residual for inputs as they are. */
    double[] parameters(RandomHiddenLayers layers, List<DoubleMatrix> weights) {
        PerceptronMap map = layers.map();
        DoubleMatrix values =
                new DoubleMatrix(layers.parameters().clone(), 0, 1, map.layout().size());
        Matrix last = map.layout().view(values, PerceptronMap.weights(map.depth()));
        for (int run = 0; run < weights.size(); run++) {
            for (int i = 0; i < shape.outputs(); i++) {
                for (int j = 0; j < weights.get(run).columns(); j++) {
                    last.set(i, SymmetricTiles.start(run) + j, weights.get(run).get(i, j));
                }
            }
        }
        double[] atMeans = times(weights, unitMeans);
        for (int i = 0; i < shape.outputs(); i++) {
            double intercept = constant(i) - atMeans[i];
            for (int j = 0; j < shape.inputs(); j++) {
                double weight = linear.get(i, j) * layers.scales()[j];
                map.layout().view(values, PerceptronMap.RESIDUAL).set(i, j, weight);
                intercept -= weight * layers.means()[j];
            }
            if (centred) {
                map.layout().view(values, PerceptronMap.intercept(map.depth())).set(0, i, intercept);
            }
        }
        return values.data();
    }
}
