package dev.collimate.math;

import static dev.collimate.Vectors.dot;
import static dev.collimate.Vectors.plus;
import static dev.collimate.Vectors.times;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Pairs of rows made to break the angle between them, from one stream of random numbers. The reader rounds them to the
 * precision.
 */
public final class AdversarialRows {
    public record Row(double[] a, double[] b) {}

    /** A kind of rows: draws one row and its partner, of the number of elements asked for. */
    public record Family(String name, Precision precision, List<Integer> dims, IntFunction<Row> rows) {
        /** Some pairs of every number of elements. */
        public Stream<Row> pairs() {
            return dims.stream()
                    .flatMap(dim -> IntStream.range(0, dim > 1000 ? 4 : 60).mapToObj(i -> rows.apply(dim)));
        }

        @Override
        public String toString() {
            return name + ", " + precision;
        }
    }

    public static Stream<Family> families() {
        return Arrays.stream(Precision.values()).flatMap(precision -> {
            AdversarialRows draws = new AdversarialRows(precision);
            return Stream.of(
                    new Family("any directions", precision, List.of(1, 2, 3, 65, 384, 4096), draws::independent),
                    new Family("any angle", precision, List.of(2, 3, 65, 384, 4096), draws::atAnyAngle),
                    new Family("around the switch at 26 degrees", precision, List.of(2, 65, 4096), draws::atTheSwitch),
                    new Family("nearly parallel", precision, List.of(2, 3, 65, 4096), draws::nearlyParallel),
                    new Family("nearly opposite", precision, List.of(2, 3, 65, 4096), draws::nearlyOpposite),
                    new Family("few values, whose roundings add up", precision, List.of(64, 65, 384, 4096), draws::few),
                    new Family(
                            "multiples, some off by the last bit", precision, List.of(1, 2, 65, 4096), draws::lastBits),
                    new Family("orthogonal by cancellation", precision, List.of(2, 8, 384), draws::cancelling),
                    new Family("elements of all sizes", precision, List.of(2, 3, 8, 65), draws::mixed),
                    new Family("of all sizes, nearly multiples", precision, List.of(2, 3, 8, 65), draws::mixedParallel),
                    new Family("no number too small or too large", precision, List.of(1, 2, 3, 8, 40), draws::bits));
        });
    }

    private final Precision precision;
    private long drawn;

    AdversarialRows(Precision precision) {
        this.precision = precision;
    }

    private double uniform(double from, double until) {
        return from + (until - from) * HashRandom.uniform(1, drawn++);
    }

    private double gaussian() {
        return HashRandom.gaussian(2, drawn++);
    }

    private double[] vector(int dim, DoubleSupplier element) {
        return DoubleStream.generate(element).limit(dim).toArray();
    }

    Row independent(int dim) {
        return new Row(vector(dim, this::gaussian), vector(dim, this::gaussian));
    }

    Row atAnyAngle(int dim) {
        return atAngle(dim, uniform(0, Math.PI));
    }

    Row atTheSwitch(int dim) {
        double radians = Math.acos(0.9) + uniform(-1e-3, 1e-3);
        return atAngle(dim, uniform(0, 1) < 0.5 ? radians : Math.PI - radians);
    }

    Row nearlyParallel(int dim) {
        return atAngle(dim, Math.pow(10, uniform(-20, 0)));
    }

    Row nearlyOpposite(int dim) {
        return atAngle(dim, Math.PI - Math.pow(10, uniform(-16, 0)));
    }

    /** At about {@code radians}: rounding moves the vectors. */
    private Row atAngle(int dim, double radians) {
        Row row = independent(dim);
        double[] a = row.a();
        double[] aside = plus(row.b(), -dot(row.b(), a) / dot(a, a), a);
        double size = Math.sin(radians) * Math.sqrt(dot(a, a) / dot(aside, aside));
        double factor = uniform(0.3, 3);
        return new Row(a, plus(times(factor * Math.cos(radians), a), factor * size, aside));
    }

    /** Long runs of one product, each of which is rounded the same way. */
    Row few(int dim) {
        double[] values = vector(3, this::gaussian);
        int period = (int) uniform(2, dim);
        double[] a = new double[dim];
        double[] b = new double[dim];
        for (int j = 0; j < dim; j++) {
            a[j] = values[0];
            b[j] = values[j % period < period / 2 ? 1 : 2];
        }
        return new Row(a, b);
    }

    Row lastBits(int dim) {
        double[] a = rounded(vector(dim, this::gaussian));
        double[] b = rounded(times(uniform(0.3, 3), a));
        for (int j = 0; j < dim; j++) {
            if (uniform(0, 1) < 0.2) {
                b[j] = precision == Precision.FLOAT ? Math.nextUp((float) b[j]) : Math.nextUp(b[j]);
            }
        }
        return new Row(a, b);
    }

    /** Pairs of products that cancel, up to rounding. */
    Row cancelling(int dim) {
        double[] a = vector(dim, this::gaussian);
        double[] b = new double[dim];
        for (int j = 0; j < dim; j += 2) {
            double size = Math.pow(10, uniform(0, 8));
            b[j] = -a[j + 1] * size;
            b[j + 1] = a[j] * size;
        }
        return new Row(a, b);
    }

    Row mixed(int dim) {
        return new Row(vector(dim, this::anySize), vector(dim, this::anySize));
    }

    Row mixedParallel(int dim) {
        double[] a = rounded(vector(dim, this::anySize));
        double[] b = times(uniform(0.3, 3), a);
        for (int j = 0; j < dim; j++) {
            b[j] *= uniform(0, 1) < 0.3 ? 1 + 1e-9 * gaussian() : 1;
        }
        return new Row(a, b);
    }

    private double anySize() {
        double decades = precision == Precision.FLOAT ? 30 : 150;
        return gaussian() * Math.pow(10, uniform(-decades, decades));
    }

    Row bits(int dim) {
        return new Row(vector(dim, this::anyBits), vector(dim, this::anyBits));
    }

    private double anyBits() {
        while (true) {
            long bits = HashRandom.bits(3, drawn++);
            double number =
                    precision == Precision.FLOAT ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
            if (Double.isFinite(number)) {
                return number;
            }
        }
    }

    private double[] rounded(double[] values) {
        return precision.rowVector(values).toDoubleArray();
    }
}
