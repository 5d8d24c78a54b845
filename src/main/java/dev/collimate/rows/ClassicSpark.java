package dev.collimate.rows;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.SparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeMap$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Statistics;
import org.apache.spark.sql.catalyst.plans.physical.UnknownPartitioning;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.sql.execution.columnar.InMemoryRelation;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.types.StructType;
import scala.Function1;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.math.BigInt;

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

    /**
     * What a data set takes in bytes, as Spark estimates it of its files and tables; unknown sizes are very large. A
     * function of these alone: of a data set that is cached Spark has another number once the cache is filled.
     */
    public static long bytes(Dataset<Row> dataset) {
        QueryExecution execution = execution(dataset);
        LogicalPlan plan = execution.optimizedPlan();
        boolean cached =
                CollectionConverters.asJava(plan.collectLeaves()).stream().anyMatch(InMemoryRelation.class::isInstance);
        return cached
                ? bytes(execution.sparkSession().sessionState().optimizer().execute(execution.analyzed()))
                : bytes(plan);
    }

    /** As {@link #bytes(Dataset)}, but of caches that are filled what they take. */
    public static long bytesByNow(Dataset<Row> dataset) {
        return bytes(execution(dataset).optimizedPlan());
    }

    private static long bytes(LogicalPlan plan) {
        BigInt bytes = plan.stats().sizeInBytes();
        return bytes.isValidLong() ? bytes.toLong() : Long.MAX_VALUE;
    }

    /** Whether a data set, read from files as they are, has columns in the names of folders that its files have too. */
    public static boolean foldersHideColumns(Dataset<Row> files) {
        return execution(files).analyzed() instanceof LogicalRelation relation
                && relation.relation() instanceof HadoopFsRelation read
                && Arrays.stream(read.partitionSchema().fieldNames())
                        .anyMatch(Arrays.asList(read.dataSchema().fieldNames())::contains);
    }

    /** The columns that a data set, read from files as they are, has in the names of their folders. */
    public static List<String> partitionColumns(Dataset<Row> files) {
        return execution(files).analyzed() instanceof LogicalRelation relation
                        && relation.relation() instanceof HadoopFsRelation read
                ? List.of(read.partitionSchema().fieldNames())
                : List.of();
    }

    /** What {@link SessionCatalogs} asks; of no type that all versions of Spark share. */
    static Object catalogManager(SparkSession spark) {
        return classic(spark).sessionState().catalogManager();
    }

    /** The parts of a name that is written as in SQL, with dots between and back-ticks where they are needed. */
    static List<String> parts(SparkSession spark, String name) throws ParseException {
        return List.copyOf(CollectionConverters.asJava(
                classic(spark).sessionState().sqlParser().parseMultipartIdentifier(name)));
    }

    /** Where Spark's own catalog puts the files of a new table. */
    static URI defaultTablePath(SparkSession spark, String database, String table) {
        return classic(spark)
                .sessionState()
                .catalog()
                .defaultTablePath(new TableIdentifier(table, Option.apply(database)));
    }

    static Expression expression(Column column) {
        return ExpressionUtils.expression(column);
    }

    static Column column(Expression expression) {
        return ExpressionUtils.column(expression);
    }

    /**
     * A data set whose shuffles, of a join too, have this many partitions, without a word to the session it came from:
     * it is of a copy of that.
     */
    static Dataset<Row> withShufflePartitions(Dataset<Row> dataset, int partitions) {
        org.apache.spark.sql.classic.SparkSession copy =
                classic(dataset.sparkSession()).cloneSession();
        copy.conf().set("spark.sql.shuffle.partitions", partitions);
        copy.conf().set("spark.sql.adaptive.coalescePartitions.enabled", false);
        return org.apache.spark.sql.classic.Dataset.ofRows(
                copy, execution(dataset).analyzed());
    }

    /** How a data set is computed. */
    public static QueryExecution execution(Dataset<Row> dataset) {
        return ((org.apache.spark.sql.classic.Dataset<Row>) dataset).queryExecution();
    }

    /** Runs a query of Spark's over the rows of a data set, under the settings of its session. */
    static <T> T run(Dataset<Row> dataset, Function<RDD<InternalRow>, T> query) {
        QueryExecution execution = execution(dataset);
        return SQLExecution.withNewExecutionId(execution, Option.empty(), () -> query.apply(execution.toRdd()));
    }

    /**
     * The rows of a data set in Spark's own form. The shuffles of an adaptive plan run at once, as part of a query: their
     * tasks would see defaults in place of the session's settings.
     */
    public static RDD<InternalRow> rows(Dataset<Row> dataset) {
        return run(dataset, rows -> rows);
    }

    /** A data set of rows in Spark's own form, which are taken as they are. */
    public static Dataset<Row> dataset(SparkSession spark, RDD<InternalRow> rows, StructType schema) {
        return classic(spark).internalCreateDataFrame(rows, schema, false);
    }

    /**
     * As {@link #dataset(SparkSession, RDD, StructType)}, of a known size, which Spark would take for very large.
     *
     * @param bytes that the rows take, or an estimate
     */
    public static Dataset<Row> dataset(SparkSession spark, RDD<InternalRow> rows, StructType schema, long bytes) {
        Statistics statistics =
                new Statistics(BigInt.apply(bytes), Option.empty(), AttributeMap$.MODULE$.empty(), false);
        LogicalRDD plan = new LogicalRDD(
                Seqs.copyOf(List.<Attribute>copyOf(CollectionConverters.asJava(DataTypeUtils.toAttributes(schema)))),
                rows,
                new UnknownPartitioning(0),
                Seqs.of(),
                false,
                Option.empty(),
                classic(spark),
                Option.apply(statistics),
                Option.empty());
        return org.apache.spark.sql.classic.Dataset.ofRows(classic(spark), plan);
    }
}
