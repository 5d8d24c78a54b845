package dev.collimate.map;

import dev.collimate.math.Blas;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import java.util.List;
import java.util.Optional;

/**
 * p = U (V x) + b, with V of rank x inputDim and U of outputDim x rank, an optional intercept b, and optionally + x: at the
 * cost of rank * (inputDim + outputDim) numbers in place of inputDim * outputDim.
 */
public final class LowRankMap implements VectorMap {
    private static final long serialVersionUID = 1L;

    /** The map's name. */
    public static final String NAME = "low-rank";
    /** Name of V in the layout. */
    public static final String INPUT_FACTOR = "inputFactor";
    /** Name of U in the layout. */
    public static final String OUTPUT_FACTOR = "outputFactor";
    /** Name of b in the layout. */
    public static final String INTERCEPT = "intercept";

    private final int inputDim;
    private final int outputDim;
    private final int rank;
    private final boolean fitIntercept;
    private final boolean residual;
    private final ParameterLayout layout;

    /**
     * @param rank in [1, min(inputDim, outputDim)]
     * @param residual whether x is added; then the dimensions must agree
     */
    public LowRankMap(int inputDim, int outputDim, int rank, boolean fitIntercept, boolean residual) {
        int most = Math.min(inputDim, outputDim);
        if (rank < 1 || rank > most) {
            throw new IllegalArgumentException(
                    "rank must be in [1, min(inputDim, outputDim) = " + most + "], but was " + rank);
        }
        if (residual && inputDim != outputDim) {
            throw new IllegalArgumentException("the map " + NAME + " adds x to its output where residual is true, so"
                    + " inputDim and outputDim must agree, but were " + inputDim + " and " + outputDim
                    + "; leave residual out");
        }
        this.inputDim = inputDim;
        this.outputDim = outputDim;
        this.rank = rank;
        this.fitIntercept = fitIntercept;
        this.residual = residual;
        ParameterLayout.Builder builder =
                ParameterLayout.builder().weights(INPUT_FACTOR, rank, inputDim).weights(OUTPUT_FACTOR, outputDim, rank);
        this.layout = (fitIntercept ? builder.intercept(INTERCEPT, outputDim) : builder).build();
    }

    @Override
    public MapDescription description() {
        return MapDescription.of(NAME, inputDim, outputDim, fitIntercept)
                .withRank(rank)
                .withResidual(residual);
    }

    @Override
    public int inputDim() {
        return inputDim;
    }

    @Override
    public int outputDim() {
        return outputDim;
    }

    public int rank() {
        return rank;
    }

    public boolean fitIntercept() {
        return fitIntercept;
    }

    /** Whether x is added to the output. */
    public boolean residual() {
        return residual;
    }

    @Override
    public ParameterLayout layout() {
        return layout;
    }

    @Override
    public LayerChain chain() {
        Optional<String> intercept = fitIntercept ? Optional.of(INTERCEPT) : Optional.empty();
        return new LayerChain(
                List.of(
                        new LayerChain.Layer(INPUT_FACTOR, Optional.empty()),
                        new LayerChain.Layer(OUTPUT_FACTOR, intercept)),
                Optional.empty(),
                residual ? Optional.of(new LayerChain.Skip(Optional.empty())) : Optional.empty());
    }

    @Override
    public double[] initialParameters(long seed) {
        return StartValues.glorot(layout, seed);
    }

    @Override
    public MapWorkspace newWorkspace(Blas blas, Precision precision, int maxRows) {
        BlockBuffer inner = new BlockBuffer(precision, maxRows, rank);
        BlockBuffer outer = new BlockBuffer(precision, maxRows, outputDim);
        AffineLayer first = new AffineLayer(blas);
        AffineLayer second = new AffineLayer(blas);
        ParameterViews values = new ParameterViews(layout);
        ParameterViews gradients = new ParameterViews(layout);
        return new MapWorkspace() {
            @Override
            public Matrix forward(Matrix parameters, Matrix inputs) {
                Matrix projections = inner.rows(inputs.rows());
                Matrix predictions = outer.rows(inputs.rows());
                first.forward(inputs, values.of(parameters, INPUT_FACTOR), null, projections);
                second.forward(
                        projections, values.of(parameters, OUTPUT_FACTOR), intercept(values, parameters), predictions);
                if (residual) {
                    predictions.add(inputs);
                }
                return predictions;
            }

            @Override
            public void backward(Matrix parameters, Matrix inputs, Matrix outputGradient, Matrix parameterGradient) {
                Matrix projections = inner.rows(inputs.rows());
                second.backward(
                        outputGradient,
                        projections,
                        gradients.of(parameterGradient, OUTPUT_FACTOR),
                        intercept(gradients, parameterGradient));
                // The projections have done their work: the gradient with respect to them takes their place.
                blas.gemm(false, false, 1, outputGradient, values.of(parameters, OUTPUT_FACTOR), 0, projections);
                first.backward(projections, inputs, gradients.of(parameterGradient, INPUT_FACTOR), null);
            }

            private Matrix intercept(ParameterViews views, Matrix vector) {
                return fitIntercept ? views.of(vector, INTERCEPT) : null;
            }
        };
    }
}
