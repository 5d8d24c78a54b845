package dev.collimate.ml;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.degrees;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.forall;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.collimate.data.BadRows;
import dev.collimate.data.Weights;
import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.BlockSource;
import dev.collimate.evaluation.GroupAngle;
import dev.collimate.fit.FitSettings;
import dev.collimate.loss.AngularLoss;
import dev.collimate.math.Precision;
import dev.collimate.rows.Columns;
import dev.collimate.rows.PairColumns;
import dev.collimate.rows.VectorColumn;
import java.util.List;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Mean angles of groups of rows, as {@link PairEvaluation} counts them: rows have their weights, a zero prediction is 90
 * degrees off, angles of an axial loss are those between lines, and rows that cannot be used are left out. Sums are of
 * whole numbers, of 1e-15 radians at the largest weight, so that no order changes them.
 */
public final class GroupEvaluation {
    private static final double UNIT = 1e15;
    private static final int WORST = 20;

    private static final String FEATURES = "features";
    private static final String ACTUAL = "actual";
    private static final String GROUP = "group";
    private static final String WEIGHT = "weight";
    private static final String PREDICTION = "prediction";
    private static final String ANGLE = "angle";
    private static final String ROWS = "rows";
    private static final String MEAN = "mean";
    private static final String UNDEFINED = "undefined";

    private final PairColumns columns;
    private final AngularLoss loss;
    private final BadRows badRows;

    /** As the settings of a fit say. */
    public static GroupEvaluation of(FitSettings settings) {
        return new GroupEvaluation(
                settings.requireColumns(), settings.loss(), settings.execution().badRows());
    }

    /** Arguments as those of {@link PairEvaluation}. */
    public GroupEvaluation(PairColumns columns, AngularLoss loss, BadRows badRows) {
        this.columns = columns;
        this.loss = loss;
        this.badRows = badRows;
    }

    /**
     * The 20 groups, or fewer, of the largest mean angles of a model, the worst first; among equals in the order of their
     * names. Groups that weigh nothing beside the largest weight of a row have no mean and are left out.
     *
     * @param dataset that {@link PairEvaluation#ofModel} could measure
     * @param groupCol column that names the group of a row; its values are taken as text, null as "(null)"
     */
    public List<GroupAngle> worst(AngularRegressionModel model, Dataset<Row> dataset, String groupCol) {
        return worst(angles(model, dataset.where(counts()), groupCol));
    }

    /** As {@link #worst}, of predictions that are there: the features column of this evaluation holds them. */
    public List<GroupAngle> worstOfPredictions(Dataset<Row> dataset, String groupCol) {
        return worst(predictionAngles(dataset.where(counts()), groupCol));
    }

    /** As {@link #worst}, but the groups of these names, in no order; those that have no mean are left out. */
    public List<GroupAngle> of(
            AngularRegressionModel model, Dataset<Row> dataset, String groupCol, List<String> names) {
        return collected(groups(angles(model, named(dataset, groupCol, names), groupCol)));
    }

    /** As {@link #of}, of predictions that are there. */
    public List<GroupAngle> ofPredictions(Dataset<Row> dataset, String groupCol, List<String> names) {
        return collected(groups(predictionAngles(named(dataset, groupCol, names), groupCol)));
    }

    private Dataset<Row> named(Dataset<Row> dataset, String groupCol, List<String> names) {
        return dataset.where(counts()).where(group(groupCol).isin(names.toArray()));
    }

    private static List<GroupAngle> worst(Dataset<Row> angles) {
        return collected(groups(angles).orderBy(col(MEAN).desc(), col(GROUP)).limit(WORST));
    }

    /** The group of a row. */
    static Column group(String groupCol) {
        return coalesce(Columns.of(groupCol).cast("string"), lit("(null)"));
    }

    private static List<GroupAngle> collected(Dataset<Row> groups) {
        return groups.collectAsList().stream()
                .map(row -> new GroupAngle(row.getString(0), row.getLong(1), row.getDouble(2)))
                .toList();
    }

    /** Group, weight and angle in radians of each row that counts. */
    private Dataset<Row> angles(AngularRegressionModel model, Dataset<Row> counted, String groupCol) {
        Dataset<Row> rows = counted.select(
                Columns.of(columns.features()).as(FEATURES),
                array(counted, columns.label(), VectorColumn.FLOAT_ARRAY).as(ACTUAL),
                group(groupCol).as(GROUP),
                weight().as(WEIGHT));
        return weighed(
                measuring(model)
                        .transform(rows)
                        .select(
                                col(GROUP),
                                col(WEIGHT),
                                angle(model.map().outputDim()).as(ANGLE))
                        .where(col(ANGLE).isNotNull()),
                rows);
    }

