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

/** A measure of two arrays of floats or doubles as an expression of Spark's plans; null where an argument is null. */
final class AngleExpression extends Expression implements ImplicitCastInputTypes, Serializable {
    private static final long serialVersionUID = 1L;

    private final AngleMeasure measure;
    // Spark's expressions are serializable, though their type does not say so.
    @SuppressWarnings("serial")
    private final Expression left;

    @SuppressWarnings("serial")
    private final Expression right;

    AngleExpression(AngleMeasure measure, Expression left, Expression right) {
        this.measure = measure;
        this.left = left;
        this.right = right;
    }

    @Override
    public Seq<Expression> children() {
        return seq(List.of(left, right));
    }

    @Override
    public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
        return new AngleExpression(measure, children.apply(0), children.apply(1));
    }

    /** Doubles first, for arrays of other numbers are cast to the first type that they can be cast to. */
    @Override
    public Seq<AbstractDataType> inputTypes() {
        List<AbstractDataType> types = List.of(
                DataTypes.createArrayType(DataTypes.DoubleType), DataTypes.createArrayType(DataTypes.FloatType));
        AbstractDataType vector = new TypeCollection(seq(types));
        return seq(List.of(vector, vector));
    }

    /** The check of the input types: in Java a class wins over an interface, and the class checks nothing. */
    @Override
    public TypeCheckResult checkInputDataTypes() {
        return ImplicitCastInputTypes.super.checkInputDataTypes();
    }

    @Override
    public DataType dataType() {
        return DataTypes.DoubleType;
    }

    @Override
    public boolean foldable() {
        return left.foldable() && right.foldable();
    }

    @Override
    public boolean nullable() {
        return true;
    }

    @Override
    public boolean nullIntolerant() {
        return true;
    }

    @Override
    public boolean throwable() {
        return true;
    }

    @Override
    public String prettyName() {
        return measure.sqlName();
    }

    @Override
    public Object eval(InternalRow row) {
        Object a = left.eval(row);
        Object b = a == null ? null : right.eval(row);
        return b == null ? null : measure.of((ArrayData) a, isFloats(left), (ArrayData) b, isFloats(right));
    }

    @Override
    public ExprCode doGenCode(CodegenContext context, ExprCode code) {
        ExprCode a = left.genCode(context);
        ExprCode b = right.genCode(context);
        String reference = context.addReferenceObj("measure", measure, AngleMeasure.class.getName());
        String call =
                "%s.of(%s, %s, %s, %s)".formatted(reference, a.value(), isFloats(left), b.value(), isFloats(right));
        String result = context.freshName("result");
        String java = """
                Double %1$s = %2$s || %3$s ? null : %4$s;
                boolean %5$s = %1$s == null;
                double %6$s = %5$s ? -1 : %1$s;
                """.formatted(result, a.isNull(), b.isNull(), call, code.isNull(), code.value());
        return code.copy(
                a.code().$plus(b.code()).$plus(new CodeBlock(seq(List.of(java)), seq(List.of()))),
                code.isNull(),
                code.value());
    }

    private static boolean isFloats(Expression array) {
        return ((ArrayType) array.dataType()).elementType().equals(DataTypes.FloatType);
    }

    private static <T> Seq<T> seq(List<T> elements) {
        return CollectionConverters.asScala(elements).toSeq();
    }

    @Override
    public Iterator<Object> flatArguments() {
        return CollectionConverters.asScala(List.<Object>of(left, right).iterator());
    }

    @Override
    public int productArity() {
        return 3;
    }

    @Override
    public Object productElement(int n) {
        return List.of(measure, left, right).get(n);
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof AngleExpression;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AngleExpression expression
                && measure == expression.measure
                && left.equals(expression.left)
                && right.equals(expression.right);
    }

    @Override
    public int hashCode() {
        return Objects.hash(measure, left, right);
    }
}
