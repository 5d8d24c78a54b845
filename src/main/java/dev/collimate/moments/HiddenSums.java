package dev.collimate.moments;

import dev.collimate.data.ArraySums;
import dev.collimate.map.PerceptronMap;
import dev.collimate.math.DoubleMatrix;
import dev.collimate.math.SymmetricTiles;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The sums over rows that the last layer of a perceptron is solved from, in double. With the outputs h of the last hidden
 * layer, and r = (u, 1, y^), where u are the standardised inputs of the residual, none without one, and y^ the unit actual.
 */
public final class HiddenSums implements ArraySums<HiddenSums> {
    private static final long serialVersionUID = 1L;

    /** Numbers of hidden units, of inputs of the residual and of outputs. */
    record Shape(int units, int inputs, int outputs) implements Serializable {
        static Shape of(PerceptronMap map) {
            return new Shape(map.hiddenUnits(), map.residual() ? map.inputDim() : 0, map.outputDim());
        }

        /** Length of r. */
        int others() {
            return inputs + 1 + outputs;
        }
    }

    private final Shape shape;
    private final SymmetricTiles unitMoment;

    // A list of java.util, which is serializable.
    @SuppressWarnings("serial")
    private final List<DoubleMatrix> crossMoment = new ArrayList<>();

    private final SymmetricTiles otherMoment;
    private final double[] rows = new double[1];

    HiddenSums(Shape shape) {
        this.shape = shape;
        this.unitMoment = new SymmetricTiles(shape.units());
        this.otherMoment = new SymmetricTiles(shape.others());
        for (int run = 0; run < unitMoment.panels(); run++) {
            crossMoment.add(new DoubleMatrix(unitMoment.length(run), shape.others()));
        }
    }

    /** The sums of the first {@code units} hidden units alone, as a copy. */
    HiddenSums leading(int units) {
        HiddenSums part = new HiddenSums(new Shape(units, shape.inputs(), shape.outputs()));
        copy(unitMoment.leading(units).arrays(), part.unitMoment.arrays());
        for (int run = 0; run < part.crossMoment.size(); run++) {
            DoubleMatrix target = part.crossMoment.get(run);
            target.copyFrom(crossMoment.get(run).rowRange(0, target.rows()));
        }
        copy(otherMoment.arrays(), part.otherMoment.arrays());
        part.rows[0] = rows[0];
        return part;
    }

    private static void copy(List<double[]> sources, List<double[]> targets) {
        for (int i = 0; i < targets.size(); i++) {
            System.arraycopy(sources.get(i), 0, targets.get(i), 0, targets.get(i).length);
        }
    }

    /** Number of elements of the sums for a map. */
    public static long size(PerceptronMap map) {
        Shape shape = Shape.of(map);
        return SymmetricTiles.elements(shape.units())
                + SymmetricTiles.elements(shape.others())
                + (long) shape.units() * shape.others()
                + 1;
    }

    void count(int added) {
        rows[0] += added;
    }

    @Override
    public List<double[]> arrays() {
        List<double[]> arrays = new ArrayList<>(unitMoment.arrays());
        crossMoment.forEach(run -> arrays.add(run.data()));
        arrays.addAll(otherMoment.arrays());
        arrays.add(rows);
        return arrays;
    }

    Shape shape() {
        return shape;
    }

    long rows() {
        return (long) rows[0];
    }

    /** Sum of w. */
    double weight() {
        return otherMoment.get(shape.inputs(), shape.inputs());
    }

    /** Sum of w h h'. */
    SymmetricTiles unitMoment() {
        return unitMoment;
    }

    /** Sum of w h r', by the runs of {@link SymmetricTiles}, each of its length x others. */
    List<DoubleMatrix> crossMoment() {
        return crossMoment;
    }

    /** Sum of w r r'. */
    SymmetricTiles otherMoment() {
        return otherMoment;
    }

    /** Sum of w (u, 1) (u, 1)', (inputs + 1) x (inputs + 1). */
    DoubleMatrix inputMoment() {
        return otherMoment.block(0, shape.inputs() + 1, 0, shape.inputs() + 1);
    }

    /** Sum of w y^ (u, 1)', outputs x (inputs + 1). */
    DoubleMatrix actualMoment() {
        return otherMoment.block(shape.inputs() + 1, shape.outputs(), 0, shape.inputs() + 1);
    }

    /** Sum of w (y^, 1) (y^, 1)', (outputs + 1) x (outputs + 1). */
    DoubleMatrix unitActualMoment() {
        int one = shape.inputs();
        int outputs = shape.outputs();
        DoubleMatrix moment = new DoubleMatrix(outputs + 1, outputs + 1);
        for (int i = 0; i <= outputs; i++) {
            for (int j = 0; j <= outputs; j++) {
                moment.set(i, j, otherMoment.get(i == outputs ? one : one + 1 + i, j == outputs ? one : one + 1 + j));
            }
        }
        return moment;
    }

    /** Sum of w h. */
    double[] unitSums() {
        double[] sums = new double[shape.units()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = crossMoment.get(i / SymmetricTiles.SIDE).get(i % SymmetricTiles.SIDE, shape.inputs());
        }
        return sums;
    }
}
