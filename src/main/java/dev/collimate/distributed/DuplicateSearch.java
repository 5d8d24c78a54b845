package dev.collimate.distributed;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.collimate.cluster.JobDescription;
import dev.collimate.data.PairBlock;
import dev.collimate.profile.RowHash;
import dev.collimate.rows.Columns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Finds vectors and keys that come again, by 128-bit hashes and one shuffle of them: 41 bytes a vector, no matter how long it
 * is. Counts are whole numbers, so that no order of adding changes them.
 */
public final class DuplicateSearch {
    private static final String KIND = "kind";
    private static final String HASH = "hash";
    private static final String HASH_END = "hashEnd";
    private static final String OTHER = "other";
    private static final String OTHER_END = "otherEnd";
    private static final String HELD = "held";
    private static final String ROWS = "rows";
    private static final String OTHERS = "others";

    /** What a hash is of; that of x comes with the hash of its y beside it. */
    private static final int OF_INPUT = 0;

    private static final int OF_ACTUAL = 1;
    private static final int OF_KEY = 2;

    private static final StructType SCHEMA = new StructType()
            .add(KIND, DataTypes.IntegerType, false)
            .add(HASH, DataTypes.LongType, false)
            .add(HASH_END, DataTypes.LongType, false)
            .add(OTHER, DataTypes.LongType, false)
            .add(OTHER_END, DataTypes.LongType, false)
            .add(HELD, DataTypes.LongType, false);

    private final SparkSession spark;
    private final List<Dataset<Row>> hashes = new ArrayList<>();

    public DuplicateSearch(SparkSession spark) {
        this.spark = spark;
    }

    /** Takes in the vectors of cached pairs. */
    public DuplicateSearch add(BlockDataset dataset, boolean held) {
        int inputDim = dataset.shape().inputDim();
        int outputDim = dataset.shape().outputDim();
        JavaRDD<Row> rows = dataset.blocks()
                .flatMap(block -> hashes(block.block(), new RowHash(inputDim), new RowHash(outputDim), held)
                        .iterator());
        hashes.add(spark.createDataFrame(rows, SCHEMA));
        return this;
    }

    /** Takes in the keys of rows, which may be of any type; null is none. Only this column is read. */
    public DuplicateSearch addKeys(Dataset<Row> rows, String column, boolean held) {
        Column key = Columns.of(column);
        hashes.add(rows.where(key.isNotNull())
                .select(
                        lit(OF_KEY).as(KIND),
                        functions.xxhash64(lit(0), key).as(HASH),
                        functions.xxhash64(lit(1), key).as(HASH_END),
                        lit(0L).as(OTHER),
                        lit(0L).as(OTHER_END),
                        lit(held ? 1L : 0L).as(HELD)));
        return this;
    }

    /** Looks for them, in one job. */
    public Duplicates find() {
        Dataset<Row> all = hashes.stream().reduce(Dataset::union).orElseThrow();
        Column[] same = {col(KIND), col(HASH), col(HASH_END)};
        Dataset<Row> counts = all.repartition(same)
                .groupBy(col(KIND), col(HASH), col(HASH_END), col(OTHER), col(OTHER_END))
                .agg(count(lit(1)).as(ROWS), sum(HELD).as(HELD))
                .groupBy(same)
                .agg(sum(ROWS).as(ROWS), count(lit(1)).as(OTHERS), sum(HELD).as(HELD))
                .groupBy(col(KIND))
                .agg(
                        sum(ROWS),
                        count(lit(1)),
                        sum(OTHERS),
                        sum(when(col(OTHERS).gt(1), col(ROWS)).otherwise(0L)),
                        sum(when(col(HELD).lt(col(ROWS)), col(HELD)).otherwise(0L)));
        try (JobDescription description = new JobDescription(spark.sparkContext(), "doctor · duplicates")) {
            Map<Integer, Row> byKind = new HashMap<>();
            counts.collectAsList().forEach(row -> byKind.put(row.getInt(0), row));
            return duplicates(byKind.get(OF_INPUT), byKind.get(OF_ACTUAL), Optional.ofNullable(byKind.get(OF_KEY)));
        }
    }

    private static Duplicates duplicates(Row inputs, Row actuals, Optional<Row> keys) {
        long rows = inputs.getLong(1);
        return new Duplicates(
                rows,
                rows - inputs.getLong(2),
                rows - actuals.getLong(2),
                rows - inputs.getLong(3),
                inputs.getLong(4),
                inputs.getLong(5),
                keys.map(row -> row.getLong(1) - row.getLong(2)).orElse(0L),
                keys.map(row -> row.getLong(5)).orElse(0L));
    }

    private static List<Row> hashes(PairBlock block, RowHash inputs, RowHash actuals, boolean held) {
        List<Row> rows = new ArrayList<>(2 * block.rows());
        for (int i = 0; i < block.rows(); i++) {
            long[] x = inputs.of(block.inputs(), i);
            long[] y = actuals.of(block.actuals(), i);
            rows.add(row(OF_INPUT, x, y, held));
            rows.add(row(OF_ACTUAL, y, new long[2], held));
        }
        return rows;
    }

    private static Row row(int kind, long[] hash, long[] other, boolean held) {
        return RowFactory.create(kind, hash[0], hash[1], other[0], other[1], held ? 1L : 0L);
    }
}
