package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkTests;
import dev.collimate.ml.AngularRegressionModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small data sets of random types, nulls, lengths, scales, names and files through train, predict and evaluate. Each
 * command refuses in one line, or counts rows exactly and agrees with a plain loop in double precision over the rows
 * that were written. {@code -Dfuzz.cases=N} sets how many, {@code -Dfuzz.first=N} where they start.
 */
class FuzzIT {
    private static final long SEED = 20_261_127;
    private static final double DEGREES = 180 / Math.PI;

    /** In every build; the profile fuzz runs more. */
    private static final long DEFAULT_CASES = 10;

    /** Of float arithmetic on a prediction of a few elements, in degrees and relative to its length. */
    private static final double TOLERANCE = 1e-3;

    @TempDir
    private Path folder;

    static LongStream cases() {
        long first = Long.getLong("fuzz.first", 0);
        return LongStream.range(first, first + Long.getLong("fuzz.cases", DEFAULT_CASES));
    }

    /** A row as it was made; null vectors and elements are bad. */
    private record Pair(int id, Double[] x, Double[] y) {
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

    /** What was drawn. */
    private record Case(
            List<Pair> pairs,
            int inputs,
            int outputs,
            DataType element,
            String features,
            String label,
            String format,
            int files) {
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
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyCaseIsRefusedInOneLineOrRight(long number) {
        Case drawn = draw(new SplittableRandom(SEED + number));
        String input = folder.resolve("input").toString();
        write(drawn, input);
        String model = folder.resolve("model").toString();
        CommandRun trained = CommandRun.of(
                "train",
                "--input",
                input,
                "--model",
                model,
                "--bad-rows",
                "skip",
                "--max-iter",
                "5",
                "--features-col",
                drawn.features,
                "--label-col",
                drawn.label,
                "--format",
                drawn.format);
        if (refused(trained, drawn.mustBeRefused())) {
            assertThat(folder.resolve("model")).doesNotExist();
            return;
        }
        JsonNode result = trained.result();
        assertThat(result.get("rows").asLong()).as("rows of train").isEqualTo(drawn.usable());
        assertThat(result.get("skippedRows").asLong()).isEqualTo(drawn.pairs.size() - drawn.usable());
        AngularRegressionModel map = AngularRegressionModel.load(model);
        checkEvaluate(drawn, input, model, map);
        checkPredict(drawn, input, model, map);
    }

    private static void checkEvaluate(Case drawn, String input, String model, AngularRegressionModel map) {
        CommandRun run = CommandRun.of(
                "evaluate", "--input", input, "--model", model, "--bad-rows", "skip", "--format", drawn.format);
        if (refused(run, drawn.mustBeRefused())) {
            return;
        }
        JsonNode result = run.result();
        assertThat(result.get("rows").asLong()).as("rows of evaluate").isEqualTo(drawn.usable());
        double mean = drawn.pairs.stream()
                .filter(pair -> pair.usable(drawn.inputs, drawn.outputs))
                .mapToDouble(pair -> angle(reference(map, pair.x), pair.y))
                .average()
                .orElseThrow();
        assertThat(result.get("meanAngleDegrees").asDouble()).as("mean angle").isCloseTo(mean, within(TOLERANCE));
    }

    private void checkPredict(Case drawn, String input, String model, AngularRegressionModel map) {
        String output = folder.resolve("output").toString();
        CommandRun run = CommandRun.of(
                "predict",
                "--input",
                input,
                "--model",
                model,
                "--bad-rows",
                "skip",
                "--format",
                drawn.format,
                "--output",
                output);
        JsonNode result = run.result();
        List<Pair> expected = drawn.mappable();
        assertThat(result.get("rows").asLong()).as("rows of predict").isEqualTo(expected.size());
        assertThat(result.get("skippedRows").asLong()).isEqualTo(drawn.pairs.size() - expected.size());
        List<Row> written =
                new ArrayList<>(SparkTests.session().read().parquet(output).collectAsList());
        written.sort(Comparator.comparingLong(row -> row.<Number>getAs("id").longValue()));
        assertThat(written).hasSameSizeAs(expected);
        for (int i = 0; i < written.size(); i++) {
            double[] reference = reference(map, expected.get(i).x);
            List<Number> found = written.get(i).getList(written.get(i).fieldIndex("prediction"));
            assertThat(written.get(i).<Number>getAs("id").intValue()).isEqualTo(expected.get(i).id);
            double length = norm(reference) + bound(map, expected.get(i).x);
            for (int j = 0; j < reference.length; j++) {
                assertThat(found.get(j).doubleValue()).isCloseTo(reference[j], within(TOLERANCE * length));
            }
        }
    }

    /** Refused where it must be, and only there, in one line that counts the rows. */
    private static boolean refused(CommandRun run, boolean must) {
        if (must) {
            run.assertError(1, "rows can");
        }
        return must;
    }

    private static Case draw(SplittableRandom random) {
        int inputs = 1 + random.nextInt(5);
        int outputs = 2 + random.nextInt(3);
        DataType element = List.of(DataTypes.FloatType, DataTypes.DoubleType, DataTypes.IntegerType)
                .get(random.nextInt(3));
        double scale = element.equals(DataTypes.IntegerType) ? 100 : Math.pow(10, random.nextInt(13) - 6);
        double bad = random.nextInt(3) == 0 ? 0.1 : 0;
        List<Pair> pairs = new ArrayList<>();
        int rows = 1 + random.nextInt(60);
        for (int id = 0; id < rows; id++) {
            Double[] x = vector(random, inputs, scale, bad, element);
            Double[] y = vector(random, outputs, 50, bad, element);
            pairs.add(new Pair(id, x, y));
        }
        String features = List.of("x", "in put", "x.y", "größe", "X:1", "x`y").get(random.nextInt(6));
        String label = List.of("y", "out put", "y.z", "Ünit").get(random.nextInt(4));
        String format = List.of("parquet", "orc", "json").get(random.nextInt(3));
        if (format.equals("orc")) {
            // Spark's writer of ORC ends a name at a backtick.
            features = features.replace('`', '_');
        }
        return new Case(pairs, inputs, outputs, element, features, label, format, 1 + random.nextInt(3));
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
            vector[i] = element.equals(DataTypes.IntegerType)
                    ? (double) (int) value
                    : element.equals(DataTypes.FloatType) ? (double) (float) value : value;
        }
        if (kind == 2) {
            vector[0] = null;
        } else if (kind == 3) {
            java.util.Arrays.fill(vector, 0.0);
        }
        return vector;
    }

