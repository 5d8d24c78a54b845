package dev.collimate.cluster;

import java.io.Serializable;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * One job of one stage whose results reach the driver in partition order, whatever order they arrive in. A result that
 * arrives early waits; one that is due is consumed and let go at once. A task that runs twice counts once.
 */
public final class OrderedJob {
    private OrderedJob() {}

    /** What a task makes of its partition. Runs on executors; must not depend on anything but its arguments. */
    public interface PartitionTask<T, U> extends Serializable {
        U run(int partition, Iterator<T> elements);
    }

    /** Runs {@code task} on every partition and hands the results to {@code consumer} in partition order. */
    public static <T, U> void run(JavaRDD<T> data, PartitionTask<T, U> task, Consumer<U> consumer) {
        int partitions = data.getNumPartitions();
        var indices = CollectionConverters.asScala(
                        IntStream.range(0, partitions).mapToObj(i -> (Object) i).toList())
                .toSeq();
        data.context()
                .runJob(
                        data.rdd(),
                        new TaskFunction<>(task),
                        indices,
                        new Arrivals<>(new OrderedResults<>(partitions, consumer)),
                        ClassTag$.MODULE$.apply(Object.class));
    }

    private static final class TaskFunction<T, U>
            extends AbstractFunction2<TaskContext, scala.collection.Iterator<T>, U> implements Serializable {
        private static final long serialVersionUID = 1L;

        private final PartitionTask<T, U> task;

        TaskFunction(PartitionTask<T, U> task) {
            this.task = task;
        }

        @Override
        public U apply(TaskContext context, scala.collection.Iterator<T> elements) {
            return task.run(context.partitionId(), CollectionConverters.asJava(elements));
        }
    }

    /** Called by the scheduler, one result at a time, with the position of the partition in the list asked for. */
    private static final class Arrivals<U> extends AbstractFunction2<Object, U, BoxedUnit> {
        private final OrderedResults<U> inOrder;

        Arrivals(OrderedResults<U> inOrder) {
            this.inOrder = inOrder;
        }

        @Override
        public synchronized BoxedUnit apply(Object index, U result) {
            inOrder.accept((Integer) index, result);
            return BoxedUnit.UNIT;
        }
    }
}
