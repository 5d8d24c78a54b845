package dev.collimate.benchmark;

import dev.collimate.math.Blas;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.Matrix;
import java.util.ArrayList;
import java.util.List;

/** A {@link Blas} that computes nothing and writes down what it is asked for. Not safe for several threads. */
public final class GemmRecorder implements Blas {
    private final List<GemmShape> products = new ArrayList<>();

    @Override
    public String description() {
        return "recorder";
    }

    @Override
    public void gemm(boolean transposeA, boolean transposeB, double alpha, Matrix a, Matrix b, double beta, Matrix c) {
        int k = transposeA ? a.rows() : a.columns();
        products.add(new GemmShape(transposeA, transposeB, c.rows(), c.columns(), k));
    }

    @Override
    public void addSquare(DoubleMatrix a, DoubleMatrix c) {
        gemm(true, false, 1, a, a, 1, c);
    }

    /** The products asked for so far, in order. */
    public List<GemmShape> products() {
        return List.copyOf(products);
    }
}
