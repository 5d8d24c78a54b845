package dev.collimate.ml;

import dev.collimate.data.BadDataException;
import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.BlockSource;
import dev.collimate.distributed.PairColumns;
import dev.collimate.distributed.PassListener;
import dev.collimate.distributed.ResourceScope;
import dev.collimate.distributed.VectorColumn;
import dev.collimate.map.Maps;
import dev.collimate.map.VectorMap;
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
                HasTrainingColumns<AngularRegression>,
                HasLoss<AngularRegression>,
                HasMap<AngularRegression>,
                HasSolver<AngularRegression>,
                HasFirstOrder<AngularRegression>,
                HasValidation<AngularRegression>,
                HasExecution<AngularRegression>,
                MLWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final HasPairColumns.Declared pairColumns;
    private final HasTrainingColumns.Declared trainingColumns;
    private final HasLoss.Declared lossParams;
    private final HasMap.Declared mapParams;
    private final HasSolver.Declared solverParams;
    private final HasFirstOrder.Declared firstOrder;
    private final HasValidation.Declared validationParams;
    private final HasExecution.Declared execution;
    private transient PassListener listener = report -> {};

    public AngularRegression() {
        this(Identifiable$.MODULE$.randomUID("angularRegression"));
    }

    public AngularRegression(String uid) {
        this.uid = uid;
        this.pairColumns = new HasPairColumns.Declared(this);
        this.trainingColumns = new HasTrainingColumns.Declared(this);
        this.lossParams = new HasLoss.Declared(this);
        this.mapParams = new HasMap.Declared(this);
        this.solverParams = new HasSolver.Declared(this);
        this.firstOrder = new HasFirstOrder.Declared(this);
        this.validationParams = new HasValidation.Declared(this);
        this.execution = new HasExecution.Declared(this);
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
    public HasFirstOrder.Declared firstOrder() {
        return firstOrder;
    }

    @Override
    public HasValidation.Declared validationParams() {
        return validationParams;
    }

    @Override
    public HasExecution.Declared execution() {
        return execution;
    }

    /** As Spark explains it, with the numbers of a list where Spark would show the identity of the array. */
    @Override
    public String explainParam(Param<?> param) {
        String explained = super.explainParam(param);
        return isDefined(param) && getOrDefault(param) instanceof int[] numbers
                ? explained.replace(String.valueOf((Object) numbers), Arrays.toString(numbers))
                : explained;
    }

    /** Tells {@code passListener} of every pass of the fits to come. Not a parameter: neither copied nor saved. */
    public AngularRegression setPassListener(PassListener passListener) {
        listener = passListener;
        return this;
    }

    @Override
    public StructType transformSchema(StructType schema) {
        columns().requireIn(schema);
        ValidationSplit.requireIn(schema, this);
        requireOptionsThatFit();
        return Schemas.withPredictions(schema, this);
    }

    @Override
    public AngularRegressionModel fit(Dataset<?> dataset) {
        Dataset<Row> rows = dataset.toDF();
        transformSchema(rows.schema());
        if (isSet(initialModel())) {
            new ModelReader().requireComplete(getInitialModel());
        }
        PassListener hook = listener == null ? report -> {} : listener;
        try (ResourceScope scope = new ResourceScope()) {
            long started = System.nanoTime();
            ValidationSplit split = ValidationSplit.of(rows, this);
            BlockSource source = source(split.training());
            FitPlan plan = FitPlan.of(this, source);
            BlockDataset training = source.load(scope);
            Optional<BlockDataset> validation = split.validation().map(held -> loadValidation(held, training, scope));
            AngularRegressionModel model = new Training(this, plan, training, validation, hook).run(started);
            copyValues(model, copyValues$default$2());
            model.setDefault(
                    model.predictionType(),
                    VectorColumn.of(rows.schema(), getLabelCol()).typeName());
            return model.setParent(this);
        }
    }

    /** What can be told before there are data. */
    private void requireOptionsThatFit() {
        VectorMap map = Maps.create(leastMapDescription());
        Solvers.resolve(this, map);
        StartPoint.needsMoments(this, map);
    }

    private BlockSource source(Dataset<Row> rows) {
        return BlockSource.open(
                rows, columns(), new BlockDataset.Settings(badRowsPolicy(), getBlockSize(), getNumPartitions()));
    }

    private BlockDataset loadValidation(Dataset<Row> rows, BlockDataset training, ResourceScope scope) {
        BlockDataset validation;
        try {
            validation = source(rows).load(scope);
        } catch (BadDataException e) {
            throw new BadDataException("the rows held out for validation cannot be used: " + e.getMessage());
        }
        if (!validation.shape().equals(training.shape())) {
            throw new BadDataException("the rows held out for validation have vectors of "
                    + validation.shape().inputDim() + " and "
                    + validation.shape().outputDim()
                    + " elements, but those of training "
                    + training.shape().inputDim() + " and " + training.shape().outputDim());
        }
        return validation;
    }

    /** The columns that a fit reads. */
    PairColumns columns() {
        return new PairColumns(
                getFeaturesCol(), getLabelCol(), weightColOrNull(), usesTarget() ? requireTargetCol() : null);
    }

    private boolean usesTarget() {
        return lossChoice().usesTarget();
    }

    private String requireTargetCol() {
        if (!isSet(targetCol())) {
            throw new IllegalArgumentException(
                    "the loss " + getLoss() + " needs a column of targets, +1 or -1: set targetCol");
        }
        return getTargetCol();
    }

    @Override
    public AngularRegression copy(ParamMap extra) {
        AngularRegression copy = defaultCopy(extra);
        return copy.setPassListener(listener);
    }

    @Override
    public MLWriter write() {
        return new StageWriter(this);
    }
}
