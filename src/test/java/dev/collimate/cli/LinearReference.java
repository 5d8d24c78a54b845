package dev.collimate.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The map p = W x + b and its mean of 1 - cos over pairs, in plain double loops that share no code with the product, and
 * where a descent on it ends.
 *
 * @param point W by rows (outputs x inputs), then b
 */
record LinearReference(int inputs, int outputs, double[] point) {
    private static final double DEGREES = 180 / Math.PI;
    private static final double FLOAT_ROUNDING = 0x1p-24;
    private static final int MOST_STEPS = 2000;
    private static final double LEAST_GRADIENT = 1e-10;

    /** A pair of the right lengths. */
    record Pair(double[] x, double[] y) {
        static Pair of(Double[] x, Double[] y) {
            return new Pair(unboxed(x), unboxed(y));
        }
    }

    private static double[] unboxed(Double[] vector) {
        return Stream.of(vector).mapToDouble(Double::doubleValue).toArray();
    }

    double[] predict(double[] x) {
        double[] p = new double[outputs];
        for (int i = 0; i < outputs; i++) {
            p[i] = point[outputs * inputs + i];
            for (int j = 0; j < inputs; j++) {
                p[i] += point[i * inputs + j] * x[j];
            }
        }
        return p;
    }

    double[] predict(Double[] x) {
        return predict(unboxed(x));
    }

    /** The sum of what is added up in a prediction, which bounds what rounding can do to it. */
    double bound(Double[] x) {
        return bound(unboxed(x));
    }

    private double bound(double[] x) {
        double[] sizes = Arrays.stream(point).map(Math::abs).toArray();
        double[] lengths = Arrays.stream(x).map(Math::abs).toArray();
        return Arrays.stream(new LinearReference(inputs, outputs, sizes).predict(lengths))
                .sum();
    }

    /** Between prediction and y, 0 to 180 degrees; 90 where the prediction is zero. */
    double angle(Pair pair) {
        double[] p = predict(pair.x);
        double length = norm(p);
        if (length == 0) {
            return 90;
        }
        double actual = norm(pair.y);
        double chord = 0;
        double sum = 0;
        for (int i = 0; i < outputs; i++) {
            double a = p[i] / length;
            double b = pair.y[i] / actual;
            chord += (a - b) * (a - b);
            sum += (a + b) * (a + b);
        }
        return 2 * Math.atan2(Math.sqrt(chord), Math.sqrt(sum)) * DEGREES;
    }

    /**
     * How far float arithmetic may be from {@link #angle}, in degrees: x, y, what is added up and the sum are rounded, which
     * tells where what is added up cancels.
     */
    double angleRounding(Pair pair) {
        double ofPrediction = (inputs + 3) * bound(pair.x) / norm(predict(pair.x));
        return Math.min(180, DEGREES * FLOAT_ROUNDING * (ofPrediction + 3));
    }

    /** The mean of 1 - cos, from half the squared chord. */
    double loss(List<Pair> pairs) {
        double sum = 0;
        for (Pair pair : pairs) {
            double half = Math.sin(angle(pair) / DEGREES / 2);
            sum += 2 * half * half;
        }
        return sum / pairs.size();
    }

    /** The mean product of the direction of y with x, and with 1: where to start. */
    static LinearReference crossMoments(List<Pair> pairs) {
        int inputs = pairs.get(0).x.length;
        int outputs = pairs.get(0).y.length;
        double[] point = new double[outputs * (inputs + 1)];
        for (Pair pair : pairs) {
            double scale = 1 / norm(pair.y) / pairs.size();
            for (int i = 0; i < outputs; i++) {
                for (int j = 0; j < inputs; j++) {
                    point[i * inputs + j] += scale * pair.y[i] * pair.x[j];
                }
                point[outputs * inputs + i] += scale * pair.y[i];
            }
        }
        return new LinearReference(inputs, outputs, point);
    }

