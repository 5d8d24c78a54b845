package dev.collimate.ml;

import dev.collimate.fit.FittedMap;
import dev.collimate.fit.TrainingSummary;
import dev.collimate.map.LinearMap;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Floats;
import dev.collimate.ml.param.HasBlas;
import dev.collimate.ml.param.HasPairColumns;
import dev.collimate.ml.param.Schemas;
import dev.collimate.model.ExportFormat;
import dev.collimate.model.ExportManifest;
import dev.collimate.model.ParameterFiles;
import dev.collimate.model.ParameterReader;
import dev.collimate.model.VectorPredictor;
import dev.collimate.rows.DistributedPrediction;
import dev.collimate.storage.HadoopFolder;
import dev.collimate.storage.StageWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * A fitted map from vectors to vectors. {@link #transform} maps a data set block by block, keeps the order of rows and
 * all columns, and appends the prediction in the type that the labels had in training.
 */
public final class AngularRegressionModel extends Model<AngularRegressionModel>
        implements HasPairColumns<AngularRegressionModel>, HasBlas<AngularRegressionModel>, MLWritable {
    private static final long serialVersionUID = 1L;

    /** The key of {@link #trainingBlas} in the metadata. */
    static final String TRAINING_BLAS = "trainingBlas";
    /** The key of {@link #trainingLoss} in the metadata. */
    static final String TRAINING_LOSS = "trainingLoss";

    private final String uid;
    private final VectorMap map;
    private final double[] parameters;
    private final HasPairColumns.Declared pairColumns;
    private final HasBlas.Declared products;
    // An unmodifiable list of java.util, which is serializable.
    @SuppressWarnings("serial")
    private List<String> trainingBlas = List.of();

    private String trainingLoss;

    private transient TrainingSummary summary;
    private transient volatile VectorPredictor predictor;

    /** As {@link #AngularRegressionModel(String)}, with a uid of its own. */
    public AngularRegressionModel() {
        this(Identifiable$.MODULE$.randomUID("angularRegression"));
    }

    /** Maps one number to 0: Spark Connect makes such a model to know the class. Others are fitted or loaded. */
    public AngularRegressionModel(String uid) {
        this(uid, new FittedMap(new LinearMap(1, 1, false), new double[1]));
    }

    AngularRegressionModel(String uid, FittedMap fitted) {
        this.uid = uid;
        this.map = fitted.map();
        this.parameters = fitted.parameters();
        this.pairColumns = new HasPairColumns.Declared(this);
        this.products = new HasBlas.Declared(this);
    }

    public static MLReader<AngularRegressionModel> read() {
        return new ModelReader();
    }

    /** Loads a model directory. */
    public static AngularRegressionModel load(String path) {
        return read().load(path);
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public HasPairColumns.Declared pairColumns() {
        return pairColumns;
    }

    @Override
    public HasBlas.Declared products() {
        return products;
    }

    /** The shape of the map. */
    public VectorMap map() {
        return map;
    }

    /** The parameters, in the order of the map's layout; a copy. */
    public double[] parameters() {
        return parameters.clone();
    }

    /** The map and its parameters, which are shared. */
    FittedMap fitted() {
        return new FittedMap(map, parameters);
    }

    /** How the model came to be; empty for a model that was loaded or copied from a loaded one. */
    public Optional<TrainingSummary> summary() {
        return Optional.ofNullable(summary);
    }

    /**
     * What ran the matrix products of the fit: on the driver, then, where it is another, on executors. Saved with the
     * model; empty where a version saved it that did not tell.
     */
    public List<String> trainingBlas() {
        return trainingBlas;
    }

    /** The loss that was minimised. Saved with the model; empty where a version saved it that did not tell. */
    public Optional<String> trainingLoss() {
        return Optional.ofNullable(trainingLoss);
    }

    /**
     * The prediction for one vector, on the caller's thread and without a Spark job. Safe for any number of threads.
     *
     * @param x inputDim elements; not changed
     * @return outputDim elements, the caller's own
     * @throws IllegalArgumentException if x has another length, or an element that is not finite
     */
    public float[] predict(float[] x) {
        VectorPredictor current = predictor;
        if (current == null) {
            current = new VectorPredictor(map, Floats.of(parameters), blasChoice());
            predictor = current;
        }
        return current.predict(x);
    }

    /** As {@link #predict(float[])}, for callers that have no arrays of floats, as those in Python. */
    public Vector predict(Vector x) {
        return Vectors.dense(Floats.toDoubles(predict(Floats.of(x.toArray()))));
    }

    /**
     * Writes the map for other programs into a new directory, all of it or nothing; its numbers are float32.
     *
     * @param format one of {@link dev.collimate.model.ExportFormat#names}
     * @param path on any file system that Hadoop knows
     * @throws IllegalArgumentException if there is no such format, or it cannot hold this map; it says what can
     * @throws IOException if the directory exists, or cannot be written
     */
    public ExportManifest export(String format, String path) throws IOException {
        return export(format, path, false);
    }

    /** As {@link #export(String, String)}; with {@code overwrite} an earlier export is replaced once the new one is complete. */
    public ExportManifest export(String format, String path, boolean overwrite) throws IOException {
        ExportManifest.Origin origin = new ExportManifest.Origin(
                uid, getFeaturesCol(), getLabelCol(), trainingLoss, ParameterFiles.fingerprint(map, parameters));
        return new ModelExport(fitted(), origin, ExportFormat.of(format)).write(path, overwrite);
    }

    AngularRegressionModel withSummary(TrainingSummary trainingSummary) {
        summary = trainingSummary;
        return this;
    }

    AngularRegressionModel withTrainingBlas(List<String> names) {
        trainingBlas = List.copyOf(names);
        return this;
    }

    /** @param loss null where it is not known */
    AngularRegressionModel withTrainingLoss(String loss) {
        trainingLoss = loss;
        return this;
    }

    @Override
    public StructType transformSchema(StructType schema) {
        return Schemas.withPredictions(schema, this);
    }

    /**
     * Appends predictions, and angles if asked for. Lazy; the query that it returns reads all columns of {@code
     * dataset}, so those that nobody needs are best dropped before.
     *
     * @throws IllegalArgumentException if the columns do not fit, or the data set is a stream: a stream is mapped batch
     *     by batch, in foreachBatch
     */
    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        if (dataset.isStreaming()) {
            throw new IllegalArgumentException(
                    "a stream cannot be mapped as a whole; map each of its batches, in writeStream().foreachBatch");
        }
        Dataset<Row> rows = dataset.toDF();
        StructType schema = transformSchema(rows.schema());
        return DistributedPrediction.append(
                rows,
                map,
                Floats.of(parameters),
                getFeaturesCol(),
                Schemas.appendsAngle(rows.schema(), this) ? getLabelCol() : null,
                schema,
                badRowsPolicy(),
                blasChoice());
    }

    @Override
    public AngularRegressionModel copy(ParamMap extra) {
        AngularRegressionModel copy = new AngularRegressionModel(uid, fitted())
                .withSummary(summary)
                .withTrainingBlas(trainingBlas)
                .withTrainingLoss(trainingLoss);
        return copyValues(copy, extra).setParent(parent());
    }

    @Override
    public MLWriter write() {
        return new StageWriter(
                this,
                Map.of(
                        TRAINING_BLAS,
                        trainingBlas,
                        TRAINING_LOSS,
                        trainingLoss().stream().toList()),
                (long) parameters.length * Double.BYTES,
                (files, directory, name) -> {
                    HadoopFolder folder = new HadoopFolder(files, directory, name);
                    ParameterFiles.write(map, parameters, folder);
                    ParameterReader.verify(folder, directory.toString());
                });
    }

    @Override
    public String toString() {
        return "AngularRegressionModel: uid=" + uid + ", map=" + map.name() + ", inputDim=" + map.inputDim()
                + ", outputDim=" + map.outputDim();
    }
}
