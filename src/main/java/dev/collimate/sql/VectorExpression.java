package dev.collimate.sql;

import dev.collimate.rows.Seqs;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ImplicitCastInputTypes;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeBlock;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.TypeCollection;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A function of arrays of float or double as an expression of Spark's plans; null where an array or an element is null, an
 * error where vectors have a wrong length. Two are equal if their functions and their arguments are.
 */
abstract class VectorExpression extends Expression implements ImplicitCastInputTypes, Serializable {
    private static final long serialVersionUID = 1L;

    private final Serializable function;
    // Spark's expressions are serializable, though their type does not say so.
    @SuppressWarnings("serial")
    private final List<Expression> vectors;

    /** @param function what is computed of the vectors */
    VectorExpression(Serializable function, Expression... vectors) {
        this.function = function;
        this.vectors = List.of(vectors);
    }

    /** Whether an expression is an array of float, else of double. */
    static boolean ofFloats(Expression vector) {
        return ((ArrayType) vector.dataType()).elementType().equals(DataTypes.FloatType);
    }

    /** A piece of generated code. */
    static CodeBlock block(String java) {
        return new CodeBlock(Seqs.of(java), Seqs.of());
    }

    /** The type of elements that arrays of other numbers are cast to: float or double. */
    abstract DataType preferred();

    /** The preferred type first, for arrays of other numbers are cast to the first that they can be cast to. */
    @Override
    public Seq<AbstractDataType> inputTypes() {
        DataType other = preferred().equals(DataTypes.FloatType) ? DataTypes.DoubleType : DataTypes.FloatType;
        AbstractDataType vector =
                new TypeCollection(Seqs.of(DataTypes.createArrayType(preferred()), DataTypes.createArrayType(other)));
        return Seqs.copyOf(vectors.stream().map(any -> vector).toList());
    }

    /** The check of the input types: in Java a class wins over an interface, and the class checks nothing. */
    @Override
    public TypeCheckResult checkInputDataTypes() {
        return ImplicitCastInputTypes.super.checkInputDataTypes();
    }

    @Override
    public Seq<Expression> children() {
        return Seqs.copyOf(vectors);
    }

    @Override
    public boolean foldable() {
        return vectors.stream().allMatch(Expression::foldable);
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
    public Iterator<Object> flatArguments() {
        return CollectionConverters.asScala(List.<Object>copyOf(vectors).iterator());
    }

    @Override
    public int productArity() {
        return 1 + vectors.size();
    }

    @Override
    public Object productElement(int n) {
        return n == 0 ? function : vectors.get(n - 1);
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof VectorExpression;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VectorExpression expression
                && function.equals(expression.function)
                && vectors.equals(expression.vectors);
    }

    @Override
    public int hashCode() {
        return Objects.hash(function, vectors);
    }
}
