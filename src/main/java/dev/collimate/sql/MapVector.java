package dev.collimate.sql;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ImplicitCastInputTypes;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeBlock;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.TypeCollection;
import scala.collection.Iterator;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The prediction of a model for an array of floats or doubles, as an array of float; null where the array or an element is
 * null. Computes row by row where {@link MapVectorBatches} leaves it in a plan.
 */
final class MapVector extends Expression implements ImplicitCastInputTypes, Serializable {
    /** The name in SQL. */
    static final String NAME = "map_vector";

    private static final long serialVersionUID = 1L;

    private final MappedModel model;
    // Spark's expressions are serializable, though their type does not say so.
    @SuppressWarnings("serial")
    private final Expression vector;

    MapVector(MappedModel model, Expression vector) {
        this.model = model;
        this.vector = vector;
    }

    MappedModel model() {
        return model;
    }

    Expression vector() {
        return vector;
    }

    /** Whether the vectors are of float, else of double. */
    boolean ofFloats() {
        return ((ArrayType) vector.dataType()).elementType().equals(DataTypes.FloatType);
    }

    @Override
    public Seq<Expression> children() {
        return seq(List.of(vector));
    }

    @Override
    public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
        return new MapVector(model, children.apply(0));
    }

    /** Floats first, as the map computes in them. */
    @Override
    public Seq<AbstractDataType> inputTypes() {
        List<AbstractDataType> types = List.of(
                DataTypes.createArrayType(DataTypes.FloatType), DataTypes.createArrayType(DataTypes.DoubleType));
        return seq(List.of(new TypeCollection(seq(types))));
    }

    /** The check of the input types: in Java a class wins over an interface, and the class checks nothing. */
    @Override
    public TypeCheckResult checkInputDataTypes() {
        return ImplicitCastInputTypes.super.checkInputDataTypes();
    }

    @Override
    public DataType dataType() {
        return DataTypes.createArrayType(DataTypes.FloatType, false);
    }

    @Override
    public boolean foldable() {
        return vector.foldable();
    }

    @Override
    public boolean nullable() {
        return true;
    }

    @Override
    public boolean throwable() {
        return true;
    }

    @Override
    public String prettyName() {
        return NAME;
    }

    @Override
    public Object eval(InternalRow row) {
        Object array = vector.eval(row);
        return array == null ? null : model.predict((ArrayData) array, ofFloats());
    }

    @Override
    public ExprCode doGenCode(CodegenContext context, ExprCode code) {
        ExprCode array = vector.genCode(context);
        String reference = context.addReferenceObj("model", model, MappedModel.class.getName());
        String java = """
                ArrayData %1$s = %2$s ? null : %3$s.predict(%4$s, %5$s);
                boolean %6$s = %1$s == null;
                """.formatted(code.value(), array.isNull(), reference, array.value(), ofFloats(), code.isNull());
        return code.copy(
                array.code().$plus(new CodeBlock(seq(List.of(java)), seq(List.of()))), code.isNull(), code.value());
    }

    private static <T> Seq<T> seq(List<T> elements) {
        return CollectionConverters.asScala(elements).toSeq();
    }

    /** Without the model, which queries show by its name. */
    @Override
    public Iterator<Object> flatArguments() {
        return CollectionConverters.asScala(
                List.<Object>of(model.name(), vector).iterator());
    }

    @Override
    public int productArity() {
        return 2;
    }

    @Override
    public Object productElement(int n) {
        return n == 0 ? model : vector;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof MapVector;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MapVector expression && model == expression.model && vector.equals(expression.vector);
    }

    @Override
    public int hashCode() {
        return Objects.hash(System.identityHashCode(model), vector);
    }
}
