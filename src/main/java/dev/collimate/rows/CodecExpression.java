package dev.collimate.rows;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeBlock;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.types.DataType;
import scala.collection.Iterator;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** A vector that is read from its stored form, or written in it, as an expression of Spark's plans; null for null. */
final class CodecExpression extends Expression implements Serializable {
    private static final long serialVersionUID = 1L;

    private final CodecFunction function;
    // Spark's expressions are serializable, though their type does not say so.
    @SuppressWarnings("serial")
    private final Expression child;

    CodecExpression(CodecFunction function, Expression child) {
        this.function = function;
        this.child = child;
    }

    @Override
    public Seq<Expression> children() {
        return Seqs.of(child);
    }

    @Override
    public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
        return new CodecExpression(function, children.apply(0));
    }

    @Override
    public DataType dataType() {
        return function.type();
    }

    @Override
    public boolean nullIntolerant() {
        return true;
    }

    @Override
    public String prettyName() {
        return function.prettyName();
    }

    @Override
    public boolean foldable() {
        return child.foldable();
    }

    @Override
    public boolean nullable() {
        return child.nullable();
    }

    @Override
    public boolean throwable() {
        return true;
    }

    @Override
    public Object eval(InternalRow row) {
        Object value = child.eval(row);
        return value == null ? null : function.apply(value);
    }

    @Override
    public ExprCode doGenCode(CodegenContext context, ExprCode code) {
        ExprCode value = child.genCode(context);
        String reference = context.addReferenceObj("codec", function, CodecFunction.class.getName());
        String java = """
                boolean %1$s = %2$s;
                %3$s %4$s = %1$s ? null : (%3$s) %5$s.apply(%6$s);
                """.formatted(
                        code.isNull(), value.isNull(), function.javaType(), code.value(), reference, value.value());
        CodeBlock block = new CodeBlock(Seqs.of(java), Seqs.of());
        return code.copy(value.code().$plus(block), code.isNull(), code.value());
    }

    @Override
    public Iterator<Object> flatArguments() {
        return CollectionConverters.asScala(List.<Object>of(child).iterator());
    }

    @Override
    public int productArity() {
        return 2;
    }

    @Override
    public Object productElement(int n) {
        return List.of(function, child).get(n);
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof CodecExpression;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodecExpression expression
                && function.equals(expression.function)
                && child.equals(expression.child);
    }

    @Override
    public int hashCode() {
        return Objects.hash(function, child);
    }
}
