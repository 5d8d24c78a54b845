package dev.collimate.tables;

import dev.collimate.rows.Columns;
import dev.collimate.rows.VectorCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * A data set whose vectors are in one column each, however the input stores them. A vector is selected by
 *
 * <ul>
 *   <li>the name of a column of arrays, ML vectors, text or bytes, or a path to one inside of others, as in {@code
 *       doc.vector} or {@code data[0].embedding};
 *   <li>a pattern with one {@code *}, as in {@code x_*}, for one column per component: in the order of the numbers that
 *       stand for the {@code *} if all are whole numbers, else in the order of the columns;
 *   <li>a list of columns or paths, as in {@code x1,x2,x3}, in that order;
 *   <li>a SQL expression over the columns of a row.
 * </ul>
 *
 * The first of these that the input has counts. The vector's column is then called like its selector. Text that is no
 * vector becomes an array of a null, which the checks of rows find, as does a component that is no number.
 */
public final class VectorInput {
    private static final String ORIGINAL = " (as read)";

    private final StructType original;
    private final VectorForm form;
    private final VectorSelector selectors;
    private final Map<String, Column> replaced = new LinkedHashMap<>();
    private final Map<String, Column> added = new LinkedHashMap<>();
    private final Map<String, String> users = new HashMap<>();
    private final Map<String, VectorCodec> codecs = new HashMap<>();
    private final Dataset<Row> input;

    /** @param form of vectors that are text or bytes */
    public VectorInput(Dataset<Row> input, VectorForm form) {
        this.input = input;
        this.original = input.schema();
        this.form = form;
        this.selectors = new VectorSelector(input);
    }

    /**
     * Makes the selected vector a column called {@code selector}.
     *
     * @throws IllegalArgumentException if there is no such column, a numbered pattern matches one without a number, a
     *     column is part of another vector, or text or bytes are no vectors in any row
     */
    public VectorInput vector(String option, String selector) {
        return vector(option, selector, form);
    }

    /** As {@link #vector(String, String)}, of vectors that are stored in another form. */
    public VectorInput vector(String option, String selector, VectorForm otherForm) {
        add(option, selector, selectors.find(option, selector), otherForm);
        return this;
    }

    /** As {@link #vector}, if the input has such columns. */
    public VectorInput optionalVector(String option, String selector) {
        selectors.columns(option, selector).ifPresent(found -> add(option, selector, found, form));
        return this;
    }

    private void add(String option, String selector, VectorSelector.Found found, VectorForm stored) {
        use(option, selector, found.columns());
        StoredVectors vectors = StoredVectors.of(input, option + " '" + selector + "'", found.value(), stored);
        if (vectors.codec() != null) {
            codecs.put(selector, vectors.codec());
        }
        if (!Columns.exists(original, selector)) {
            added.put(
                    selector,
                    vectors.column() != null ? vectors.column() : found.value().column());
        } else if (vectors.column() != null) {
            replaced.put(selector, vectors.column());
        }
    }

    /** What reads and writes the vectors of a selector where they are text or bytes; empty for others. */
    public Optional<VectorCodec> codec(String selector) {
        return Optional.ofNullable(codecs.get(selector));
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
        return dataset(Map.of());
    }

    /** As {@link #dataset()}, with {@code further} columns that are computed from those as read. */
    Dataset<Row> dataset(Map<String, Column> further) {
        // A column that is replaced is no more as it was read.
        Dataset<Row> dataset = input.withColumns(added).withColumns(further);
        for (Map.Entry<String, Column> column : replaced.entrySet()) {
            dataset = dataset.withColumn(column.getKey() + ORIGINAL, Columns.of(column.getKey()))
                    .withColumn(column.getKey(), column.getValue());
        }
        return dataset;
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
