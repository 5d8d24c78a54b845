package dev.collimate.sql;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Iterator;
import scala.collection.immutable.IndexedSeq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The prediction of a model for a vector, as an array of float. Computes row by row where {@link MapVectorBatches} leaves it
 * in a plan.
 */
final class MapVector extends VectorExpression {
    /** The name in SQL. */
    static final String NAME = "map_vector";

    private static final long serialVersionUID = 1L;

    private final MappedModel model;
    // Spark's expressions are serializable, though their type does not say so.
    @SuppressWarnings("serial")
    private final Expression vector;

    MapVector(MappedModel model, Expression vector) {
        super(model, vector);
        this.model = model;
        this.vector = vector;
    }

    MappedModel model() {
        return model;
    }

    Expression vector() {
        return vector;
    }

    @Override
    public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
        return new MapVector(model, children.apply(0));
    }

    /** The map computes in floats. */
    @Override
    DataType preferred() {
        return DataTypes.FloatType;
    }

    @Override
    public DataType dataType() {
        return DataTypes.createArrayType(DataTypes.FloatType, false);
    }

    @Override
    public String prettyName() {
        return NAME;
    }

    @Override
    public Object eval(InternalRow row) {
        Object array = vector.eval(row);
        return array == null ? null : model.predict((ArrayData) array, ofFloats(vector));
    }

    @Override
    public ExprCode doGenCode(CodegenContext context, ExprCode code) {
        ExprCode array = vector.genCode(context);
        String reference = context.addReferenceObj("model", model, MappedModel.class.getName());
        String java =
                """
                ArrayData %1$s = %2$s ? null : %3$s.predict(%4$s, %5$s);
                boolean %6$s = %1$s == null;
                """.formatted(code.value(), array.isNull(), reference, array.value(), ofFloats(vector), code.isNull());
        return code.copy(array.code().$plus(block(java)), code.isNull(), code.value());
    }

    /** Without the model, which queries show by its name. */
    @Override
    public Iterator<Object> flatArguments() {
        return CollectionConverters.asScala(
                List.<Object>of(model.name(), vector).iterator());
    }
}