    private static void write(Case drawn, String path) {
        ArrayType vectors = DataTypes.createArrayType(drawn.element);
        StructType schema = new StructType()
                .add("id", DataTypes.IntegerType)
                .add(drawn.features, vectors)
                .add(drawn.label, vectors);
        List<Row> rows = drawn.pairs.stream()
                .map(pair -> RowFactory.create(pair.id, boxed(pair.x, drawn.element), boxed(pair.y, drawn.element)))
                .toList();
        Dataset<Row> data = SparkTests.session().createDataFrame(rows, schema);
        data.repartition(drawn.files).write().format(drawn.format).save(path);
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

    /** W x + b, from the weights (outputs x inputs, by rows) and the intercept behind them. */
    private static double[] reference(AngularRegressionModel model, Double[] x) {
        int outputs = model.map().outputDim();
        double[] parameters = model.parameters();
        double[] y = new double[outputs];
        for (int i = 0; i < outputs; i++) {
            y[i] = parameters[outputs * x.length + i];
            for (int j = 0; j < x.length; j++) {
                y[i] += parameters[i * x.length + j] * x[j];
            }
        }
        return y;
    }

    /** The sum of what is added up in a prediction, which bounds what rounding can do to it. */
    private static double bound(AngularRegressionModel model, Double[] x) {
        int outputs = model.map().outputDim();
        double[] parameters = model.parameters();
        double sum = 0;
        for (int i = 0; i < outputs; i++) {
            sum += Math.abs(parameters[outputs * x.length + i]);
            for (int j = 0; j < x.length; j++) {
                sum += Math.abs(parameters[i * x.length + j] * x[j]);
            }
        }
        return sum;
    }

    /** Between 0 and 180 degrees; 90 where the prediction is zero. */
    private static double angle(double[] prediction, Double[] y) {
        double length = norm(prediction);
        double[] actual = Stream.of(y).mapToDouble(Double::doubleValue).toArray();
        double actualLength = norm(actual);
        if (length == 0) {
            return 90;
        }
        double chord = 0;
        double sum = 0;
        for (int i = 0; i < actual.length; i++) {
            double p = prediction[i] / length;
            double a = actual[i] / actualLength;
            chord += (p - a) * (p - a);
            sum += (p + a) * (p + a);
        }
        return 2 * Math.atan2(Math.sqrt(chord), Math.sqrt(sum)) * DEGREES;
    }

    private static double norm(double[] vector) {
        double squares = 0;
        for (double value : vector) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }
}