    /** Where BFGS with halved steps ends. It never goes up. */
    LinearReference descended(List<Pair> pairs) {
        int n = point.length;
        double[][] inverse = identity(n);
        LinearReference here = this;
        double loss = loss(pairs);
        double[] gradient = gradient(pairs);
        for (int step = 0; step < MOST_STEPS && norm(gradient) > LEAST_GRADIENT; step++) {
            double[] direction = times(inverse, gradient, -1);
            double slope = dot(direction, gradient);
            if (slope >= 0) {
                inverse = identity(n);
                direction = times(inverse, gradient, -1);
                slope = dot(direction, gradient);
            }
            double length = 1;
            LinearReference next = here.moved(direction, length);
            double nextLoss = next.loss(pairs);
            while (!(nextLoss <= loss + 1e-4 * length * slope) && length > 1e-20) {
                length /= 2;
                next = here.moved(direction, length);
                nextLoss = next.loss(pairs);
            }
            if (!(nextLoss < loss)) {
                break;
            }
            double[] nextGradient = next.gradient(pairs);
            update(inverse, times(direction, length), minus(nextGradient, gradient));
            here = next;
            loss = nextLoss;
            gradient = nextGradient;
        }
        return here;
    }

    /** Of 1 - p.y / (|p| |y|): (c p / |p| - y / |y|) / |p| by p. */
    private double[] gradient(List<Pair> pairs) {
        double[] gradient = new double[point.length];
        for (Pair pair : pairs) {
            double[] p = predict(pair.x);
            double length = norm(p);
            if (length == 0) {
                continue;
            }
            double actual = norm(pair.y);
            double cosine = dot(p, pair.y) / length / actual;
            for (int i = 0; i < outputs; i++) {
                double byP = (cosine * p[i] / length - pair.y[i] / actual) / length / pairs.size();
                gradient[outputs * inputs + i] += byP;
                for (int j = 0; j < inputs; j++) {
                    gradient[i * inputs + j] += byP * pair.x[j];
                }
            }
        }
        return gradient;
    }

    private LinearReference moved(double[] direction, double length) {
        double[] moved = point.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += length * direction[i];
        }
        return new LinearReference(inputs, outputs, moved);
    }

    /** The formula of Broyden, Fletcher, Goldfarb and Shanno for the inverse; left out where the curvature is not positive. */
    private static void update(double[][] inverse, double[] step, double[] change) {
        double curvature = dot(step, change);
        if (!(curvature > 1e-300)) {
            return;
        }
        double[] mapped = times(inverse, change, 1);
        double factor = (1 + dot(change, mapped) / curvature) / curvature;
        for (int i = 0; i < step.length; i++) {
            for (int j = 0; j < step.length; j++) {
                inverse[i][j] += factor * step[i] * step[j] - (mapped[i] * step[j] + step[i] * mapped[j]) / curvature;
            }
        }
    }

    private static double[][] identity(int n) {
        double[][] identity = new double[n][n];
        for (int i = 0; i < n; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    private static double[] times(double[][] matrix, double[] vector, double factor) {
        return Arrays.stream(matrix)
                .mapToDouble(row -> factor * dot(row, vector))
                .toArray();
    }

    private static double[] times(double[] vector, double factor) {
        return Arrays.stream(vector).map(value -> factor * value).toArray();
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = a.clone();
        for (int i = 0; i < a.length; i++) {
            difference[i] -= b[i];
        }
        return difference;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double norm(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    /** The pairs with every input of root mean square 1 (those that are zero stay): the same losses can be reached. */
    static List<Pair> scaled(List<Pair> pairs) {
        double[] squares = new double[pairs.get(0).x.length];
        for (Pair pair : pairs) {
            for (int j = 0; j < squares.length; j++) {
                squares[j] += pair.x[j] * pair.x[j] / pairs.size();
            }
        }
        return pairs.stream()
                .map(pair -> {
                    double[] x = pair.x.clone();
                    for (int j = 0; j < x.length; j++) {
                        x[j] = squares[j] == 0 ? 0 : x[j] / Math.sqrt(squares[j]);
                    }
                    return new Pair(x, pair.y);
                })
                .toList();
    }
}
