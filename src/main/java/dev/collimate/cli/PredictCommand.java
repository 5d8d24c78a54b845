package dev.collimate.cli;

import dev.collimate.data.BadRows;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.report.Result;
import dev.collimate.rows.FileOrder;
import dev.collimate.rows.ReadSources;
import dev.collimate.rows.VectorCodec;
import dev.collimate.rows.VectorColumn;
import dev.collimate.tables.BadTableException;
import dev.collimate.tables.InputReader;
import dev.collimate.tables.RowsOutput;
import dev.collimate.tables.VectorInput;
import dev.collimate.tables.WordVectorOutput;
import dev.collimate.tables.WrittenVectors;
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
        requireNone(output.conflict(), input.conflict(), input.vectors().conflict(), predictions.conflict());
        boolean words = output.format().equals(WordVectorOutput.FORMAT);
        String type = parameters.option("predictionType");
        if (output.isVectorsAlone()) {
            String start = "--output-format " + output.format();
            requireNone(
                    output.conflictOfVectorsAlone(settings),
                    predictions.addsAngles()
                            ? start + (words ? " has words and vectors alone" : " has vectors alone") + "; leave "
                                    + PredictionOptions.ANGLES + " out"
                            : null,
                    parameters.has("predictionType")
                                    || parameters.has("angleCol")
                                    || predictions.encoding().isPresent()
                            ? start + " has predictions of float32 alone; leave " + type + ", "
                                    + PredictionOptions.ENCODING + " and " + parameters.option("angleCol") + " out"
                            : null);
        }
        if (predictions.encoding().isPresent() && parameters.has("predictionType")) {
            throw usage(PredictionOptions.ENCODING + " and " + type
                    + " each say how predictions are stored; give one of them");
        }
        if ((words || !output.isVectorsAlone()) && predictions.key().isPresent()) {
            throw usage("--key is for the output formats npy and fvecs; others keep every column");
        }
    }

    @Override
    Result run(SparkSession spark) throws IOException {
        Stopwatch watch = new Stopwatch();
        AngularRegressionModel model = AngularRegressionModel.load(modelPath);
        parameters.applyTo(model);
        int length = model.map().outputDim();
        String prediction = predictions.column(model.getFeaturesCol(), model.getPredictionCol());
        RowsOutput target = output.target(
                spark, input.vectors().delimiter(), new WrittenVectors(prediction, length, predictions.key()));
        target.requireWritable();
        Dataset<Row> rows = new InputReader(spark, input.settings()).read(input.source(), model.getFeaturesCol());
        target.requireNotRead(rows);
        VectorInput vectors = vectors(rows, model);
        Optional<VectorCodec> codec = codec(vectors, model);
        Dataset<Row> mapped = vectors.restored(model.transform(FileOrder.of(vectors.dataset())));
        Dataset<Row> outcome =
                predictions.applied(mapped, model.getFeaturesCol(), model.getPredictionCol(), codec, length);
        BadRows badRows = model.badRowsPolicy();
        RowsOutput.Written written = target.write(
                outcome,
                badRows == BadRows.FAIL ? rows : outcome,
                Optional.of(prediction).filter(column -> badRows == BadRows.NULL));
        return result(watch, model, rows, written);
    }

    /** The vectors that the model needs, and those of the label where angles to them are asked for. */
    private VectorInput vectors(Dataset<Row> rows, AngularRegressionModel model) {
        VectorInput vectors = new VectorInput(rows, input.vectors().form())
                .vector(OptionNames.of(model.featuresCol()), model.getFeaturesCol());
        String labelOption = OptionNames.of(model.labelCol());
        if (parameters.has("angleCol")) {
            vectors.vector(labelOption, model.getLabelCol());
        } else if (model.isSet(model.angleCol())) {
            vectors.optionalVector(labelOption, model.getLabelCol());
        }
        return vectors;
    }

    /**
     * Predictions stand as the inputs do, unless an encoding or a type of arrays is asked for, or the format has one.
     *
     * @throws BadTableException if the inputs are whole numbers, which predictions are not
     */
    private Optional<VectorCodec> codec(VectorInput vectors, AngularRegressionModel model) {
        if (parameters.has("predictionType")) {
            return Optional.empty();
        }
        boolean floats = output.isVectorsAlone();
        Optional<VectorCodec> codec = predictions.encoding().or(() -> vectors.codec(model.getFeaturesCol()));
        if (!floats && codec.filter(VectorCodec::isWhole).isPresent()) {
            throw new BadTableException("predictions are no whole numbers, which the encoding of the input, "
                    + codec.get().name() + ", holds alone; say how they are stored with " + PredictionOptions.ENCODING
                    + ", such as float32, or " + parameters.option("predictionType") + " 'array<float>'");
        }
        if (floats || codec.isPresent()) {
            model.setPredictionType(VectorColumn.FLOAT_ARRAY.typeName());
        }
        return floats ? Optional.empty() : codec;
    }

    private Result result(
            Stopwatch watch, AngularRegressionModel model, Dataset<Row> rows, RowsOutput.Written written) {
        BadRows badRows = model.badRowsPolicy();
        // Whatever was read and is not in the files was skipped; unless rows may be skipped, one that cannot be mapped
        // ends the job.
        long skipped = badRows == BadRows.SKIP ? rows.count() - written.rows() : 0;
        double seconds = watch.seconds();
        Result result = Result.of("predict").put("rows", written.rows()).put("skippedRows", skipped);
        if (badRows == BadRows.NULL) {
            result.put("nullPredictions", written.nulls());
        }
        SnapshotReport.put(result, ReadSources.of(rows).snapshots());
        return result.put("inputDim", model.map().inputDim())
                .put("outputDim", model.map().outputDim())
                .put("model", modelPath)
                .put(output.key(), output.name())
                .put("seconds", seconds)
                .put("rowsPerSecond", written.rows() / seconds);
    }
}
