package dev.collimate.rows;

import dev.collimate.data.BadRows;
import dev.collimate.data.PairShape;
import dev.collimate.map.VectorMap;
import dev.collimate.math.BlasChoice;
import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Maps the rows of a data set block by block; lazy, in order, keeping every other column. */
public final class DistributedPrediction {
    private DistributedPrediction() {}

    /**
     * Appends predictions.
     *
     * @param parameters of {@code map}, broadcast once; Spark drops the copies when nothing refers to them any more
     * @param features input column
     * @param label column that angles in radians are taken to; null for none
     * @param schema of {@code dataset}, with the prediction and, if {@code label} is not null, the angle appended
     */
    public static Dataset<Row> append(
            Dataset<Row> dataset,
            VectorMap map,
            float[] parameters,
            String features,
            String label,
            StructType schema,
            BadRows badRows,
            BlasChoice blas) {
        StructType input = dataset.schema();
        VectorColumn prediction = VectorColumn.of(schema, schema.fieldNames()[input.size()]);
        BlockMapping.Columns columns = new BlockMapping.Columns(
                features,
                VectorColumn.of(input, features),
                StoredForm.remark(input, features),
                input.fieldIndex(features),
                prediction,
                label == null ? null : VectorColumn.of(input, label),
                label == null ? -1 : input.fieldIndex(label));
        int blockRows = new PairShape(map.inputDim(), map.outputDim(), false, false).defaultBlockRows();
        LazyRows rows = new LazyRows(dataset);
        Broadcast<float[]> broadcast =
                JavaSparkContext.fromSparkContext(rows.sparkContext()).broadcast(parameters);
        JavaRDD<InternalRow> mapped = rows.toJavaRDD()
                .mapPartitionsWithIndex(
                        (Integer partition, Iterator<InternalRow> partitionRows) -> new BlockMapping(
                                map, broadcast.value(), columns, badRows, blas, blockRows, partition, partitionRows),
                        true);
        return ClassicSpark.dataset(dataset.sparkSession(), mapped.rdd(), schema);
    }
}
