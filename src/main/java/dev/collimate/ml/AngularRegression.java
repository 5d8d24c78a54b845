package dev.collimate.ml;

import dev.collimate.distributed.PassListener;
import dev.collimate.fit.Fit;
import dev.collimate.fit.FitPlan;
import dev.collimate.fit.FitResult;
import dev.collimate.fit.FitSettings;
import dev.collimate.fit.FittedMap;
import dev.collimate.fit.ValidationSplit;
import dev.collimate.ml.param.HasBlas;
import dev.collimate.ml.param.HasCheckpoint;
import dev.collimate.ml.param.HasExecution;
import dev.collimate.ml.param.HasFirstOrder;
import dev.collimate.ml.param.HasLeastSquares;
import dev.collimate.ml.param.HasLoss;
import dev.collimate.ml.param.HasMap;
import dev.collimate.ml.param.HasMaxSkippedFraction;
import dev.collimate.ml.param.HasPairColumns;
import dev.collimate.ml.param.HasSelection;
import dev.collimate.ml.param.HasSolver;
import dev.collimate.ml.param.HasTrainingColumns;
import dev.collimate.ml.param.HasValidation;
import dev.collimate.ml.param.Schemas;
import dev.collimate.rows.PairColumns;
import dev.collimate.rows.VectorColumn;
import dev.collimate.storage.StageReader;
import dev.collimate.storage.StageWriter;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Learns a map from vectors x to vectors y that makes the angle between its predictions and y as small as possible:
 * minimises the weighted mean (or sum) of an angular loss over the rows, plus (regParam / 2) * |W - W0|^2 over all
 * parameters but intercepts, by full passes over blocks that are cached on the executors.
 */
