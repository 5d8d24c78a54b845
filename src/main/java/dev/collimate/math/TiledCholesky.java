package dev.collimate.math;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The Cholesky factorisation A = L L' of a positive definite matrix in tiles, in the memory of A, by the blocked algorithm
 * that looks right (Golub and Van Loan, "Matrix computations", 4.2). Tiles are worked on by all cores of the JVM; each has
 * one order of operations, so the bits do not depend on how many there are.
 */
public final class TiledCholesky {
    /** Of a right-hand side that are solved for at a time. */
    private static final int ROWS = 96;

    private final SymmetricTiles factor;
    private final Blas blas;
    private final LinearAlgebra algebra;

    private TiledCholesky(SymmetricTiles factor, Blas blas, LinearAlgebra algebra) {
        this.factor = factor;
        this.blas = blas;
        this.algebra = algebra;
    }

    /**
     * Factorises.
     *
     * @param matrix overwritten by L, on and below the diagonal
     * @throws ArithmeticException if the matrix is not positive definite, or has an element that is not finite
     */
    public static TiledCholesky of(SymmetricTiles matrix, BlasChoice choice) {
        TiledCholesky cholesky = new TiledCholesky(matrix, Blas.of(choice), LinearAlgebra.of(choice));
        long started = System.nanoTime();
        cholesky.factorise();
        DecompositionListener.tell(Decomposition.CHOLESKY, matrix.size(), matrix.size(), started);
        return cholesky;
    }

    /** Of an L that {@link #of} made before. */
    public static TiledCholesky ofFactor(SymmetricTiles factor, BlasChoice choice) {
        return new TiledCholesky(factor, Blas.of(choice), LinearAlgebra.of(choice));
    }

    private void factorise() {
        int panels = factor.panels();
        for (int k = 0; k < panels; k++) {
            int pivot = k;
            algebra.cholesky(factor.tile(k, k));
            IntStream.range(k + 1, panels)
                    .parallel()
                    .forEach(i -> algebra.solveLower(factor.tile(pivot, pivot), false, factor.tile(i, pivot)));
            int left = panels - k - 1;
            IntStream.range(0, left * (left + 1) / 2).parallel().forEach(number -> subtract(pivot, number));
        }
    }

    /** Takes the product of a column of tiles off the tile of this number among those that are left. */
    private void subtract(int pivot, int number) {
        int row = (int) ((Math.sqrt(8.0 * number + 1) - 1) / 2);
        int column = number - row * (row + 1) / 2;
        DoubleMatrix left = factor.tile(pivot + 1 + row, pivot);
        DoubleMatrix right = factor.tile(pivot + 1 + column, pivot);
        blas.gemm(false, true, -1, left, right, 1, factor.tile(pivot + 1 + row, pivot + 1 + column));
    }

    /**
     * X := X A^-1.
     *
     * @param x its runs of columns, one for each row of tiles, each rows x length of the run; overwritten
     */
    public void solve(List<DoubleMatrix> x) {
        int rows = x.get(0).rows();
        IntStream.range(0, (rows + ROWS - 1) / ROWS).parallel().forEach(part -> {
            int from = part * ROWS;
            int count = Math.min(ROWS, rows - from);
            solveRows(x.stream()
                    .map(run -> run.view(from * run.columns(), count, run.columns()))
                    .toList());
        });
    }

    private void solveRows(List<DoubleMatrix> x) {
        int panels = factor.panels();
        for (int i = 0; i < panels; i++) {
            for (int j = 0; j < i; j++) {
                blas.gemm(false, true, -1, x.get(j), factor.tile(i, j), 1, x.get(i));
            }
            algebra.solveLower(factor.tile(i, i), false, x.get(i));
        }
        for (int i = panels - 1; i >= 0; i--) {
            for (int j = i + 1; j < panels; j++) {
                blas.gemm(false, false, -1, x.get(j), factor.tile(j, i), 1, x.get(i));
            }
            algebra.solveLower(factor.tile(i, i), true, x.get(i));
        }
    }
}
