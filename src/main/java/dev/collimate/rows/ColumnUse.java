package dev.collimate.rows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.ElementAt;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetArrayItem;
import org.apache.spark.sql.catalyst.expressions.GetMapValue;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.RuntimeReplaceable;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What a selected column is made of, its names resolved as Spark does.
 *
 * @param place that it is, whatever type it is cast to; empty for what is computed
 * @param reads every place that it is computed from
 * @param meaning equal where the same is computed
 */
public record ColumnUse(Optional<Place> place, List<Place> reads, Object meaning) {
    public ColumnUse {
        reads = List.copyOf(reads);
    }

    /**
     * A column, or what is in it.
     *
     * @param column its name
     * @param steps into structs, maps and arrays
     */
    public record Place(String column, List<String> steps) {
        public Place {
            steps = List.copyOf(steps);
        }

        /** Whether one is the other, or a part of it. */
        public boolean overlaps(Place other) {
            int common = Math.min(steps.size(), other.steps.size());
            return column.equals(other.column) && steps.subList(0, common).equals(other.steps.subList(0, common));
        }

        @Override
        public String toString() {
            return column + String.join("", steps);
        }
    }

    /** Of columns that are computed from each row of {@code rows} alone. */
    public static List<ColumnUse> of(Dataset<Row> rows, List<Column> columns) {
        Map<Long, String> names = new LinkedHashMap<>();
        CollectionConverters.asJava(ClassicSpark.execution(rows).analyzed().output())
                .forEach(attribute -> names.put(attribute.exprId().id(), attribute.name()));
        Column[] selected = IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i).as("selected" + i))
                .toArray(Column[]::new);
        Project project =
                (Project) ClassicSpark.execution(rows.select(selected)).analyzed();
        return CollectionConverters.asJava(project.projectList()).stream()
                .map(named -> of(((Alias) named).child(), names))
                .toList();
    }

    private static ColumnUse of(Expression expression, Map<Long, String> names) {
        List<Place> reads = new ArrayList<>();
        gather(expression, names, reads);
        return new ColumnUse(place(expression, names), reads, expression.canonicalized());
    }

    private static void gather(Expression expression, Map<Long, String> names, List<Place> reads) {
        Optional<Place> place = place(expression, names);
        if (place.isPresent()) {
            reads.add(place.get());
        } else {
            CollectionConverters.asJava(expression.children()).forEach(child -> gather(child, names, reads));
        }
    }

    private static Optional<Place> place(Expression expression, Map<Long, String> names) {
        if (expression instanceof AttributeReference attribute) {
            return Optional.ofNullable(names.get(attribute.exprId().id())).map(name -> new Place(name, List.of()));
        }
        if (expression instanceof Cast cast) {
            return place(cast.child(), names);
        }
        if (expression instanceof RuntimeReplaceable replaced) {
            return place(replaced.replacement(), names);
        }
        if (expression instanceof GetStructField field) {
            StructType struct = (StructType) field.child().dataType();
            return inside(field.child(), "." + struct.fields()[field.ordinal()].name(), names);
        }
        if (expression instanceof GetMapValue value) {
            return inside(value.child(), key(value.key()), names);
        }
        if (expression instanceof GetArrayItem item) {
            return inside(item.child(), "[" + item.ordinal().sql() + "]", names);
        }
        return expression instanceof ElementAt element ? element(element, names) : Optional.empty();
    }

    /** SQL counts elements of arrays from 1 on, or from their end. */
    private static Optional<Place> element(ElementAt element, Map<Long, String> names) {
        if (!(element.left().dataType() instanceof ArrayType)) {
            return inside(element.left(), key(element.right()), names);
        }
        return element.right() instanceof Literal literal && literal.value() instanceof Integer number && number > 0
                ? inside(element.left(), "[" + (number - 1) + "]", names)
                : Optional.empty();
    }

    private static Optional<Place> inside(Expression outer, String step, Map<Long, String> names) {
        return place(outer, names).map(place -> {
            List<String> steps = new ArrayList<>(place.steps());
            steps.add(step);
            return new Place(place.column(), steps);
        });
    }

    private static String key(Expression key) {
        return key instanceof Literal literal ? "." + literal.value() : "[" + key.sql() + "]";
    }
}