public final class AngularRegression extends Estimator<AngularRegressionModel>
        implements HasPairColumns<AngularRegression>,
                HasMaxSkippedFraction<AngularRegression>,
                HasTrainingColumns<AngularRegression>,
                HasLoss<AngularRegression>,
                HasMap<AngularRegression>,
                HasSolver<AngularRegression>,
                HasLeastSquares<AngularRegression>,
                HasFirstOrder<AngularRegression>,
                HasValidation<AngularRegression>,
                HasExecution<AngularRegression>,
                HasCheckpoint<AngularRegression>,
                MLWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final HasPairColumns.Declared pairColumns;
    private final HasMaxSkippedFraction.Declared skipping;
    private final HasTrainingColumns.Declared trainingColumns;
    private final HasLoss.Declared lossParams;
    private final HasMap.Declared mapParams;
    private final HasSolver.Declared solverParams;
    private final HasLeastSquares.Declared leastSquaresParams;
    private final HasFirstOrder.Declared firstOrder;
    private final HasValidation.Declared validationParams;
    private final HasSelection.Declared selectionParams;
    private final HasBlas.Declared products;
    private final HasExecution.Declared execution;
    private final HasCheckpoint.Declared checkpointParams;
    private transient boolean fresh;
    private transient PassListener listener = report -> {};

    public AngularRegression() {
        this(Identifiable$.MODULE$.randomUID("angularRegression"));
    }

    public AngularRegression(String uid) {
        this.uid = uid;
        this.pairColumns = new HasPairColumns.Declared(this);
        this.skipping = new HasMaxSkippedFraction.Declared(this);
        this.trainingColumns = new HasTrainingColumns.Declared(this);
        this.lossParams = new HasLoss.Declared(this);
        this.mapParams = new HasMap.Declared(this);
        this.solverParams = new HasSolver.Declared(this);
        this.leastSquaresParams = new HasLeastSquares.Declared(this);
        this.firstOrder = new HasFirstOrder.Declared(this);
        this.validationParams = new HasValidation.Declared(this);
        this.selectionParams = new HasSelection.Declared(this);
        this.products = new HasBlas.Declared(this);
        this.execution = new HasExecution.Declared(this);
        this.checkpointParams = new HasCheckpoint.Declared(this);
    }

    public static MLReader<AngularRegression> read() {
        return new StageReader<>(AngularRegression.class, AngularRegression::new);
    }

    /** Loads a saved estimator. */
    public static AngularRegression load(String path) {
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
    public HasMaxSkippedFraction.Declared skipping() {
        return skipping;
    }

    @Override
    public HasTrainingColumns.Declared trainingColumns() {
        return trainingColumns;
    }

    @Override
    public HasLoss.Declared lossParams() {
        return lossParams;
    }

    @Override
    public HasMap.Declared mapParams() {
        return mapParams;
    }

    @Override
    public HasSolver.Declared solverParams() {
        return solverParams;
    }

    @Override
    public HasLeastSquares.Declared leastSquaresParams() {
        return leastSquaresParams;
    }

    @Override
    public HasFirstOrder.Declared firstOrder() {
        return firstOrder;
    }

    @Override
    public HasValidation.Declared validationParams() {
        return validationParams;
    }

    @Override
    public HasSelection.Declared selectionParams() {
        return selectionParams;
    }

    @Override
    public HasBlas.Declared products() {
        return products;
    }

    @Override
    public HasExecution.Declared execution() {
        return execution;
    }

    @Override
    public HasCheckpoint.Declared checkpointParams() {
        return checkpointParams;
    }

    /** As Spark explains it, with the numbers of a list where Spark would show the identity of the array. */
    @Override
    public String explainParam(Param<?> param) {
        String explained = super.explainParam(param);
        Object value = isDefined(param) ? getOrDefault(param) : null;
        return value instanceof int[] ints ? explained.replace(ints.toString(), Arrays.toString(ints)) : explained;
    }

    /** Tells {@code passListener} of every pass of the fits to come. Not a parameter: copied, but not saved. */
    public AngularRegression setPassListener(PassListener passListener) {
        listener = passListener;
        return this;
    }

    /** Whether the fits to come leave the checkpoints that are there aside. Not a parameter: copied, but not saved. */
    public AngularRegression setFresh(boolean value) {
        fresh = value;
        return this;
    }

    @Override
    public StructType transformSchema(StructType schema) {
        FitSettings settings = fitSettings();
        settings.requireColumns().requireIn(schema);
        ValidationSplit.requireIn(schema, settings.validation());
        FitPlan.requirePossible(settings);
        return Schemas.withPredictions(schema, this);
    }

    @Override
    public AngularRegressionModel fit(Dataset<?> dataset) {
        Dataset<Row> rows = dataset.toDF();
        transformSchema(rows.schema());
        FitSettings settings = fitSettings();
        Optional<FittedMap> initial = settings.search().initialModel().map(path -> AngularRegressionModel.load(path)
                .fitted());
        FitResult result = Fit.run(rows, settings, initial, listener == null ? report -> {} : listener);
        return model(result.fitted(), rows.schema())
                .withSummary(result.summary())
                .withTrainingBlas(result.summary().blas())
                .withTrainingLoss(getLoss());
    }

    /** The model of a map that a fit of rows of {@code schema} found, as that of a fit that was stopped. */
    public AngularRegressionModel model(FittedMap fitted, StructType schema) {
        AngularRegressionModel model = new AngularRegressionModel(uid, fitted);
        copyValues(model, copyValues$default$2());
        model.setDefault(
                model.predictionType(), VectorColumn.of(schema, getLabelCol()).typeName());
        return model.setParent(this);
    }

    /** The parameters' values, as those of a fit. */
    public FitSettings fitSettings() {
        return new FitSettings(
                columns(),
                mapDescription(),
                lossChoice(),
                reductionChoice(),
                searchSettings(ridgeSetting()),
                spreadSettings(),
                firstOrderSettings(),
                validationSettings(),
                executionSettings(requireFailOrSkip(), getMaxSkippedFraction(), blasChoice()),
                checkpointSettings(fresh));
    }

    private PairColumns columns() {
        return new PairColumns(getFeaturesCol(), getLabelCol(), weightColOrNull(), targetColOrNull(lossChoice()));
    }

    @Override
    public AngularRegression copy(ParamMap extra) {
        return ((AngularRegression) defaultCopy(extra))
                .setPassListener(listener)
                .setFresh(fresh);
    }

    @Override
    public MLWriter write() {
        return new StageWriter(this);
    }
}
