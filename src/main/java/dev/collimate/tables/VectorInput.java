package dev.collimate.tables;

import dev.collimate.rows.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * A data set whose vectors are in one column each, however the input stores them. A vector is selected by
 *
 * <ul>
 *   <li>the name of a column of arrays or ML vectors, or of text with a delimiter between numbers;
 *   <li>a pattern with one {@code *}, as in {@code x_*}, for one column per component: in the order of the numbers that
 *       stand for the {@code *} if all are whole numbers, else in the order of the columns;
 *   <li>a list of columns, as in {@code x1,x2,x3}, in that order.
 * </ul>
 *
 * The vector's column is then called like its selector. Text that is not a number becomes a null element, which the
 * checks of rows find.
 */
public final class VectorInput {
    private static final String ORIGINAL = " (as read)";
    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,9}");

    private final StructType original;
    private final String delimiter;
    private final Map<String, Column> replaced = new LinkedHashMap<>();
    private final Map<String, Column> added = new LinkedHashMap<>();
    private final Map<String, String> users = new HashMap<>();
    private final Dataset<Row> input;

    /** @param delimiter between the numbers of a vector that is text */
    public VectorInput(Dataset<Row> input, String delimiter) {
        this.input = input;
        this.original = input.schema();
        this.delimiter = delimiter;
    }

    /**
     * Makes the selected vector a column called {@code selector}.
     *
     * @throws IllegalArgumentException if there is no such column, a numbered pattern matches one without a number, or a
     *     column is part of another vector
     */
    public VectorInput vector(String option, String selector) {
        if (Columns.exists(original, selector)) {
            use(option, selector, List.of(selector));
            Column parsed = parsed(selector);
            if (parsed != null) {
                requireNumbers(option, selector, parsed);
                replaced.put(selector, parsed);
            }
            return this;
        }
        List<String> components = components(option, selector);
        if (components.isEmpty()) {
            throw new IllegalArgumentException(option + " '" + selector
                    + "' names no column of the input; give a column, a pattern like x_* or a list like x1,x2. Columns: "
                    + Columns.list(original));
        }
        use(option, selector, components);
        added.put(
                selector,
                functions.array(components.stream()
                        .map(name -> Columns.of(name).try_cast(DataTypes.DoubleType))
                        .toArray(Column[]::new)));
        return this;
    }

    /** As {@link #vector}, if the input has it. */
    public VectorInput optionalVector(String option, String selector) {
        return Columns.exists(original, selector)
                        || !components(option, selector).isEmpty()
                ? vector(option, selector)
                : this;
    }

    /** Makes a column of text one of numbers; others, and null for none, stay as they are. */
    public VectorInput number(String column) {
        if (column != null
                && Columns.exists(original, column)
                && Columns.type(original, column) instanceof StringType) {
            replaced.put(column, Columns.of(column).try_cast(DataTypes.DoubleType));
        }
        return this;
    }

    /** The input with the vectors and numbers asked for. */
    public Dataset<Row> dataset() {
        Dataset<Row> dataset = input;
        for (Map.Entry<String, Column> column : replaced.entrySet()) {
            dataset = dataset.withColumn(column.getKey() + ORIGINAL, Columns.of(column.getKey()))
                    .withColumn(column.getKey(), column.getValue());
        }
        return dataset.withColumns(added);
    }

    /** The columns of the input as they were read, followed by what was added to {@link #dataset} since. */
    public Dataset<Row> restored(Dataset<Row> extended) {
        List<Column> columns = new ArrayList<>();
        for (String name : original.fieldNames()) {
            columns.add(replaced.containsKey(name) ? Columns.of(name + ORIGINAL).as(name) : Columns.of(name));
        }
        for (String name : extended.columns()) {
            if (!Columns.exists(original, name) && !added.containsKey(name) && !name.endsWith(ORIGINAL)) {
                columns.add(Columns.of(name));
            }
        }
        return extended.select(columns.toArray(Column[]::new));
    }

    /** One text that is a vector of numbers is enough; where there is none, Spark looks at all. */
    private void requireNumbers(String option, String column, Column parsed) {
        if (!(Columns.type(original, column) instanceof StringType)) {
            return;
        }
        Dataset<Row> texts = input.where(Columns.of(column).isNotNull());
        if (texts.where(functions.forall(parsed, Column::isNotNull)).isEmpty() && !texts.isEmpty()) {
            String separator = delimiter.isBlank() ? "white space" : "'" + delimiter + "'";
            throw new BadTableException(
                    option + " '" + column + "' is text, and in no row is it numbers with " + separator
                            + " between them; name what stands there with --vector-delimiter, and take words such as np.float64(...) out of it");
        }
    }

    private Column parsed(String column) {
        DataType type = Columns.type(original, column);
        if (type instanceof StringType) {
            Column text = functions.regexp_replace(functions.trim(Columns.of(column)), "^\\[\\s*|\\s*]$", "");
            String separator = delimiter.isBlank() ? "\\s+" : Pattern.quote(delimiter);
            return functions.transform(
                    functions.split(text, separator), element -> element.try_cast(DataTypes.DoubleType));
        }
        if (type instanceof ArrayType array
                && array.elementType() instanceof NumericType
                && !array.elementType().equals(DataTypes.FloatType)
                && !array.elementType().equals(DataTypes.DoubleType)) {
            return Columns.of(column).cast(DataTypes.createArrayType(DataTypes.DoubleType));
        }
        return null;
    }

    private List<String> components(String option, String selector) {
        if (selector.contains("*")) {
            return matching(option, selector);
        }
        List<String> names =
                Arrays.stream(selector.split(",")).map(String::strip).toList();
        return names.stream().allMatch(name -> Columns.exists(original, name)) ? names : List.of();
    }

    private List<String> matching(String option, String selector) {
        int star = selector.indexOf('*');
        Pattern pattern = Pattern.compile(
                Pattern.quote(selector.substring(0, star)) + "(.*)" + Pattern.quote(selector.substring(star + 1)));
        Map<String, String> parts = new LinkedHashMap<>();
        for (String name : original.fieldNames()) {
            Matcher matcher = pattern.matcher(name);
            if (matcher.matches()) {
                parts.put(name, matcher.group(1));
            }
        }
        List<String> names = new ArrayList<>(parts.keySet());
        Map<Integer, String> numbered = new TreeMap<>();
        List<String> others = new ArrayList<>();
        for (String name : names) {
            String part = parts.get(name);
            if (!WHOLE_NUMBER.matcher(part).matches()) {
                others.add(name);
                continue;
            }
            String twin = numbered.put(Integer.parseInt(part), name);
            if (twin != null) {
                throw new BadTableException(option + " '" + selector + "' matches two columns of one number, " + twin
                        + " and " + name + "; rename one, or list the columns");
            }
        }
        if (!numbered.isEmpty() && !others.isEmpty()) {
            throw new BadTableException(option + " '" + selector + "' matches " + numbered.size()
                    + " numbered columns, but also " + String.join(", ", others.subList(0, Math.min(5, others.size())))
                    + (others.size() > 5 ? " and " + (others.size() - 5) + " more" : "")
                    + "; rename those, or list the columns");
        }
        return numbered.isEmpty() ? names : new ArrayList<>(numbered.values());
    }

    /** A column that is part of two vectors would be told its own answer. */
    private void use(String option, String selector, List<String> names) {
        for (String name : names) {
            String before = users.putIfAbsent(name, option + " '" + selector + "'");
            if (before != null) {
                throw new BadTableException("the column " + name + " is selected twice, by " + before + " and by "
                        + option + " '" + selector + "'; each column may be part of one vector");
            }
        }
    }
}
