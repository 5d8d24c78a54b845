package dev.collimate.tables;

import dev.collimate.rows.Columns;
import dev.collimate.rows.VectorCodec;
import dev.collimate.rows.VectorCodecs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;

/** What is made of rows with predictions before they are written. */
public final class PredictionOutput {
    private PredictionOutput() {}

    /** The rows with predictions of length 1, for stores that compare by products; zero vectors and nulls stay. */
    public static Dataset<Row> normalized(Dataset<Row> rows, String prediction) {
        DataType type = Columns.type(rows.schema(), prediction);
        if (!(type instanceof ArrayType)) {
            throw new BadTableException("predictions of type " + type.catalogString()
                    + " are not normalised; set the type of predictions to array<float> or array<double>");
        }
        return rows.withColumn(prediction, VectorCodecs.normalized(Columns.of(prediction), type));
    }

    /** The rows with predictions stored as {@code codec} has them. */
    public static Dataset<Row> encoded(Dataset<Row> rows, String prediction, VectorCodec codec) {
        return rows.withColumn(prediction, VectorCodecs.encode(codec, Columns.of(prediction)));
    }

    /**
     * The rows with the prediction in the place and under the name of the input vector.
     *
     * @throws BadTableException if the input vector is not a column of its own
     */
    public static Dataset<Row> replaced(Dataset<Row> rows, String features, String prediction) {
        Optional<String> place = Columns.find(rows, features);
        if (place.isEmpty()) {
            throw new BadTableException("the prediction cannot take the place of '" + features
                    + "', which is not a column of its own. Columns: " + Columns.list(rows.schema()));
        }
        List<Column> columns = new ArrayList<>();
        for (String name : rows.columns()) {
            if (name.equals(place.get())) {
                columns.add(Columns.of(prediction).as(name));
            } else if (!name.equals(prediction)) {
                columns.add(Columns.of(name));
            }
        }
        return rows.select(columns.toArray(Column[]::new));
    }

    /** @throws BadTableException if one of the columns is not there */
    public static Dataset<Row> dropped(Dataset<Row> rows, List<String> names) {
        for (String name : names) {
            if (!Columns.exists(rows.schema(), name)) {
                throw new BadTableException(
                        "the column " + name + " to drop is not there. Columns: " + Columns.list(rows.schema()));
            }
        }
        return rows.drop(names.toArray(String[]::new));
    }
}
