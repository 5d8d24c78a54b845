package dev.collimate.model;

import dev.collimate.data.RowProblem;
import dev.collimate.data.VectorChecks;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.Floats;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A fitted map for one vector at a time, for services: read from a model directory on a local file system without a
 * Spark session; neither Spark nor Hadoop need be on the class path. Immutable and safe for any number of threads.
 */
public final class VectorPredictor {
    private final VectorMap map;
    private final FloatMatrix parameters;
    private final Blas blas;

    /** @param parameters as many as the map's layout has; not copied */
    public VectorPredictor(VectorMap map, float[] parameters, BlasChoice blas) {
        this.map = map;
        this.parameters = new FloatMatrix(parameters, 0, 1, parameters.length);
        this.blas = Blas.of(blas);
    }

    /** Reads a model directory, with the products run by the best implementation that loads. */
    public static VectorPredictor load(Path modelDirectory) throws IOException {
        return load(modelDirectory, BlasChoice.AUTO);
    }

    /**
     * Reads a model directory.
     *
     * @throws IOException if a file is missing or broken, in one line that names it
     * @throws IllegalStateException if {@code blas} does not load
     */
    public static VectorPredictor load(Path modelDirectory, BlasChoice blas) throws IOException {
        ParameterFiles.Content content =
                ParameterReader.read(ParameterDirectory.of(modelDirectory), modelDirectory.toString());
        return new VectorPredictor(content.map(), Floats.of(content.parameters()), blas);
    }

    /** The shape of the map. */
    public VectorMap map() {
        return map;
    }

    /**
     * The prediction for one vector.
     *
     * @param x inputDim elements; not changed
     * @return outputDim elements, the caller's own
     * @throws IllegalArgumentException if x has another length, or an element that is not finite
     */
    public float[] predict(float[] x) {
        RowProblem problem = VectorChecks.problem(x, map.inputDim());
        if (problem != null) {
            throw new IllegalArgumentException(
                    "the vector cannot be mapped: " + VectorChecks.detail("x", x, map.inputDim(), problem));
        }
        // Buffers of one row cost less than what sharing them among threads would.
        Matrix prediction =
                map.newWorkspace(blas, Precision.FLOAT, 1).forward(parameters, new FloatMatrix(x, 0, 1, x.length));
        float[] buffer = ((FloatMatrix) prediction).data();
        return Arrays.copyOfRange(buffer, prediction.offset(), prediction.offset() + prediction.size());
    }
}
