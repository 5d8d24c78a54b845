package dev.collimate.sql;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.immutable.IndexedSeq;

/** A measure of two vectors. */
final class AngleExpression extends VectorExpression {
    private static final long serialVersionUID = 1L;

    private final AngleMeasure measure;
    // Spark's expressions are serializable, though their type does not say so.
    @SuppressWarnings("serial")
    private final Expression left;

    @SuppressWarnings("serial")
    private final Expression right;

    AngleExpression(AngleMeasure measure, Expression left, Expression right) {
        super(measure, left, right);
        this.measure = measure;
        this.left = left;
        this.right = right;
    }

    @Override
    public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
        return new AngleExpression(measure, children.apply(0), children.apply(1));
    }

    @Override
    DataType preferred() {
        return DataTypes.DoubleType;
    }

    @Override
    public DataType dataType() {
        return DataTypes.DoubleType;
    }

    @Override
    public boolean nullIntolerant() {
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
        return b == null ? null : measure.of((ArrayData) a, ofFloats(left), (ArrayData) b, ofFloats(right));
    }

    @Override
    public ExprCode doGenCode(CodegenContext context, ExprCode code) {
        ExprCode a = left.genCode(context);
        ExprCode b = right.genCode(context);
        String reference = context.addReferenceObj("measure", measure, AngleMeasure.class.getName());
        String call =
                "%s.of(%s, %s, %s, %s)".formatted(reference, a.value(), ofFloats(left), b.value(), ofFloats(right));
        String result = context.freshName("result");
        String java = """
                Double %1$s = %2$s || %3$s ? null : %4$s;
                boolean %5$s = %1$s == null;
                double %6$s = %5$s ? -1 : %1$s;
                """.formatted(result, a.isNull(), b.isNull(), call, code.isNull(), code.value());
        return code.copy(a.code().$plus(b.code()).$plus(block(java)), code.isNull(), code.value());
    }
}
