package dev.collimate.cli;

import dev.collimate.map.Maps;
import dev.collimate.map.VectorMap;
import dev.collimate.ml.AngularRegression;
import dev.collimate.report.Result;
import dev.collimate.synthetic.GeneratedRows;
import dev.collimate.synthetic.SunPairs;
import dev.collimate.synthetic.SyntheticPairs;
import dev.collimate.tables.RowsOutput;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Writes synthetic pairs of a known map. */
@Command(
        name = "generate",
        description = "Writes synthetic pairs of a known map: x has independent standard normal elements, y is"
                + " the direction of the map's prediction, turned by noise. With --map sun, x is a random place on Earth"
                + " and a random time from 1950 to 2050, as sine and cosine of latitude, longitude, UTC time of day and"
                + " time of year, and y points to the Sun: east, north, up. A row is a pure function of seed and row"
                + " number, independent of partitions.")
final class GenerateCommand extends JobCommand {
    private static final Set<String> MAP_PARAMETERS =
            Set.of("rank", "layers", "activation", "residual", "fitIntercept");
    private static final int DEFAULT_DIM = 64;

    /** For the help. */
    static final class MapNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return SyntheticPairs.mapNames().iterator();
        }
    }

    @Mixin
    private OutputOptions output;

    @Option(names = "--rows", paramLabel = "N", description = "number of pairs")
    private long rows = 100_000;

    @Option(
            names = "--map",
            paramLabel = "NAME",
            completionCandidates = MapNames.class,
            description = "kind of map: ${COMPLETION-CANDIDATES}")
    private String map = SyntheticPairs.mapNames().get(0);

    @Option(
            names = "--input-dim",
            paramLabel = "N",
            description = "length of x (default: " + DEFAULT_DIM + "; with --map sun " + SunPairs.INPUT_DIM + ")")
    private Integer inputDim;

    @Option(
            names = "--output-dim",
            paramLabel = "N",
            description = "length of y (default: " + DEFAULT_DIM + "; with --map sun " + SunPairs.OUTPUT_DIM + ")")
    private Integer outputDim;

    @Option(
            names = "--noise",
            paramLabel = "NUMBER",
            description = "length of the random vector added to the unit prediction: 0.1 turns y by about 5.7 degrees")
    private double noise = 0.1;

    @Option(names = "--partitions", paramLabel = "N", description = "number of files")
    private int partitions = 8;

    private final ParameterOptions parameters = new ParameterOptions(CommandLineStage.create());
    private final AngularRegression settings = CommandLineStage.create();

    GenerateCommand(Environment surroundings) {
        super(surroundings);
    }

    @Override
    void addParameterOptions(CommandSpec command) {
        parameters.addTo(command, name -> MAP_PARAMETERS.contains(name) || name.equals("seed"));
    }

    @Override
    void checkOptions() {
        apply(parameters, settings);
        requireNone(
                output.conflict(),
                output.isVectorsAlone()
                        ? "--output-format " + output.format() + " has one vector a row, but generate writes pairs;"
                                + " choose parquet, orc, json or csv"
                        : null);
        requireAtLeast(1, "--rows", rows);
        requireAtLeast(1, "--input-dim", inputDim());
        requireAtLeast(1, "--output-dim", outputDim());
        requireAtLeast(1, "--partitions", partitions);
        if (!(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
            throw usage("--noise must be at least 0, but was " + noise);
        }
        if (!SyntheticPairs.mapNames().contains(map)) {
            throw usage("--map must be one of " + String.join(", ", SyntheticPairs.mapNames()) + ", but was " + map);
        }
        if (ofSun()) {
            requireNothingPlanted();
        } else {
            settings.setMap(map);
        }
    }

    private void requireNothingPlanted() {
        requireEqual(SunPairs.INPUT_DIM, "--input-dim", inputDim());
        requireEqual(SunPairs.OUTPUT_DIM, "--output-dim", outputDim());
        for (Param<?> parameter : settings.params()) {
            if (MAP_PARAMETERS.contains(parameter.name()) && settings.isSet(parameter)) {
                String option = OptionNames.of(parameter);
                throw usage(option + " has no meaning for --map " + map + ", which has no parameters; leave it out");
            }
        }
    }

    private void requireEqual(int only, String option, int value) {
        if (value != only) {
            throw usage(option + " must be " + only + " for --map " + map + ", but was " + value);
        }
    }

    private boolean ofSun() {
        return map.equals(SyntheticPairs.SUN);
    }

    private int inputDim() {
        return inputDim != null ? inputDim : ofSun() ? SunPairs.INPUT_DIM : DEFAULT_DIM;
    }

    private int outputDim() {
        return outputDim != null ? outputDim : ofSun() ? SunPairs.OUTPUT_DIM : DEFAULT_DIM;
    }

    private void requireAtLeast(long least, String option, long value) {
        if (value < least) {
            throw usage(option + " must be at least " + least + ", but was " + value);
        }
    }

    @Override
    Result run(SparkSession spark) throws IOException {
        Stopwatch watch = new Stopwatch();
        RowsOutput target = output.target(spark, null, List.of(GeneratedRows.INPUT, GeneratedRows.ACTUAL));
        target.requireWritable();
        long written = target.write(pairs(spark), spark.range(rows).toDF(), Optional.empty())
                .rows();
        double seconds = watch.seconds();
        return Result.of("generate")
                .put("rows", written)
                .put("inputDim", inputDim())
                .put("outputDim", outputDim())
                .put("map", map)
                .put("noise", noise)
                .put("seed", settings.getSeed())
                .put("partitions", partitions)
                .put(output.key(), output.name())
                .put("seconds", seconds)
                .put("rowsPerSecond", written / seconds);
    }

    private Dataset<Row> pairs(SparkSession spark) {
        return ofSun()
                ? SyntheticPairs.generateSun(spark, rows, noise, settings.getSeed(), partitions)
                : SyntheticPairs.generate(spark, planted(), rows, noise, settings.getSeed(), partitions);
    }

    private VectorMap planted() {
        return Maps.create(settings.mapDescription().between(inputDim(), outputDim()));
    }
}
