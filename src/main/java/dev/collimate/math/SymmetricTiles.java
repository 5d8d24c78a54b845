package dev.collimate.math;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A symmetric n x n matrix of doubles by its lower triangle, in square tiles that products run on one by one: half the
 * memory of the whole matrix, no call of a native routine that is long, and no array that needs a large run of the heap.
 */
public final class SymmetricTiles implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Of a tile but the last: large enough for products to run at full rate; its 1.8 MB fit the regions of a heap. */
    public static final int SIDE = 480;

    private final int size;
    private final DoubleMatrix[][] tiles;

    /** Zeros. */
    public SymmetricTiles(int size) {
        this.size = size;
        this.tiles = new DoubleMatrix[panels()][];
        for (int i = 0; i < tiles.length; i++) {
            tiles[i] = new DoubleMatrix[i + 1];
            for (int j = 0; j <= i; j++) {
                tiles[i][j] = new DoubleMatrix(length(i), length(j));
            }
        }
    }

    /**
     * Of tiles in the order of {@link #tiles()}, which are not copied.
     *
     * @throws IllegalArgumentException if they are not those of a matrix of this size
     */
    public static SymmetricTiles of(int size, List<DoubleMatrix> tiles) {
        SymmetricTiles matrix = new SymmetricTiles(size, new DoubleMatrix[panels(size)][]);
        int panels = matrix.panels();
        if (tiles.size() != panels * (panels + 1) / 2) {
            throw new IllegalArgumentException(
                    "a matrix of " + size + " rows has not " + tiles.size() + " tiles on and below its diagonal");
        }
        int number = 0;
        for (int i = 0; i < panels; i++) {
            matrix.tiles[i] = new DoubleMatrix[i + 1];
            for (int j = 0; j <= i; j++) {
                tiles.get(number).requireShape(matrix.length(i), matrix.length(j));
                matrix.tiles[i][j] = tiles.get(number++);
            }
        }
        return matrix;
    }

    /** A copy of a symmetric matrix, of which the lower triangle is read. */
    public static SymmetricTiles of(DoubleMatrix matrix) {
        SymmetricTiles copy = new SymmetricTiles(matrix.rows());
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j <= i; j++) {
                copy.set(i, j, matrix.get(i, j));
            }
        }
        return copy;
    }

    private SymmetricTiles(int size, DoubleMatrix[][] tiles) {
        this.size = size;
        this.tiles = tiles;
    }

    /** Number of doubles that a matrix of this size takes. */
    public static long elements(int size) {
        long elements = 0;
        for (int start = 0; start < size; start += SIDE) {
            long rows = Math.min(SIDE, size - start);
            elements += rows * (start + rows);
        }
        return elements;
    }

    public int size() {
        return size;
    }

    /** Number of rows of tiles. */
    public int panels() {
        return panels(size);
    }

    /** Number of runs of at most {@link #SIDE} that {@code length} is cut into. */
    public static int panels(int length) {
        return (length + SIDE - 1) / SIDE;
    }

    /** Index of the first row of a row of tiles. */
    public static int start(int panel) {
        return panel * SIDE;
    }

    /** Number of rows of a row of tiles. */
    public int length(int panel) {
        return Math.min(SIDE, size - start(panel));
    }

    /** The tile itself, not a copy; a tile on the diagonal is whole. {@code row >= column}. */
    public DoubleMatrix tile(int row, int column) {
        return tiles[row][column];
    }

    /** Element (i, j), with i and j in either order. */
    public double get(int i, int j) {
        int row = Math.max(i, j);
        int column = Math.min(i, j);
        return tiles[row / SIDE][column / SIDE].get(row % SIDE, column % SIDE);
    }

    /** Both elements of a tile on the diagonal; {@code i >= j}. */
    private void set(int i, int j, double value) {
        tiles[i / SIDE][j / SIDE].set(i % SIDE, j % SIDE, value);
        if (i / SIDE == j / SIDE) {
            tiles[i / SIDE][i / SIDE].set(j % SIDE, i % SIDE, value);
        }
    }

    public double trace() {
        double trace = 0;
        for (int i = 0; i < size; i++) {
            trace += get(i, i);
        }
        return trace;
    }

    public void addToDiagonal(double addend) {
        double[] addends = new double[size];
        Arrays.fill(addends, addend);
        addToDiagonal(addends);
    }

    /** Adds one number to each element of the diagonal. */
    public void addToDiagonal(double[] addends) {
        for (int i = 0; i < size; i++) {
            DoubleMatrix tile = tiles[i / SIDE][i / SIDE];
            tile.set(i % SIDE, i % SIDE, tile.get(i % SIDE, i % SIDE) + addends[i]);
        }
    }

    /** Adds {@code factor * vector vector'}. */
    public void addOuterProduct(double factor, double[] vector) {
        for (int row = 0; row < tiles.length; row++) {
            for (int column = 0; column <= row; column++) {
                DoubleMatrix tile = tiles[row][column];
                for (int i = 0; i < tile.rows(); i++) {
                    double left = factor * vector[start(row) + i];
                    for (int j = 0; j < tile.columns(); j++) {
                        tile.set(i, j, tile.get(i, j) + left * vector[start(column) + j]);
                    }
                }
            }
        }
    }

    /** Multiplies every element. */
    public void multiply(double factor) {
        for (double[] array : arrays()) {
            for (int i = 0; i < array.length; i++) {
                array[i] *= factor;
            }
        }
    }

    /** Multiplies element (i, j) by {@code factors[i] * factors[j]}. */
    public void scale(double[] factors) {
        for (int row = 0; row < tiles.length; row++) {
            for (int column = 0; column <= row; column++) {
                DoubleMatrix tile = tiles[row][column];
                for (int i = 0; i < tile.rows(); i++) {
                    double left = factors[start(row) + i];
                    for (int j = 0; j < tile.columns(); j++) {
                        tile.set(i, j, tile.get(i, j) * (left * factors[start(column) + j]));
                    }
                }
            }
        }
    }

    /** The first {@code leading} rows and columns, as a new matrix. */
    public SymmetricTiles leading(int leading) {
        SymmetricTiles part = new SymmetricTiles(leading);
        for (int row = 0; row < part.tiles.length; row++) {
            for (int column = 0; column <= row; column++) {
                DoubleMatrix tile = part.tiles[row][column];
                for (int i = 0; i < tile.rows(); i++) {
                    System.arraycopy(
                            tiles[row][column].data(),
                            tiles[row][column].rowOffset(i),
                            tile.data(),
                            tile.rowOffset(i),
                            tile.columns());
                }
            }
        }
        return part;
    }

    /** A block of the whole matrix as a new matrix. */
    public DoubleMatrix block(int firstRow, int rows, int firstColumn, int columns) {
        DoubleMatrix block = new DoubleMatrix(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                block.set(i, j, get(firstRow + i, firstColumn + j));
            }
        }
        return block;
    }

    /** All tiles, not copies, row by row. */
    public List<DoubleMatrix> tiles() {
        return Arrays.stream(tiles).flatMap(Arrays::stream).toList();
    }

    /** The arrays of all tiles, not copies, in the same order. */
    public List<double[]> arrays() {
        List<double[]> arrays = new ArrayList<>();
        tiles().forEach(tile -> arrays.add(tile.data()));
        return arrays;
    }
}
