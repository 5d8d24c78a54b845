package dev.collimate.moments;

import dev.collimate.loss.Reduction;
import dev.collimate.map.PerceptronMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import dev.collimate.math.SymmetricTiles;
import dev.collimate.optim.Preconditioner;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link DampedLayer} for each layer of a perceptron with hidden layers (K-FAC; Martens and Grosse, "Optimizing neural
 * networks with Kronecker-factored approximate curvature", 2015, section 4). The last layer has the inputs of a residual
 * beside its own, and over its outputs what a linear map has, I - mean(p^ p^'). Inputs are measured by their deviations, so
 * that their units do not matter, and the units of a hidden layer by what they have in common: those that hardly answer at
 * this point do so at the next.
 *
 * <p>It is the less exact the further a step goes, and layers move at once that are solved for one by one: see
 * {@link #isRough}.
 */
public record PerceptronPreconditioner(PerceptronMap map, List<DampedLayer> layers) implements Preconditioner {
    public PerceptronPreconditioner {
        layers = List.copyOf(layers);
        if (layers.size() != map.depth()) {
            throw new IllegalArgumentException(
                    "a map of " + map.depth() + " layers has no preconditioner of " + layers.size());
        }
        for (int layer = 1; layer <= map.depth(); layer++) {
            DampedLayer damped = layers.get(layer - 1);
            if (damped.means().length != LayerSums.inputSize(map, layer) - 1
                    || damped.outputs().scales().length != map.size(layer)) {
                throw new IllegalArgumentException("the factors are not those of layer " + layer);
            }
        }
    }

    /**
     * @param reduction of the objective
     * @param shift at least 0; added to every eigenvalue of the weights, as by a pull towards a reference
     * @throws ArithmeticException if an element of the sums is not finite
     */
    static PerceptronPreconditioner of(
            PerceptronMap map, CurvatureSums sums, Reduction reduction, double shift, BlasChoice choice) {
        double scale = reduction == Reduction.MEAN ? 1 / sums.weight() : 1;
        Centring centring = new Centring(sums.inputs(), map.fitIntercept());
        double curvature = centring.weight();
        List<DampedLayer> layers = new ArrayList<>();
        for (int layer = 1; layer <= map.depth(); layer++) {
            int number = layer;
            boolean last = layer == map.depth();
            SymmetricTiles outputs = last
                    ? SymmetricTiles.of(sums.outputFactor())
                    : sums.layers().directions(layer).leading(map.size(layer));
            if (!last && curvature > 0) {
                outputs.multiply(1 / curvature);
            }
            layers.add(DampedLayer.of(
                    layer == 1
                            ? SymmetricTiles.of(sums.inputs())
                            : sums.layers().inputs(layer),
                    map.fitIntercept(),
                    outputs,
                    scale,
                    shift,
                    inputs -> inputScales(map, number, inputs, centring),
                    choice));
        }
        return new PerceptronPreconditioner(map, layers);
    }

    private static double[] inputScales(PerceptronMap map, int layer, SymmetricTiles inputs, Centring centring) {
        int hidden = layer == 1 ? 0 : map.size(layer - 1);
        double[] scales = new double[inputs.size()];
        System.arraycopy(DampedLayer.commonScales(inputs, 0, hidden), 0, scales, 0, hidden);
        for (int j = hidden; j < scales.length; j++) {
            scales[j] = centring.varies(j - hidden) ? 1 / Math.sqrt(inputs.get(j, j)) : 0;
        }
        return scales;
    }

    @Override
    public int dimension() {
        return map.layout().size();
    }

    @Override
    public boolean isRough() {
        return true;
    }

    @Override
    public double[] apply(double[] gradient) {
        DoubleMatrix from = new DoubleMatrix(gradient, 0, 1, gradient.length);
        DoubleMatrix to = new DoubleMatrix(1, gradient.length);
        for (int layer = 1; layer <= map.depth(); layer++) {
            List<Matrix> weights = weights(from, layer);
            double[] intercept = map.fitIntercept()
                    ? map.layout().view(from, PerceptronMap.intercept(layer)).toDoubleArray()
                    : null;
            DampedLayer damped = layers.get(layer - 1);
            DoubleMatrix step = damped.weights(joined(weights), intercept);
            split(step, weights(to, layer));
            if (map.fitIntercept()) {
                map.layout().view(to, PerceptronMap.intercept(layer)).setRow(0, damped.intercept(step, intercept));
            }
        }
        return to.data();
    }

    /** W of a layer, and R beside it where the layer has a residual. */
    private List<Matrix> weights(DoubleMatrix vector, int layer) {
        Matrix own = map.layout().view(vector, PerceptronMap.weights(layer));
        return LayerSums.hasResidual(map, layer)
                ? List.of(own, map.layout().view(vector, PerceptronMap.RESIDUAL))
                : List.of(own);
    }

    private static DoubleMatrix joined(List<Matrix> parts) {
        DoubleMatrix whole = new DoubleMatrix(
                parts.get(0).rows(), parts.stream().mapToInt(Matrix::columns).sum());
        int first = 0;
        for (Matrix part : parts) {
            for (int i = 0; i < whole.rows(); i++) {
                for (int j = 0; j < part.columns(); j++) {
                    whole.set(i, first + j, part.get(i, j));
                }
            }
            first += part.columns();
        }
        return whole;
    }

    private static void split(DoubleMatrix whole, List<Matrix> parts) {
        int first = 0;
        for (Matrix part : parts) {
            for (int i = 0; i < whole.rows(); i++) {
                for (int j = 0; j < part.columns(); j++) {
                    part.set(i, j, whole.get(i, first + j));
                }
            }
            first += part.columns();
        }
    }
}
