package dev.collimate.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import dev.collimate.data.BadRows;
import dev.collimate.map.LinearMap;
import dev.collimate.rows.PairColumns;
import dev.collimate.synthetic.GeneratedRows;
import dev.collimate.synthetic.SyntheticPairs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.jdk.javaapi.CollectionConverters;

class BlockSourceIT {
    private static final int FILES = 4;
    private static final int ROWS = 40_000;
    /** Spark's reader of Parquet decodes so many rows at a time. */
    private static final long BATCH_ROWS = 4096;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void theShapeIsLearntFromTheFirstBatchOfOneFile(int partitions) throws Exception {
        String path = folder.resolve("pairs").toString();
        LinearMap map = new LinearMap(3, 2, false);
        GeneratedRows.generate(SparkTests.session(), map, new float[] {1, 2, 3, 4, 5, 6}, ROWS, 0.1, 1, FILES)
                .write()
                .parquet(path);
        Dataset<Row> pairs = SparkTests.session().read().parquet(path);
        SparkContext context = SparkTests.session().sparkContext();
        RowsRead rowsRead = new RowsRead();
        context.listenerBus().waitUntilEmpty();
        context.addSparkListener(rowsRead);
        try {
            BlockSource source = BlockSource.open(
                    pairs,
                    new PairColumns("x", "y", null, null),
                    new BlockDataset.Settings(BadRows.FAIL, 0, partitions));
            assertThat(source.shape().inputDim()).isEqualTo(3);
            assertThat(source.shape().outputDim()).isEqualTo(2);
            context.listenerBus().waitUntilEmpty();
        } finally {
            context.removeSparkListener(rowsRead);
        }
        assertThat(rowsRead.byTask).singleElement().isEqualTo(BATCH_ROWS);
    }

    /** As with folds of a cross-validation, the first of whose fits fills the cache while the others begin. */
    @Test
    void whetherACacheIsFilledChangesNoPartition() {
        SparkSession spark = SparkTests.session();
        Dataset<Row> made = SyntheticPairs.generate(spark, new LinearMap(3, 2, false), 100, 0.1, 1, 3);
        Dataset<Row> cached =
                spark.createDataFrame(made.javaRDD(), made.schema()).cache();
        try {
            assertThat(partitions(cached)).isEqualTo(3);
            assertThat(cached.count()).isEqualTo(100);
            assertThat(partitions(cached.where("id >= 0"))).isEqualTo(3);
        } finally {
            cached.unpersist();
        }
    }

    private static int partitions(Dataset<Row> pairs) {
        return BlockSource.open(
                        pairs, new PairColumns("x", "y", null, null), new BlockDataset.Settings(BadRows.FAIL, 0, 0))
                .partitions();
    }

    /** Counts the rows that every task which looks for a shape takes from files. */
    private static final class RowsRead extends SparkListener {
        private final Set<Object> stages = new HashSet<>();
        private final List<Long> byTask = new ArrayList<>();

        @Override
        public void onJobStart(SparkListenerJobStart start) {
            if ("angular fit · looking at a row".equals(start.properties().getProperty("spark.job.description"))) {
                stages.addAll(CollectionConverters.asJava(start.stageIds()));
            }
        }

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            if (stages.contains(end.stageId())) {
                byTask.add(end.taskMetrics().inputMetrics().recordsRead());
            }
        }
    }
}
