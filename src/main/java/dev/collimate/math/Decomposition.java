package dev.collimate.math;

/**
 * One decomposition of a matrix.
 *
 * @param kind eigenvalues, singular values or Cholesky
 */
public record Decomposition(String kind, int rows, int columns, double seconds) {
    static final String EIGENVALUES = "eigenvalues";
    static final String SINGULAR_VALUES = "singular values";
    static final String CHOLESKY = "Cholesky";

    /** As in "eigenvalues 385 x 385". */
    public String name() {
        return kind + " " + rows + " x " + columns;
    }
}
