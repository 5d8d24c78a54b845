package dev.collimate.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** Finds what a selector of vectors means, in the order that {@link VectorInput} lists. */
final class VectorSelector {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,9}");
    private static final String FORMS =
            "; give a column, a path like doc.vector, a pattern like x_* or a list like x1,x2";
    private static final int LISTED = 5;

    private final Dataset<Row> input;
    private final StructType schema;

    /**
     * What was found.
     *
     * @param value of each row
     * @param parts that it is made of
     * @param components whether each part is one number of the vector
     */
    record Found(SelectedValue value, List<Column> parts, boolean components) {
        private static Found whole(SelectedValue value) {
            return new Found(value, List.of(value.column()), false);
        }
    }

    VectorSelector(Dataset<Row> input) {
        this.input = input;
        this.schema = input.schema();
    }

    /** @throws BadTableException if the selector means nothing here, or too much */
    Found find(String option, String selector) {
        return columns(option, selector).orElseGet(() -> Found.whole(SqlSelection.of(input, option, selector, FORMS)));
    }

    /** As {@link #find}, but for expressions; empty where there is no such column. */
    Optional<Found> columns(String option, String selector) {
        Optional<SelectedValue> one = ColumnPath.find(option, input, selector);
        if (one.isPresent()) {
            return one.map(Found::whole);
        }
        List<String> names = selector.contains("*")
                ? matching(option, selector)
                : Arrays.stream(selector.split(",")).map(String::strip).toList();
        List<Column> components = new ArrayList<>();
        for (String name : names) {
            ColumnPath.find(option, input, name)
                    .ifPresent(component -> components.add(number(option, selector, name, component)));
        }
        if (components.isEmpty() || components.size() < names.size()) {
            return Optional.empty();
        }
        SelectedValue vector = new SelectedValue(
                functions.array(components.toArray(Column[]::new)), DataTypes.createArrayType(DataTypes.DoubleType));
        return Optional.of(new Found(vector, components, true));
    }

    private static Column number(String option, String selector, String name, SelectedValue component) {
        if (!(component.type() instanceof NumericType
                || component.type() instanceof StringType
                || component.type() instanceof BooleanType
                || component.type() instanceof NullType)) {
            throw new BadTableException(
                    option + " '" + selector + "' takes the column " + name + " for a number, but it is of" + " type "
                            + component.type().catalogString() + "; give a pattern or a list of numbers");
        }
        return component.column().try_cast(DataTypes.DoubleType);
    }

    private List<String> matching(String option, String selector) {
        int star = selector.indexOf('*');
        Pattern pattern = Pattern.compile(
                Pattern.quote(selector.substring(0, star)) + "(.*)" + Pattern.quote(selector.substring(star + 1)));
        Map<String, String> parts = new LinkedHashMap<>();
        for (String name : schema.fieldNames()) {
            Matcher matcher = pattern.matcher(name);
            if (matcher.matches()) {
                parts.put(name, matcher.group(1));
            }
        }
        Map<Integer, String> numbered = new TreeMap<>();
        List<String> others = new ArrayList<>();
        parts.forEach((name, part) -> {
            if (!WHOLE_NUMBER.matcher(part).matches()) {
                others.add(name);
                return;
            }
            String twin = numbered.put(Integer.parseInt(part), name);
            if (twin != null) {
                throw new BadTableException(option + " '" + selector + "' matches two columns of one number, " + twin
                        + " and " + name + "; rename one, or list the columns");
            }
        });
        if (!numbered.isEmpty() && !others.isEmpty()) {
            throw new BadTableException(option + " '" + selector + "' matches " + numbered.size()
                    + " numbered columns, but also "
                    + String.join(", ", others.subList(0, Math.min(LISTED, others.size())))
                    + (others.size() > LISTED ? " and " + (others.size() - LISTED) + " more" : "")
                    + "; rename those, or list the columns");
        }
        return numbered.isEmpty() ? others : new ArrayList<>(numbered.values());
    }
}
