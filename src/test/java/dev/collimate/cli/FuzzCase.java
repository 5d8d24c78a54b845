package dev.collimate.cli;

import dev.collimate.SparkTests;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A small data set that was drawn: of random types, nulls, lengths, scales, names and files.
 *
 * @param inputs the length of most x, among equals of the first that can be used
 * @param outputs the length of most y
 * @param element the type of their numbers
 * @param planted whether y is a map of x and a little noise, else it is noise alone
 */
record FuzzCase(
        List<Pair> pairs,
        int inputs,
        int outputs,
        DataType element,
        String features,
        String label,
        String format,
        int files,
        boolean planted) {
    /** A row as it was made; null vectors and elements are bad. */
    record Pair(int id, Double[] x, Double[] y) {
        boolean mappable(int length) {
            return good(x, length);
        }

        boolean usable(int inputs, int outputs) {
            return mappable(inputs) && good(y, outputs);
        }

        /** Vectors of zeros have no direction: such actuals cannot be used, such inputs are left out with the bad. */
        private static boolean good(Double[] vector, int length) {
            return vector != null
                    && vector.length == length
                    && Stream.of(vector).allMatch(value -> value != null && Double.isFinite(value))
                    && Stream.of(vector).anyMatch(value -> value != 0);
        }
    }

    long usable() {
        return pairs.stream().filter(pair -> pair.usable(inputs, outputs)).count();
    }

    /** Whether there is nothing to fit or measure, or less than the half that must be usable. */
    boolean mustBeRefused() {
        return usable() == 0 || 2 * usable() < pairs.size();
    }

    List<Pair> mappable() {
        return pairs.stream().filter(pair -> pair.mappable(inputs)).toList();
    }

    /** What can be fitted, in double. */
    List<LinearReference.Pair> toFit() {
        return pairs.stream()
                .filter(pair -> pair.usable(inputs, outputs))
                .map(pair -> LinearReference.Pair.of(pair.x, pair.y))
                .toList();
    }

    static FuzzCase draw(SplittableRandom random) {
        int inputs = 1 + random.nextInt(5);
        int outputs = 2 + random.nextInt(3);
        DataType element = List.of(DataTypes.FloatType, DataTypes.DoubleType, DataTypes.IntegerType)
                .get(random.nextInt(3));
        double scale = element.equals(DataTypes.IntegerType) ? 100 : Math.pow(10, random.nextInt(13) - 6);
        double bad = random.nextInt(3) == 0 ? 0.1 : 0;
        double[] planted = random.nextBoolean() ? numbers(random, outputs * (inputs + 1)) : null;
        List<Pair> pairs = new ArrayList<>();
        int rows = 1 + random.nextInt(60);
        for (int id = 0; id < rows; id++) {
            Double[] x = vector(random, inputs, scale, bad, element);
            Double[] y = vector(random, outputs, 50, bad, element);
            if (planted != null && Pair.good(x, inputs) && Pair.good(y, outputs)) {
                y = mapped(new LinearReference(inputs, outputs, planted), x, scale, y, element);
            }
            pairs.add(new Pair(id, x, y));
        }
        String features = List.of("x", "in put", "x.y", "größe", "X:1", "x`y").get(random.nextInt(6));
        String label = List.of("y", "out put", "y.z", "Ünit").get(random.nextInt(4));
        String format = List.of("parquet", "orc", "json").get(random.nextInt(3));
        if (format.equals("orc")) {
            // Spark's writer of ORC ends a name at a backtick.
            features = features.replace('`', '_');
        }
        int files = 1 + random.nextInt(3);
        Pair frequent = frequent(pairs).orElse(null);
        if (frequent == null || frequent.usable(inputs, outputs)) {
            return new FuzzCase(pairs, inputs, outputs, element, features, label, format, files, planted != null);
        }
        return new FuzzCase(
                pairs, frequent.x.length, frequent.y.length, element, features, label, format, files, false);
    }

    /** The first pair of the lengths that most have, among equals of those that come first; of very few rows others may. */
    private static Optional<Pair> frequent(List<Pair> pairs) {
        Map<List<Integer>, List<Pair>> byLengths = pairs.stream()
                .filter(pair -> pair.x != null && pair.y != null && pair.usable(pair.x.length, pair.y.length))
                .collect(Collectors.groupingBy(
                        pair -> List.of(pair.x.length, pair.y.length), LinkedHashMap::new, Collectors.toList()));
        List<Pair> most = List.of();
        for (List<Pair> ofLengths : byLengths.values()) {
            most = ofLengths.size() > most.size() ? ofLengths : most;
        }
        return most.stream().findFirst();
    }

    private static Double[] vector(SplittableRandom random, int length, double scale, double bad, DataType element) {
        boolean isBad = random.nextDouble() < bad;
        int kind = isBad ? random.nextInt(4) : -1;
        if (kind == 0) {
            return null;
        }
        Double[] vector = new Double[kind == 1 ? length + 1 : length];
        for (int i = 0; i < vector.length; i++) {
            double value = scale * (2 * random.nextDouble() - 1);
            vector[i] = rounded(value, element);
        }
        if (kind == 2) {
            vector[0] = null;
        } else if (kind == 3) {
            Arrays.fill(vector, 0.0);
        }
        return vector;
    }

    /** The map of x, with a tenth of {@code noise} added. */
    private static Double[] mapped(LinearReference map, Double[] x, double scale, Double[] noise, DataType element) {
        double[] p =
                map.predict(Stream.of(x).mapToDouble(value -> value / scale).toArray());
        Double[] y = new Double[p.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = rounded(50 * p[i] + 0.1 * noise[i], element);
        }
        return y;
    }

    private static double[] numbers(SplittableRandom random, int count) {
        return random.doubles(count, -1, 1).toArray();
    }

    private static double rounded(double value, DataType element) {
        return element.equals(DataTypes.IntegerType)
                ? (int) value
                : element.equals(DataTypes.FloatType) ? (float) value : value;
    }

    void write(String path) {
        ArrayType vectors = DataTypes.createArrayType(element);
        StructType schema = new StructType()
                .add("id", DataTypes.IntegerType)
                .add(features, vectors)
                .add(label, vectors);
        List<Row> rows = pairs.stream()
                .map(pair -> RowFactory.create(pair.id, boxed(pair.x, element), boxed(pair.y, element)))
                .toList();
        Dataset<Row> data = SparkTests.session().createDataFrame(rows, schema);
        data.repartition(files).write().format(format).save(path);
    }

    private static Object boxed(Double[] vector, DataType element) {
        return vector == null
                ? null
                : Stream.of(vector)
                        .map(value -> value == null
                                ? null
                                : element.equals(DataTypes.IntegerType)
                                        ? (Object) value.intValue()
                                        : element.equals(DataTypes.FloatType) ? (Object) value.floatValue() : value)
                        .toArray();
    }
}
