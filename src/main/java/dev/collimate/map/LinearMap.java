package dev.collimate.map;

import dev.collimate.math.Blas;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;

/** p = W x + b with W of outputDim x inputDim and an optional intercept b. */
public final class LinearMap implements VectorMap {
    private static final long serialVersionUID = 1L;

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
    public String name() {
        return "linear";
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
    public double[] initialParameters(long seed) {
        return StartValues.glorot(layout, seed);
    }

    @Override
    public MapPass newPass(Blas blas, Precision precision, int maxRows) {
        Matrix buffer = precision.zeros(maxRows, outputDim);
        return new MapPass() {
            @Override
            public Matrix forward(Matrix parameters, Matrix inputs) {
                Matrix predictions = buffer.rowRange(0, inputs.rows());
                blas.gemm(false, true, 1, inputs, layout.view(parameters, WEIGHTS), 0, predictions);
                if (fitIntercept) {
                    predictions.addToEveryRow(layout.view(parameters, INTERCEPT));
                }
                return predictions;
            }

            @Override
            public void backward(Matrix parameters, Matrix inputs, Matrix outputGradient, Matrix parameterGradient) {
                blas.gemm(true, false, 1, outputGradient, inputs, 0, layout.view(parameterGradient, WEIGHTS));
                if (fitIntercept) {
                    outputGradient.columnSums(layout.view(parameterGradient, INTERCEPT));
                }
            }
        };
    }
}
