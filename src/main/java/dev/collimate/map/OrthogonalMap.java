package dev.collimate.map;

import dev.collimate.math.Blas;
import dev.collimate.math.Precision;

/**
 * p = R x + b with R of outputDim x inputDim, orthonormal columns (or rows where inputDim > outputDim), and, where
 * centred, b = muY - R muX. The parameters come from a closed form and keep this property; nothing here enforces it.
 * The layout is that of {@link LinearMap} with an intercept where centred.
 */
public final class OrthogonalMap implements VectorMap {
    private static final long serialVersionUID = 1L;

    /** The map's name. */
    public static final String NAME = "orthogonal";

    private final LinearMap linear;

    public OrthogonalMap(int inputDim, int outputDim, boolean centred) {
        this.linear = new LinearMap(inputDim, outputDim, centred);
    }

    @Override
    public MapDescription description() {
        return MapDescription.of(NAME, linear.inputDim(), linear.outputDim(), linear.fitIntercept());
    }

    @Override
    public int inputDim() {
        return linear.inputDim();
    }

    @Override
    public int outputDim() {
        return linear.outputDim();
    }

    /** The linear map of the same shape, which computes the same of the same parameters. */
    public LinearMap linear() {
        return linear;
    }

    @Override
    public ParameterLayout layout() {
        return linear.layout();
    }

    @Override
    public LayerChain chain() {
        return linear.chain();
    }

    /** The rectangular identity, whatever the seed. */
    @Override
    public double[] initialParameters(long seed) {
        double[] parameters = new double[layout().size()];
        int weights = layout().entry(LinearMap.WEIGHTS).offset();
        for (int i = 0; i < Math.min(inputDim(), outputDim()); i++) {
            parameters[weights + i * inputDim() + i] = 1;
        }
        return parameters;
    }

    @Override
    public MapWorkspace newWorkspace(Blas blas, Precision precision, int maxRows) {
        return linear.newWorkspace(blas, precision, maxRows);
    }
}
