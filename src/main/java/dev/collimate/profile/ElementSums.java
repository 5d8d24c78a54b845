package dev.collimate.profile;

import dev.collimate.math.Matrix;
import java.io.Serializable;
import java.util.Arrays;

/** Sums over the rows of a matrix, element by element, in double. Mergeable. */
public final class ElementSums implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * An element whose standard deviation is below this share of its root mean square is nearly constant: float32 leaves
     * what varies of it 4 of its 7 digits.
     */
    public static final double NEARLY_CONSTANT = 1e-3;

    /** float32 products of what varies by less fall out of float32's range, so that a fit leaves it out. */
    private static final double LEAST_DEVIATION = 1e-30;

    private final double[] sum;
    private final double[] squares;
    private final double[] least;
    private final double[] greatest;
    private long rows;

    /** @param elements of a row */
    public ElementSums(int elements) {
        this.sum = new double[elements];
        this.squares = new double[elements];
        this.least = filled(elements, Double.POSITIVE_INFINITY);
        this.greatest = filled(elements, Double.NEGATIVE_INFINITY);
    }

    /** Adds the rows of a matrix of as many columns as there are elements. */
    public void add(Matrix matrix) {
        rows += matrix.rows();
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < sum.length; j++) {
                double element = matrix.get(i, j);
                sum[j] += element;
                squares[j] += element * element;
                least[j] = Math.min(least[j], element);
                greatest[j] = Math.max(greatest[j], element);
            }
        }
    }

    /** Adds the rows of {@code other} to this and returns this. */
    public ElementSums merge(ElementSums other) {
        rows += other.rows;
        for (int j = 0; j < sum.length; j++) {
            sum[j] += other.sum[j];
            squares[j] += other.squares[j];
            least[j] = Math.min(least[j], other.least[j]);
            greatest[j] = Math.max(greatest[j], other.greatest[j]);
        }
        return this;
    }

    public int elements() {
        return sum.length;
    }

    /** Number of elements that have one value in all rows, or vary by less than float32 can work with. */
    public int constant() {
        int count = 0;
        for (int j = 0; j < sum.length; j++) {
            count += isConstant(j) ? 1 : 0;
        }
        return count;
    }

    /** Number of elements that are not constant, but for {@link #NEARLY_CONSTANT}. */
    public int nearlyConstant() {
        int count = 0;
        for (int j = 0; j < sum.length; j++) {
            boolean nearly = deviation(j) < NEARLY_CONSTANT * Math.sqrt(squares[j] / rows);
            count += nearly && !isConstant(j) ? 1 : 0;
        }
        return count;
    }

    /** The largest standard deviation of an element over the smallest of one that is not constant; 1 if all are. */
    public double scaleRatio() {
        double smallest = Double.POSITIVE_INFINITY;
        double largest = 0;
        for (int j = 0; j < sum.length; j++) {
            double deviation = deviation(j);
            if (!isConstant(j)) {
                smallest = Math.min(smallest, deviation);
                largest = Math.max(largest, deviation);
            }
        }
        return largest > 0 ? largest / smallest : 1;
    }

    private boolean isConstant(int j) {
        return least[j] == greatest[j] || deviation(j) < LEAST_DEVIATION;
    }

    private double deviation(int j) {
        double mean = sum[j] / rows;
        return Math.sqrt(Math.max(0, squares[j] / rows - mean * mean));
    }

    private static double[] filled(int length, double value) {
        double[] array = new double[length];
        Arrays.fill(array, value);
        return array;
    }
}
