package dev.collimate.tables;

import dev.collimate.rows.ColumnUse;
import dev.collimate.rows.Columns;
import dev.collimate.rows.VectorCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
    private static final int MOST_SHOWN = 60;

    private final StructType original;
    private final VectorForm form;
    private final VectorSelector selectors;
    private final Map<String, Column> replaced = new LinkedHashMap<>();
    private final Map<String, Column> added = new LinkedHashMap<>();
    /** By the column that each is, or is in. */
    private final Map<String, List<Use>> places = new HashMap<>();

    private final List<Use> computed = new ArrayList<>();
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
        use(option, selector, found);
        StoredVectors vectors = StoredVectors.of(input, option + " '" + selector + "'", found.value(), stored);
        if (vectors.codec() != null) {
            codecs.put(selector, vectors.codec());
        }
        Column column =
                vectors.column() != null ? vectors.column() : found.value().column();
        if (Columns.find(input, selector).isEmpty()) {
            added.put(selector, column);
        } else if (vectors.column() != null || !Columns.exists(original, selector)) {
            replaced.put(selector, column);
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
        Dataset<Row> dataset = with(with(input, added), further);
        for (Map.Entry<String, Column> column : replaced.entrySet()) {
            String name = Columns.find(input, column.getKey()).orElseThrow();
            // Takes the place of the column, under the name by which it was selected.
            dataset =
                    dataset.withColumns(Map.of(name + ORIGINAL, Columns.of(name), column.getKey(), column.getValue()));
        }
        return dataset;
    }

    /** Spares Spark the analysis of a table that nothing is added to. */
    private static Dataset<Row> with(Dataset<Row> dataset, Map<String, Column> columns) {
        return columns.isEmpty() ? dataset : dataset.withColumns(columns);
    }

    /** The columns of the input as they were read, followed by what was added to {@link #dataset} since. */
    public Dataset<Row> restored(Dataset<Row> extended) {
        List<Column> columns = new ArrayList<>();
        for (String name : original.fieldNames()) {
            columns.add(
                    Columns.exists(extended.schema(), name + ORIGINAL)
                            ? Columns.of(name + ORIGINAL).as(name)
                            : Columns.of(name));
        }
        for (String name : extended.columns()) {
            if (Columns.find(input, name).isEmpty() && !added.containsKey(name) && !name.endsWith(ORIGINAL)) {
                columns.add(Columns.of(name));
            }
        }
        return extended.select(columns.toArray(Column[]::new));
    }

    /** A column that is part of two vectors would be told its own answer. */
    private void use(String option, String selector, VectorSelector.Found found) {
        String selection = option + " '"
                + (selector.length() > MOST_SHOWN ? selector.substring(0, MOST_SHOWN) + "..." : selector) + "'";
        for (ColumnUse use : ColumnUse.of(input, found.parts())) {
            Use next = new Use(selection, use, found.components());
            for (Use before : usesThatMayShare(use)) {
                before.shared(next).ifPresent(name -> {
                    throw new BadTableException("the column " + name + " is selected twice, by " + before.selection
                            + " and by " + selection + "; each column may be part of one vector");
                });
            }
            use.place()
                    .map(place -> places.computeIfAbsent(place.column(), column -> new ArrayList<>()))
                    .orElse(computed)
                    .add(next);
        }
    }

    /** Of thousands of columns none has to be compared with all others. */
    private List<Use> usesThatMayShare(ColumnUse use) {
        Stream<List<Use>> placed = use.place()
                .map(place -> Stream.of(places.getOrDefault(place.column(), List.of())))
                .orElseGet(() -> places.values().stream());
        return Stream.concat(placed, Stream.of(computed)).flatMap(List::stream).toList();
    }

    /**
     * A part of a vector.
     *
     * @param component whether it is one of its numbers
     */
    private record Use(String selection, ColumnUse column, boolean component) {
        /** What both are made of, where that may not be: two expressions may make different vectors of one column. */
        Optional<String> shared(Use other) {
            Optional<ColumnUse.Place> here = column.place();
            Optional<ColumnUse.Place> there = other.column.place();
            boolean shared = here.isPresent() && there.isPresent()
                    ? here.get().overlaps(there.get())
                    : component && here.filter(other::reads).isPresent()
                            || other.component && there.filter(this::reads).isPresent()
                            || column.meaning().equals(other.column.meaning());
            return shared
                    ? Optional.of(here.or(() -> there)
                            .or(() -> column.reads().stream().findFirst())
                            .map(ColumnUse.Place::toString)
                            .orElse(selection))
                    : Optional.empty();
        }

        private boolean reads(ColumnUse.Place place) {
            return column.reads().stream().anyMatch(place::overlaps);
        }
    }
}
