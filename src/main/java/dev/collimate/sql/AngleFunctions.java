package dev.collimate.sql;

import dev.collimate.rows.ClassicSpark;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import scala.Function1;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * SQL functions of the angle between two vectors, {@code a} and {@code b}, each an array of float or of double (arrays of
 * other numbers are cast):
 *
 * <ul>
 *   <li>{@code angle_between(a, b)}: the angle in radians, in [0, pi]
 *   <li>{@code cosine_similarity(a, b)}: its cosine, in [-1, 1]
 * </ul>
 *
 * Both are as {@link dev.collimate.math.Angles} has them: right at every angle and for vectors of any length, NaN if a
 * vector is zero, and so without direction, or has an element that is NaN or infinite. Null if a vector or one of its
 * elements is null. Vectors that differ in length, or have none, are an error that gives both numbers.
 *
 * <p>A session has them after {@link #register}, or from its start with {@code
 * spark.sql.extensions=dev.collimate.sql.AngleFunctions}. From a DataFrame: {@code functions.call_function}.
 */
public final class AngleFunctions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {
    private static final String ARGUMENTS =
            "\n    Arguments:\n      * a, b - arrays of float or double of one length\n  ";

    /** Adds the functions to one session, for as long as it lives. */
    public static void register(SparkSession session) {
        for (AngleMeasure measure : AngleMeasure.values()) {
            ClassicSpark.registerFunction(session, measure.sqlName(), info(measure), builder(measure));
        }
    }

    /** Adds the functions to the sessions that {@code extensions} are for; Spark calls this. */
    @Override
    public BoxedUnit apply(SparkSessionExtensions extensions) {
        for (AngleMeasure measure : AngleMeasure.values()) {
            FunctionIdentifier identifier = new FunctionIdentifier(measure.sqlName());
            extensions.injectFunction(new Tuple3<>(identifier, info(measure), builder(measure)));
        }
        return BoxedUnit.UNIT;
    }

    private static ExpressionInfo info(AngleMeasure measure) {
        return new ExpressionInfo(
                AngleExpression.class.getName(),
                null,
                measure.sqlName(),
                "_FUNC_(a, b) - Returns " + measure.meaning() + ".",
                ARGUMENTS,
                "",
                "",
                "",
                "",
                "",
                "java_udf");
    }

    private static Function1<Seq<Expression>, Expression> builder(AngleMeasure measure) {
        return new AbstractFunction1<>() {
            @Override
            public Expression apply(Seq<Expression> arguments) {
                if (arguments.size() != 2) {
                    throw new IllegalArgumentException(
                            measure.sqlName() + " takes 2 arguments, but was given " + arguments.size());
                }
                return new AngleExpression(measure, arguments.apply(0), arguments.apply(1));
            }
        };
    }
}
