package dev.collimate.moments;

import dev.collimate.data.ArraySums;
import dev.collimate.math.DoubleMatrix;
import java.util.ArrayList;
import java.util.List;

/**
 * The sums over rows that {@link DirectTransform} solves, in double: for coordinates a and b of unit actuals y^, with
 * z = (x, 1), the sum of w ((a is b) - y^_a y^_b) z z'.
 */
public final class DirectTransformSums implements ArraySums<DirectTransformSums> {
    private static final long serialVersionUID = 1L;

    private final int coordinates;

    // A list of java.util, which is serializable.
    @SuppressWarnings("serial")
    private final List<DoubleMatrix> pairs = new ArrayList<>();

    /** Zeros. */
    public DirectTransformSums(int coordinates, int inputDim) {
        this.coordinates = coordinates;
        for (int pair = 0; pair < coordinates * (coordinates + 1) / 2; pair++) {
            pairs.add(new DoubleMatrix(inputDim + 1, inputDim + 1));
        }
    }

    /** Number of elements. */
    static long size(int coordinates, int inputDim) {
        return coordinates * (coordinates + 1L) / 2 * (inputDim + 1L) * (inputDim + 1L);
    }

    /** Of actuals. */
    int coordinates() {
        return coordinates;
    }

    /** The sum of two coordinates, in either order, (inputDim + 1) x (inputDim + 1). */
    DoubleMatrix pair(int a, int b) {
        int high = Math.max(a, b);
        return pairs.get(high * (high + 1) / 2 + Math.min(a, b));
    }

    /** Sum of w z z', (inputDim + 1) x (inputDim + 1), as a new matrix: the trace of I - y^ y^' is one less than I's. */
    DoubleMatrix inputs() {
        DoubleMatrix sum = new DoubleMatrix(pair(0, 0).rows(), pair(0, 0).columns());
        for (int i = 0; i < sum.size(); i++) {
            for (int a = 0; a < coordinates; a++) {
                sum.data()[i] += pair(a, a).data()[i] / (coordinates - 1);
            }
        }
        return sum;
    }

    @Override
    public List<double[]> arrays() {
        return pairs.stream().map(DoubleMatrix::data).toList();
    }
}
