package dev.collimate.aggregate;

import dev.collimate.cluster.OrderedJob;
import dev.collimate.cluster.OrderedResults;
import dev.collimate.data.ArraySums;
import java.nio.DoubleBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.ShuffledRDD;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Two stages: every task cuts its sums into slices, one task a slice adds what all partitions have of it, in partition
 * order, and the driver puts the added slices one behind the other. The driver takes in one vector, however many
 * partitions there are. After BigDL (Dai et al., "BigDL: A Distributed Deep Learning Framework for Big Data", 2019,
 * algorithm 2), which does not keep the order.
 */
public final class SlicedReduce implements SumAggregator {
    private final int concurrentTasks;

    /** @param concurrentTasks of the cluster, at least 1; slices are at least as many */
    public SlicedReduce(int concurrentTasks) {
        this.concurrentTasks = concurrentTasks;
    }

    @Override
    public <T, S extends ArraySums<S>> S aggregate(JavaRDD<T> data, PartitionSums<T, S> partitionSums, S total) {
        int partitions = data.getNumPartitions();
        SliceLayout plan = SliceLayout.of(total.size(), partitions, concurrentTasks);
        JavaRDD<Tuple2<Integer, Slice>> cut = data.mapPartitionsWithIndex(
                (partition, elements) -> slices(plan, partition, partitionSums.of(partition, elements)), false);
        ShuffledRDD<Integer, Slice, Slice> shuffled = new ShuffledRDD<>(
                        cut.rdd(), new BySlice(plan.slices()), tag(Integer.class), tag(Slice.class), tag(Slice.class))
                .setSerializer(new SliceSerializer());
        try {
            OrderedJob.<Tuple2<Integer, Slice>, double[]>run(
                    shuffled.toJavaRDD(),
                    (slice, records) -> added(plan.length(slice), partitions, records),
                    new Assembly(plan, total.arrays())::add);
            return total;
        } finally {
            shuffled.cleanShuffleDependencies(false);
        }
    }

    private static Iterator<Tuple2<Integer, Slice>> slices(SliceLayout plan, int partition, ArraySums<?> sums) {
        List<double[]> arrays = sums.arrays();
        return IntStream.range(0, plan.slices())
                .mapToObj(slice -> new Tuple2<>(slice, new Slice(partition, plan.parts(slice, arrays))))
                .iterator();
    }

    /** Adds the records, which come in any order, in the order of their partitions; one that is early waits. */
    private static double[] added(int length, int partitions, Iterator<Tuple2<Integer, Slice>> records) {
        double[] sums = new double[length];
        OrderedResults<Slice> inOrder = new OrderedResults<>(partitions, slice -> {
            int position = 0;
            for (DoubleBuffer part : slice.parts()) {
                for (int i = part.position(); i < part.limit(); i++) {
                    sums[position++] += part.get(i);
                }
            }
        });
        while (records.hasNext()) {
            Slice slice = records.next()._2();
            inOrder.accept(slice.partition(), slice);
        }
        return sums;
    }

    private static <T> ClassTag<T> tag(Class<T> type) {
        return ClassTag$.MODULE$.apply(type);
    }

    /** Puts slices, which come in their order, into the arrays that they were cut from. */
    private static final class Assembly {
        private final SliceLayout plan;
        private final List<double[]> arrays;
        private int next;

        Assembly(SliceLayout plan, List<double[]> arrays) {
            this.plan = plan;
            this.arrays = arrays;
        }

        void add(double[] slice) {
            int position = 0;
            for (DoubleBuffer part : plan.parts(next++, arrays)) {
                while (part.hasRemaining()) {
                    part.put(part.get(part.position()) + slice[position++]);
                }
            }
        }
    }

    /** Sends every slice to the task of its own number. */
    private static final class BySlice extends Partitioner {
        private static final long serialVersionUID = 1L;

        private final int slices;

        BySlice(int slices) {
            this.slices = slices;
        }

        @Override
        public int numPartitions() {
            return slices;
        }

        @Override
        public int getPartition(Object slice) {
            return (Integer) slice;
        }
    }
}
