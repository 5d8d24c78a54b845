package dev.collimate.rows;

import org.apache.spark.Dependency;
import org.apache.spark.OneToOneDependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.reflect.ClassTag$;

/**
 * The internal rows of a data set, planned when a job first asks for them. Spark's own view of a data set as rows runs
 * the shuffles of an adaptive plan at once, which a lazy transformation must not do.
 */
final class LazyRows extends RDD<InternalRow> {
    private static final long serialVersionUID = 1L;

    private transient Dataset<Row> dataset;
    private transient RDD<InternalRow> planned;

    LazyRows(Dataset<Row> dataset) {
        super(ClassicSpark.context(dataset.sparkSession()), Seqs.of(), ClassTag$.MODULE$.apply(InternalRow.class));
        this.dataset = dataset;
    }

    private synchronized RDD<InternalRow> planned() {
        if (planned == null) {
            planned = ClassicSpark.rows(dataset);
            dataset = null;
        }
        return planned;
    }

    @Override
    public Partition[] getPartitions() {
        return planned().partitions();
    }

    @Override
    public Seq<Dependency<?>> getDependencies() {
        return Seqs.of(new OneToOneDependency<>(planned()));
    }

    @Override
    public Iterator<InternalRow> compute(Partition split, TaskContext context) {
        return this.<InternalRow>firstParent(ClassTag$.MODULE$.apply(InternalRow.class))
                .iterator(split, context);
    }
}
