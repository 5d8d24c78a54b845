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
 * A fitted map for services, one vector or many at a time: read from a model directory on a local file system without a
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

    /**
     * Working memory for {@link #predict(float[], int, float[], PredictionWorkspace)}, for one thread.
     *
     * @param maxRows that are mapped in one go, at least 1; some hundreds keep the processor busy
     */
    public PredictionWorkspace newWorkspace(int maxRows) {
        return new PredictionWorkspace(map, blas, maxRows);
    }

    /**
     * The predictions for {@code rows} vectors. Allocates nothing while the number of rows stays the same, but what products
     * may that are not native: netlib's in Java for large matrices, and JavaCPP's.
     *
     * @param x rows x inputDim, row-major, from its start on; may be longer; not changed
     * @param out rows x outputDim, row-major; overwritten from its start on; may be longer; not x
     * @param workspace made by this predictor, used by one thread at a time
     * @throws IllegalArgumentException if an array is too short, or an element of x is not finite: {@code out} is then as it
     *     was but for the blocks of rows before
     */
    public void predict(float[] x, int rows, float[] out, PredictionWorkspace workspace) {
        workspace.requireOf(map);
        requireRoom("x", x.length, rows, map.inputDim());
        requireRoom("out", out.length, rows, map.outputDim());
        workspace.run(parameters, x, rows, out);
    }

    private static void requireRoom(String name, int length, int rows, int columns) {
        if (rows < 0 || (long) rows * columns > length) {
            throw new IllegalArgumentException(
                    name + " must hold " + rows + " rows of " + columns + " numbers, but has " + length + " elements");
        }
    }
}
