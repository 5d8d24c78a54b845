package dev.collimate.rows;

import org.apache.spark.SparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.types.StructType;
import scala.Function1;
import scala.Option;
import scala.collection.immutable.Seq;

/**
 * The one door to what Spark keeps behind its public API. The public session and data set are those of Spark Connect
 * as well; all that runs in a driver's own JVM is of the classic kind.
 */
public final class ClassicSpark {
    private ClassicSpark() {}

    /** @throws IllegalArgumentException if the session belongs to a Spark Connect client */
    private static org.apache.spark.sql.classic.SparkSession classic(SparkSession spark) {
        if (spark instanceof org.apache.spark.sql.classic.SparkSession classic) {
            return classic;
        }
        throw new IllegalArgumentException("this needs a session in the driver's own JVM, but was given a "
                + spark.getClass().getName() + "; run it on the server's side of Spark Connect");
    }

    public static SparkContext context(SparkSession spark) {
        return classic(spark).sparkContext();
    }

    /**
     * Adds a function to one session, for as long as it lives. From Spark 4.2 on the registry holds every function under
     * its catalogue and namespace, {@code system.session} for those of a session; before, under its name alone.
     */
    public static void registerFunction(
            SparkSession spark, String name, ExpressionInfo info, Function1<Seq<Expression>, Expression> builder) {
        FunctionRegistry registry = classic(spark).sessionState().functionRegistry();
        FunctionIdentifier known = registry.listFunction().head();
        FunctionIdentifier identifier = known.catalog().isDefined()
                ? new FunctionIdentifier(name, Option.apply("session"), Option.apply("system"))
                : new FunctionIdentifier(name);
        registry.registerFunction(identifier, info, builder);
    }

    /** How a data set is computed. */
    public static QueryExecution execution(Dataset<Row> dataset) {
        return ((org.apache.spark.sql.classic.Dataset<Row>) dataset).queryExecution();
    }

    /** A data set of rows in Spark's own form, which are taken as they are. */
    public static Dataset<Row> dataset(SparkSession spark, RDD<InternalRow> rows, StructType schema) {
        return classic(spark).internalCreateDataFrame(rows, schema, false);
    }
}
