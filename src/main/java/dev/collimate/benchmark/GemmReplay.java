package dev.collimate.benchmark;

import dev.collimate.math.Blas;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.HashRandom;
import java.util.List;

/** Runs float products of given shapes over and over on its own numbers. Not safe for several threads. */
public final class GemmReplay {
    private final Blas blas;
    private final List<Operands> products;
    private final double operations;

    private record Operands(GemmShape shape, FloatMatrix a, FloatMatrix b, FloatMatrix c) {}

    public GemmReplay(Blas blas, List<GemmShape> shapes) {
        this.blas = blas;
        this.products = shapes.stream().map(GemmReplay::operands).toList();
        this.operations = shapes.stream().mapToDouble(GemmShape::operations).sum();
    }

    /** Runs every product once, in order. */
    public void run() {
        for (Operands product : products) {
            GemmShape shape = product.shape();
            blas.gemm(shape.transposeA(), shape.transposeB(), 1, product.a(), product.b(), 0, product.c());
        }
    }

    /** Floating-point operations of one {@link #run}. */
    public double operations() {
        return operations;
    }

    private static Operands operands(GemmShape shape) {
        FloatMatrix a = shape.transposeA() ? uniform(shape.k(), shape.m()) : uniform(shape.m(), shape.k());
        FloatMatrix b = shape.transposeB() ? uniform(shape.n(), shape.k()) : uniform(shape.k(), shape.n());
        return new Operands(shape, a, b, new FloatMatrix(shape.m(), shape.n()));
    }

    private static FloatMatrix uniform(int rows, int columns) {
        FloatMatrix matrix = new FloatMatrix(rows, columns);
        for (int i = 0; i < matrix.size(); i++) {
            matrix.data()[i] = (float) (HashRandom.uniform(0, i) - 0.5);
        }
        return matrix;
    }
}
