package dev.collimate.cli;

import dev.collimate.data.BadRows;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.report.Result;
import dev.collimate.rows.FileOrder;
import dev.collimate.tables.InputReader;
import dev.collimate.tables.OutputWriter;
import dev.collimate.tables.VectorInput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Maps the vectors of a data set and writes them beside all its columns. */
@Command(
        name = "predict",
        description = "Maps the vectors of a data set with a trained model and writes its rows, in order and with all"
                + " columns, with the predictions added.")
final class PredictCommand extends JobCommand {
    private static final List<String> OF_MODEL =
            List.of("featuresCol", "labelCol", "predictionCol", "predictionType", "angleCol");

    @Mixin
    private InputOptions input;

    @Mixin
    private OutputOptions output;

    @Option(names = "--model", required = true, paramLabel = "PATH", description = "model directory to read")
    private String modelPath;

    private final ParameterOptions parameters = new ParameterOptions(CommandLineStage.create());

    PredictCommand(Environment surroundings) {
        super(surroundings);
    }

    @Override
    void addParameterOptions(CommandSpec command) {
        OF_MODEL.forEach(name -> parameters.addWithoutDefault(command, name, "as the model was trained"));
        parameters.addTo(command, Set.of("badRows", "blas")::contains);
    }

    @Override
    void checkOptions() {
        apply(parameters, CommandLineStage.create());
    }

    @Override
    Result run(SparkSession spark) throws IOException {
        Stopwatch watch = new Stopwatch();
        OutputWriter writer = new OutputWriter(spark, output.settings());
        writer.requireWritable();
        AngularRegressionModel model = AngularRegressionModel.load(modelPath);
        parameters.applyTo(model);
        Dataset<Row> rows = new InputReader(spark, input.settings()).read(input.path());
        VectorInput vectors = new VectorInput(rows, input.settings().vectorDelimiter())
                .vector(OptionNames.of(model.featuresCol()), model.getFeaturesCol());
        String labelOption = OptionNames.of(model.labelCol());
        if (parameters.has("angleCol")) {
            vectors.vector(labelOption, model.getLabelCol());
        } else if (model.isSet(model.angleCol())) {
            vectors.optionalVector(labelOption, model.getLabelCol());
        }
        BadRows badRows = model.badRowsPolicy();
        OutputWriter.Written written = writer.write(
                vectors.restored(model.transform(FileOrder.of(vectors.dataset()))),
                input.settings().vectorDelimiter(),
                Optional.of(model.getPredictionCol()).filter(column -> badRows == BadRows.NULL));
        // Whatever was read and is not in the files was skipped; unless rows may be skipped, one that cannot be mapped
        // ends the job.
        long skipped = badRows == BadRows.SKIP ? rows.count() - written.rows() : 0;
        double seconds = watch.seconds();
        Result result = Result.of("predict").put("rows", written.rows()).put("skippedRows", skipped);
        if (badRows == BadRows.NULL) {
            result.put("nullPredictions", written.nulls());
        }
        return result.put("inputDim", model.map().inputDim())
                .put("outputDim", model.map().outputDim())
                .put("model", modelPath)
                .put("output", output.path())
                .put("seconds", seconds)
                .put("rowsPerSecond", written.rows() / seconds);
    }
}
