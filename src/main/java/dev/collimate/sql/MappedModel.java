package dev.collimate.sql;

import dev.collimate.data.PairShape;
import dev.collimate.data.RowProblem;
import dev.collimate.data.VectorChecks;
import dev.collimate.map.MapWorkspace;
import dev.collimate.map.VectorMap;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.Floats;
import dev.collimate.math.Precision;
import dev.collimate.model.ParameterFiles;
import dev.collimate.rows.NullElements;
import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;

/**
 * A fitted map as queries carry it: its parameters are broadcast once, whatever the number of queries. Public for the code
 * that Spark generates. Each task has a copy of its own; the driver's is shared by all queries that name the model, and
 * {@link #predict} alone is for several threads.
 */
public final class MappedModel implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final VectorMap map;
    private final Broadcast<float[]> parameters;

    private transient MapWorkspace rowWorkspace;
    private transient FloatMatrix row;
    private transient FloatMatrix values;

    /** @param name by which queries call it, for messages */
    MappedModel(String name, ParameterFiles.Content content, Broadcast<float[]> parameters) {
        this.name = name;
        this.map = content.map();
        this.parameters = parameters;
    }

    String name() {
        return name;
    }

    VectorMap map() {
        return map;
    }

    /** Rows that are mapped in one go. */
    int blockRows() {
        return new PairShape(map.inputDim(), map.outputDim(), false, false).defaultBlockRows();
    }

    /** Working memory for blocks of at most {@code rows} rows. */
    MapWorkspace newWorkspace(int rows) {
        return map.newWorkspace(Blas.of(BlasChoice.AUTO), Precision.FLOAT, rows);
    }

    FloatMatrix parameters() {
        if (values == null) {
            float[] all = parameters.value();
            values = new FloatMatrix(all, 0, 1, all.length);
        }
        return values;
    }

    /**
     * The vector of an array.
     *
     * @param floats whether it holds floats, else doubles
     * @return null if an element is null
     * @throws IllegalArgumentException if it has another length than the map's inputs, or an element that is not finite
     */
    float[] vector(ArrayData array, boolean floats) {
        if (NullElements.any(array)) {
            return null;
        }
        float[] x = floats ? array.toFloatArray() : Floats.of(array.toDoubleArray());
        RowProblem problem = VectorChecks.problem(x, map.inputDim());
        if (problem != null) {
            throw new IllegalArgumentException("map_vector: the model '" + name + "' cannot map a vector: "
                    + VectorChecks.detail("x", x, map.inputDim(), problem));
        }
        return x;
    }

    /**
     * The prediction for one array, null where an element is null; as {@link #vector} says. Synchronized, for the queries of a
     * driver fold constants with one instance and its working memory.
     */
    public synchronized ArrayData predict(ArrayData array, boolean floats) {
        float[] x = vector(array, floats);
        if (x == null) {
            return null;
        }
        if (rowWorkspace == null) {
            rowWorkspace = newWorkspace(1);
            row = new FloatMatrix(1, map.inputDim());
        }
        System.arraycopy(x, 0, row.data(), 0, x.length);
        return encoded((FloatMatrix) rowWorkspace.forward(parameters(), row), 0);
    }

    /** A row of predictions as Spark has it. */
    ArrayData encoded(FloatMatrix predictions, int index) {
        float[] prediction = new float[map.outputDim()];
        System.arraycopy(predictions.data(), predictions.rowOffset(index), prediction, 0, prediction.length);
        return UnsafeArrayData.fromPrimitiveArray(prediction);
    }
}
