package dev.collimate.map;

import dev.collimate.math.Blas;
import dev.collimate.math.Precision;
import java.io.Serializable;

/**
 * The shape of a map from vectors of {@link #inputDim} to vectors of {@link #outputDim} numbers: immutable and without
 * parameter values, which travel beside it as one flat vector that {@link #layout} describes.
 */
public interface VectorMap extends Serializable {
    /** What {@link Maps#create} needs to build this map again. */
    MapDescription description();

    /** The name on the command line, in parameters and in results. */
    default String name() {
        return description().name();
    }

    default int inputDim() {
        return description().inputDim();
    }

    default int outputDim() {
        return description().outputDim();
    }

    /** Where each named parameter lies in the flat vector. */
    ParameterLayout layout();

    /**
     * What exports as ONNX and as Dense layers write.
     *
     * @throws IllegalArgumentException if the map is no chain of layers
     */
    LayerChain chain();

    /** Parameter values to start from: a pure function of the shape and the seed. */
    double[] initialParameters(long seed);

    /**
     * Working memory for one thread that maps blocks of at most {@code maxRows} rows. All buffers are made here, none
     * per block.
     */
    MapWorkspace newWorkspace(Blas blas, Precision precision, int maxRows);
}
