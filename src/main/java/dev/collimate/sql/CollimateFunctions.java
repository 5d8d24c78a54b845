package dev.collimate.sql;

import dev.collimate.rows.ClassicSpark;
import dev.collimate.storage.Redaction;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.ColumnarRule;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Function1;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * All SQL functions: those of {@link AngleFunctions}, and {@code map_vector(model, x)}: the prediction of a model for the
 * vector x, an array of float or of double, as an array of float. The model is a text in the query: the path of a model
 * directory, or a name of {@link #registerModel}. Null if x or one of its elements is null; a vector of another length than
 * the model's inputs, or with an element that is NaN or infinite, is an error.
 *
 * <p>A session has them from its start with {@code spark.sql.extensions=dev.collimate.sql.CollimateFunctions}; then vectors
 * are mapped a block of rows at a time. After {@link #register} a session has the same functions, but maps row by row: a plan
 * can be changed by extensions alone.
 */
public final class CollimateFunctions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {
    private static final String ARGUMENTS =
            "\n    Arguments:\n      * model - path of a model directory, or a name that"
                    + " registerModel gave to one\n      * x - array of float or double\n  ";

    /** Adds the functions to one session, for as long as it lives. */
    public static void register(SparkSession session) {
        AngleFunctions.register(session);
        ClassicSpark.registerFunction(session, MapVector.NAME, info(), builder());
    }

    /**
     * Gives a model a name in a session. In SQL: {@code SET spark.collimate.model.NAME = PATH}.
     *
     * @throws RuntimeException if there is no model that can be read at the path
     */
    public static void registerModel(SparkSession session, String name, String path) {
        MappedModels.of(session, path);
        session.conf().set(MappedModels.SETTING + name, path);
    }

    /** Adds the functions to the sessions that {@code extensions} are for; Spark calls this. */
    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        new AngleFunctions().apply(extensions);
        extensions.injectFunction(new Tuple3<>(new FunctionIdentifier(MapVector.NAME), info(), builder()));
        extensions.injectColumnar(new AbstractFunction1<>() {
            @Override
            public ColumnarRule apply(SparkSession session) {
                return new BatchRule();
            }
        });
        return BoxedUnit.UNIT;
    }

    /** Before rows and columns of Spark's own are told apart, so that a plan is still one of projections. */
    private static final class BatchRule extends ColumnarRule {
        @Override
        public Rule<SparkPlan> preColumnarTransitions() {
            return new MapVectorBatches();
        }
    }

    private static ExpressionInfo info() {
        return new ExpressionInfo(
                MapVector.class.getName(),
                null,
                MapVector.NAME,
                "_FUNC_(model, x) - Returns the prediction of a model for the vector x.",
                ARGUMENTS,
                "",
                "",
                "",
                "",
                "",
                "java_udf");
    }

    private static Function1<Seq<Expression>, Expression> builder() {
        return new AbstractFunction1<>() {
            @Override
            public Expression apply(Seq<Expression> arguments) {
                if (arguments.size() != 2) {
                    throw new IllegalArgumentException(
                            MapVector.NAME + " takes 2 arguments, but was given " + arguments.size());
                }
                Expression model = arguments.apply(0);
                if (!model.foldable() || !(model.eval(null) instanceof UTF8String name)) {
                    throw new IllegalArgumentException(
                            MapVector.NAME + ": the model must be a text in the query, such as"
                                    + " 'hdfs:///models/a', but was " + Redaction.of(model.sql()));
                }
                return new MapVector(MappedModels.of(SparkSession.active(), name.toString()), arguments.apply(1));
            }
        };
    }
}
