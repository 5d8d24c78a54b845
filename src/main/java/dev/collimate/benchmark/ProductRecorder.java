package dev.collimate.benchmark;

import dev.collimate.math.Blas;
import dev.collimate.math.Matrix;
import java.util.ArrayList;
import java.util.List;

/** A {@link Blas} that computes nothing and writes down what it is asked for. Not safe for several threads. */
public final class ProductRecorder implements Blas {
    private final List<ProductShape> products = new ArrayList<>();

    @Override
    public String description() {
        return "recorder";
    }

    @Override
    public boolean isNative() {
        return false;
    }

    @Override
    public void gemm(boolean transposeA, boolean transposeB, double alpha, Matrix a, Matrix b, double beta, Matrix c) {
        int k = transposeA ? a.rows() : a.columns();
        products.add(new ProductShape(transposeA, transposeB, c.rows(), c.columns(), k));
    }

    /** The products asked for so far, in order. */
    public List<ProductShape> products() {
        return List.copyOf(products);
    }
}