    private Dataset<Row> predictionAngles(Dataset<Row> counted, String groupCol) {
        BlockDataset.Settings exact = new BlockDataset.Settings(badRows, 0, 0, 1, false, Precision.DOUBLE);
        int dim = BlockSource.open(counted, columns, exact).shape().outputDim();
        Dataset<Row> rows = counted.select(
                array(counted, columns.features(), VectorColumn.DOUBLE_ARRAY).as(PREDICTION),
                array(counted, columns.label(), VectorColumn.DOUBLE_ARRAY).as(ACTUAL),
                group(groupCol).as(GROUP),
                weight().as(WEIGHT));
        return weighed(PredictionAngles.of(rows, dim, GROUP, WEIGHT, ANGLE), rows);
    }

    /** Weights as parts of the largest, and the angles that the loss sees. */
    private Dataset<Row> weighed(Dataset<Row> angles, Dataset<Row> rows) {
        Column angle = col(ANGLE);
        return angles.select(
                col(GROUP),
                col(WEIGHT).divide(largestWeight(rows)).as(WEIGHT),
                (loss.isAxial() ? least(angle, lit(Math.PI).minus(angle)) : angle).as(ANGLE));
    }

    private static Dataset<Row> groups(Dataset<Row> angles) {
        return angles.groupBy(GROUP)
                .agg(
                        count(lit(1)).as(ROWS),
                        exactSum(col(WEIGHT)).as(WEIGHT),
                        exactSum(when(col(ANGLE).isNaN(), lit(0))
                                        .otherwise(col(WEIGHT).multiply(col(ANGLE))))
                                .as(ANGLE),
                        max(col(ANGLE).isNaN()).as(UNDEFINED))
                .where(col(WEIGHT).gt(0))
                .select(col(GROUP), col(ROWS), mean().as(MEAN));
    }

    /** @param kind array of float or of double */
    static Column array(Dataset<Row> dataset, String column, VectorColumn kind) {
        Column stored = Columns.of(column);
        boolean vector = VectorColumn.of(dataset.schema(), column) == VectorColumn.ML_VECTOR;
        String elements = kind.isFloat() ? "float32" : "float64";
        return (vector ? when(stored.isNotNull(), functions.vector_to_array(stored, elements)) : stored)
                .cast(kind.typeName());
    }

    private Column weight() {
        return (columns.weight() == null ? lit(1) : Columns.of(columns.weight())).cast("double");
    }

    private AngularRegressionModel measuring(AngularRegressionModel model) {
        AngularRegressionModel measuring = model.copy(ParamMap.empty());
        measuring
                .setFeaturesCol(FEATURES)
                .setLabelCol(ACTUAL)
                .setPredictionCol(PREDICTION)
                .setPredictionType(VectorColumn.FLOAT_ARRAY.typeName())
                .setAngleCol(ANGLE);
        measuring.set(measuring.badRows(), badRows.optionName());
        return measuring;
    }

    /** Whether a row is among those measured, by its weight and its target. */
    private Column counts() {
        Column all = lit(true);
        if (columns.weight() != null) {
            Column weight = Columns.of(columns.weight()).cast("double");
            all = all.and(coalesce(weight.geq(0).and(weight.leq(Weights.MAX)), lit(false)));
        }
        if (columns.target() != null) {
            all = all.and(
                    coalesce(abs(Columns.of(columns.target()).cast("double")).equalTo(1), lit(false)));
        }
        return all;
    }

    /** 1 where no row weighs anything. */
    private double largestWeight(Dataset<Row> rows) {
        if (columns.weight() == null) {
            return 1;
        }
        Row largest = rows.agg(max(col(WEIGHT))).first();
        return largest.isNullAt(0) || largest.getDouble(0) == 0 ? 1 : largest.getDouble(0);
    }

    /** In radians; null for a row whose actual vector cannot be used. */
    private Column angle(int outputDim) {
        Column directed = exists(col(PREDICTION), element -> element.notEqual(0));
        Column right = when(not(directed).and(usable(outputDim)), lit(Math.PI / 2));
        return coalesce(col(ANGLE), right);
    }

    private static Column usable(int outputDim) {
        Column finite = forall(col(ACTUAL), element -> abs(element).leq(Float.MAX_VALUE));
        Column directed = exists(col(ACTUAL), element -> element.notEqual(0));
        return coalesce(size(col(ACTUAL)).equalTo(outputDim).and(finite).and(directed), lit(false));
    }

    private static Column exactSum(Column values) {
        return sum(values.multiply(UNIT).cast("decimal(38,0)")).cast("double");
    }

    /** In degrees. */
    private static Column mean() {
        return when(col(UNDEFINED), lit(Double.NaN))
                .otherwise(degrees(col(ANGLE).divide(col(WEIGHT))));
    }
}
