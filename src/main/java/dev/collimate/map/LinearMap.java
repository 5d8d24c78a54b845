package dev.collimate.map;

import dev.collimate.math.Blas;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import java.util.List;
import java.util.Optional;

/** p = W x + b with W of outputDim x inputDim and an optional intercept b. */
public final class LinearMap implements VectorMap {
    private static final long serialVersionUID = 1L;

    /** The map's name. */
    public static final String NAME = "linear";
    /** Name of W in the layout. */
    public static final String WEIGHTS = "weights";
    /** Name of b in the layout. */
    public static final String INTERCEPT = "intercept";

    private final int inputDim;
    private final int outputDim;
    private final boolean fitIntercept;
    private final ParameterLayout layout;

    public LinearMap(int inputDim, int outputDim, boolean fitIntercept) {
        this.inputDim = inputDim;
        this.outputDim = outputDim;
        this.fitIntercept = fitIntercept;
        ParameterLayout.Builder builder = ParameterLayout.builder().weights(WEIGHTS, outputDim, inputDim);
        this.layout = (fitIntercept ? builder.intercept(INTERCEPT, outputDim) : builder).build();
    }

    @Override
    public MapDescription description() {
        return MapDescription.of(NAME, inputDim, outputDim, fitIntercept);
    }

    @Override
    public int inputDim() {
        return inputDim;
    }

    @Override
    public int outputDim() {
        return outputDim;
    }

    public boolean fitIntercept() {
        return fitIntercept;
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    @Override
    public LayerChain chain() {
        Optional<String> intercept = fitIntercept ? Optional.of(INTERCEPT) : Optional.empty();
        return new LayerChain(List.of(new LayerChain.Layer(WEIGHTS, intercept)), Optional.empty(), Optional.empty());
    }

    @Override
    public double[] initialParameters(long seed) {
        return StartValues.glorot(layout, seed);
    }

    /**
     * From (W b), outputDim x (inputDim + 1), to parameters; without intercept from W alone.
     *
     * @param parameters 1 x size of the layout; overwritten
     */
    public void split(DoubleMatrix augmented, Matrix parameters) {
        Matrix weights = layout.view(parameters, WEIGHTS);
        for (int i = 0; i < outputDim; i++) {
            for (int j = 0; j < inputDim; j++) {
                weights.set(i, j, augmented.get(i, j));
            }
        }
        if (fitIntercept) {
            Matrix intercept = layout.view(parameters, INTERCEPT);
            for (int i = 0; i < outputDim; i++) {
                intercept.set(0, i, augmented.get(i, inputDim));
            }
        }
    }

    /** From parameters (1 x size of the layout) to (W b); the inverse of {@link #split}. */
    public DoubleMatrix join(Matrix parameters) {
        DoubleMatrix augmented = new DoubleMatrix(outputDim, inputDim + (fitIntercept ? 1 : 0));
        Matrix weights = layout.view(parameters, WEIGHTS);
        for (int i = 0; i < outputDim; i++) {
            for (int j = 0; j < inputDim; j++) {
                augmented.set(i, j, weights.get(i, j));
            }
        }
        if (fitIntercept) {
            Matrix intercept = layout.view(parameters, INTERCEPT);
            for (int i = 0; i < outputDim; i++) {
                augmented.set(i, inputDim, intercept.get(0, i));
            }
        }
        return augmented;
    }

    /** (W b) of parameters, outputDim x (inputDim + 1), with b = 0 where there is no intercept. */
    public DoubleMatrix augmented(double[] parameters) {
        DoubleMatrix joined = join(new DoubleMatrix(parameters, 0, 1, parameters.length));
        DoubleMatrix augmented = new DoubleMatrix(outputDim, inputDim + 1);
        for (int i = 0; i < outputDim; i++) {
            for (int j = 0; j < joined.columns(); j++) {
                augmented.set(i, j, joined.get(i, j));
            }
        }
        return augmented;
    }

    @Override
    public MapWorkspace newWorkspace(Blas blas, Precision precision, int maxRows) {
        BlockBuffer outputs = new BlockBuffer(precision, maxRows, outputDim);
        AffineLayer layer = new AffineLayer(blas);
        ParameterViews values = new ParameterViews(layout);
        ParameterViews gradients = new ParameterViews(layout);
        return new MapWorkspace() {
            @Override
            public Matrix forward(Matrix parameters, Matrix inputs) {
                Matrix predictions = outputs.rows(inputs.rows());
                layer.forward(inputs, values.of(parameters, WEIGHTS), intercept(values, parameters), predictions);
                return predictions;
            }

            @Override
            public void backward(Matrix parameters, Matrix inputs, Matrix outputGradient, Matrix parameterGradient) {
                layer.backward(
                        outputGradient,
                        inputs,
                        gradients.of(parameterGradient, WEIGHTS),
                        intercept(gradients, parameterGradient));
            }

            private Matrix intercept(ParameterViews views, Matrix vector) {
                return fitIntercept ? views.of(vector, INTERCEPT) : null;
            }
        };
    }
}
