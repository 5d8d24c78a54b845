package dev.collimate.sql;

import dev.collimate.rows.Seqs;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.plans.physical.Partitioning;
import org.apache.spark.sql.execution.SparkPlan;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** An operator that appends the value of a {@link MapVector} to the rows of its child, a block of rows at a time. */
public final class MapVectorExec extends SparkPlan {
    private static final long serialVersionUID = 1L;

    // Spark's plans are serializable, though their parts do not say so.
    @SuppressWarnings("serial")
    private final Expression expression;

    @SuppressWarnings("serial")
    private final Attribute prediction;

    private final SparkPlan child;

    /**
     * Public since Spark copies plans by their constructors.
     *
     * @param expression a {@link MapVector} of the child's output
     * @param prediction the column to append
     */
    public MapVectorExec(Expression expression, Attribute prediction, SparkPlan child) {
        this.expression = expression;
        this.prediction = prediction;
        this.child = child;
    }

    @Override
    public Seq<SparkPlan> children() {
        return Seqs.of(child);
    }

    @Override
    public SparkPlan withNewChildrenInternal(IndexedSeq<SparkPlan> children) {
        return new MapVectorExec(expression, prediction, children.apply(0));
    }

    @Override
    public Seq<Attribute> output() {
        List<Attribute> columns = new ArrayList<>(CollectionConverters.asJava(child.output()));
        columns.add(prediction);
        return Seqs.copyOf(columns);
    }

    /** The prediction is no column of the child. */
    @Override
    public AttributeSet producedAttributes() {
        return AttributeSet.apply(prediction);
    }

    @Override
    public Partitioning outputPartitioning() {
        return child.outputPartitioning();
    }

    @Override
    public Seq<SortOrder> outputOrdering() {
        return child.outputOrdering();
    }

    @Override
    public RDD<InternalRow> doExecute() {
        MapVector mapping = (MapVector) expression;
        MappedModel model = mapping.model();
        boolean floats = VectorExpression.ofFloats(mapping.vector());
        Seq<Expression> vector = Seqs.of(mapping.vector());
        Seq<Attribute> columns = child.output();
        return child.execute()
                .toJavaRDD()
                .mapPartitions(
                        (Iterator<InternalRow> rows) ->
                                new MapVectorRows(model, UnsafeProjection.create(vector, columns), floats, rows),
                        true)
                .rdd();
    }

    @Override
    public String nodeName() {
        return "MapVector";
    }

    @Override
    public int productArity() {
        return 3;
    }

    @Override
    public Object productElement(int n) {
        return List.of(expression, prediction, child).get(n);
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof MapVectorExec;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MapVectorExec plan
                && expression.equals(plan.expression)
                && prediction.equals(plan.prediction)
                && child.equals(plan.child);
    }

    @Override
    public int hashCode() {
        return Objects.hash(expression, prediction, child);
    }
}
