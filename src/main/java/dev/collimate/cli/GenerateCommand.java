package dev.collimate.cli;

import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.SyntheticPairs;
import java.io.IOException;
import java.util.Set;
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
        description = "Writes pairs of a known map, to try things out: x has independent standard normal elements, y is"
                + " the direction of the map's prediction, turned by noise. A row is a pure function of seed and row"
                + " number, whatever the partitions.")
final class GenerateCommand extends JobCommand {
    private static final Set<String> PARAMETERS =
            Set.of("map", "rank", "layers", "activation", "residual", "fitIntercept", "seed");

    @Mixin
    private OutputOptions output;

    @Option(names = "--rows", paramLabel = "N", description = "number of pairs")
    private long rows = 100_000;

    @Option(names = "--input-dim", paramLabel = "N", description = "length of x")
    private int inputDim = 64;

    @Option(names = "--output-dim", paramLabel = "N", description = "length of y")
    private int outputDim = 64;

    @Option(
            names = "--noise",
            paramLabel = "NUMBER",
            description =
                    "length of a random vector that is added to the unit prediction: 0.1 turns y by about 5.7 degrees")
    private double noise = 0.1;

    @Option(names = "--partitions", paramLabel = "N", description = "number of files")
    private int partitions = 8;

    private final ParameterOptions parameters = new ParameterOptions(CommandLineStage.create());
    private final AngularRegression settings = CommandLineStage.create();

    GenerateCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    void addParameterOptions(CommandSpec command) {
        parameters.addTo(command, PARAMETERS::contains);
    }

    @Override
    void checkOptions() {
        apply(parameters, settings);
        requireAtLeast(1, "--rows", rows);
        requireAtLeast(1, "--input-dim", inputDim);
        requireAtLeast(1, "--output-dim", outputDim);
        requireAtLeast(1, "--partitions", partitions);
        if (!(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
            throw usage("--noise must be at least 0, but was " + noise);
        }
    }

    private void requireAtLeast(long least, String option, long value) {
        if (value < least) {
            throw usage(option + " must be at least " + least + ", but was " + value);
        }
    }

    @Override
    Result run(SparkSession spark) throws IOException {
        Stopwatch watch = new Stopwatch();
        OutputWriter writer = new OutputWriter(spark, output);
        writer.requireWritable();
        Dataset<Row> pairs = SyntheticPairs.generate(spark, settings, inputDim, outputDim, rows, noise, partitions);
        long written = writer.write(pairs, InputOptions.DEFAULT_DELIMITER);
        double seconds = watch.seconds();
        return Result.of("generate")
                .put("rows", written)
                .put("inputDim", inputDim)
                .put("outputDim", outputDim)
                .put("map", settings.getMap())
                .put("noise", noise)
                .put("seed", settings.getSeed())
                .put("partitions", partitions)
                .put("output", output.path())
                .put("seconds", seconds)
                .put("rowsPerSecond", written / seconds);
    }
}
