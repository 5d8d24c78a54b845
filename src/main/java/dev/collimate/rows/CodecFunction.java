package dev.collimate.rows;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;

/** What becomes of a value that is not null, in Spark's internal form. Public for the code that Spark generates. */
public interface CodecFunction extends Serializable {
    /** What comes out. */
    DataType type();

    /** The Java type of what comes out, as generated code names it. */
    String javaType();

    String prettyName();

    Object apply(Object value);

    /** {@link ArrayData}'s name for generated code. */
    static String arrayData() {
        return ArrayData.class.getName();
    }
}
