package dev.collimate.cli;

import dev.collimate.data.BadRows;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.report.Result;
import dev.collimate.rows.FileOrder;
import dev.collimate.rows.VectorCodec;
import dev.collimate.rows.VectorColumn;
import dev.collimate.tables.InputReader;
import dev.collimate.tables.OutputWriter;
import dev.collimate.tables.VectorInput;
import dev.collimate.tables.WordVectorOutput;
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

    @Mixin
    private PredictionOptions predictions;

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
        AngularRegression settings = CommandLineStage.create();
        apply(parameters, settings);
        requireNone(input.conflict(), input.vectors().conflict(), predictions.conflict());
        if (output.format().equals(WordVectorOutput.FORMAT) && settings.badRowsPolicy() != BadRows.FAIL) {
            throw usage("--output-format vec has a line for every row; --bad-rows must be fail");
        }
        if (output.format().equals(WordVectorOutput.FORMAT)) {
            requireNone(
                    predictions.addsAngles()
                            ? "--output-format vec has words and vectors alone; leave --prediction-angles out"
                            : null,
                    output.settings().partitionBy().isEmpty()
                            ? null
                            : "--output-format vec is one file; leave --partition-by out");
        }
    }

    @Override
    Result run(SparkSession spark) throws IOException {
        Stopwatch watch = new Stopwatch();
        OutputWriter writer = new OutputWriter(spark, output.settings());
        writer.requireWritable();
        AngularRegressionModel model = AngularRegressionModel.load(modelPath);
        parameters.applyTo(model);
        Dataset<Row> rows = new InputReader(spark, input.settings()).read(input.source(), model.getFeaturesCol());
        VectorInput vectors = new VectorInput(rows, input.vectors().form())
                .vector(OptionNames.of(model.featuresCol()), model.getFeaturesCol());
        String labelOption = OptionNames.of(model.labelCol());
        if (parameters.has("angleCol")) {
            vectors.vector(labelOption, model.getLabelCol());
        } else if (model.isSet(model.angleCol())) {
            vectors.optionalVector(labelOption, model.getLabelCol());
        }
        // Predictions stand as the inputs do, unless a type of arrays is asked for.
        Optional<VectorCodec> codec =
                parameters.has("predictionType") ? Optional.empty() : vectors.codec(model.getFeaturesCol());
        codec.ifPresent(found -> model.setPredictionType(VectorColumn.FLOAT_ARRAY.typeName()));
        BadRows badRows = model.badRowsPolicy();
        Dataset<Row> mapped = vectors.restored(model.transform(FileOrder.of(vectors.dataset())));
        int length = model.map().outputDim();
        Dataset<Row> outcome =
                predictions.applied(mapped, model.getFeaturesCol(), model.getPredictionCol(), codec, length);
        String prediction = predictions.column(model.getFeaturesCol(), model.getPredictionCol());
        OutputWriter.Written written = writer.write(
                output.format().equals(WordVectorOutput.FORMAT)
                        ? WordVectorOutput.lines(outcome, prediction, rows.count(), length)
                        : outcome,
                input.vectors().delimiter(),
                Optional.of(prediction).filter(column -> badRows == BadRows.NULL));
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
