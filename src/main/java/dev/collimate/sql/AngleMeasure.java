package dev.collimate.sql;

import dev.collimate.math.Angles;
import dev.collimate.math.Floats;
import dev.collimate.rows.NullElements;
import java.util.function.ToDoubleBiFunction;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** The functions of two arrays that {@link AngleFunctions} gives to SQL. Public for the code that Spark generates. */
public enum AngleMeasure {
    /** The angle in radians, in [0, pi]. */
    ANGLE_BETWEEN("angle_between", "the angle between the vectors, in radians", Angles::angle, Angles::angle),
    /** The cosine of the angle, in [-1, 1]. */
    COSINE_SIMILARITY(
            "cosine_similarity", "the cosine of the angle between the vectors", Angles::cosine, Angles::cosine);

    private final String sqlName;
    private final String meaning;
    private final ToDoubleBiFunction<float[], float[]> ofFloats;
    private final ToDoubleBiFunction<double[], double[]> ofDoubles;

    AngleMeasure(
            String sqlName,
            String meaning,
            ToDoubleBiFunction<float[], float[]> ofFloats,
            ToDoubleBiFunction<double[], double[]> ofDoubles) {
        this.sqlName = sqlName;
        this.meaning = meaning;
        this.ofFloats = ofFloats;
        this.ofDoubles = ofDoubles;
    }

    /** The name in SQL. */
    String sqlName() {
        return sqlName;
    }

    /** What it is, for the description of the function. */
    String meaning() {
        return meaning;
    }

    /**
     * The measure of two arrays; null where an element is null.
     *
     * @param floatsA whether a holds floats, else doubles
     * @param floatsB whether b holds floats, else doubles
     * @throws IllegalArgumentException if the arrays differ in length or are empty
     */
    public Double of(ArrayData a, boolean floatsA, ArrayData b, boolean floatsB) {
        if (a.numElements() != b.numElements() || a.numElements() == 0) {
            throw new IllegalArgumentException(sqlName + ": the arrays must have one length of at least 1, but have "
                    + a.numElements() + " and " + b.numElements() + " elements");
        }
        if (NullElements.any(a) || NullElements.any(b)) {
            return null;
        }
        return floatsA && floatsB
                ? ofFloats.applyAsDouble(a.toFloatArray(), b.toFloatArray())
                : ofDoubles.applyAsDouble(doubles(a, floatsA), doubles(b, floatsB));
    }

    private static double[] doubles(ArrayData array, boolean floats) {
        return floats ? Floats.toDoubles(array.toFloatArray()) : array.toDoubleArray();
    }
}
