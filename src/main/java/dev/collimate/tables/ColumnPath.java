package dev.collimate.tables;

import dev.collimate.rows.Columns;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A path into nested columns, as in {@code response.body.data[0].embedding}: names of fields and keys of maps after dots,
 * places in arrays, from 0 on, in brackets. Names are taken as they are, whatever characters they have; where several fit,
 * the longest counts. What a row does not have is null.
 */
final class ColumnPath {
    private static final Pattern PLACE = Pattern.compile("\\[(\\d{1,9})](.*)", Pattern.DOTALL);

    private static final Pattern PLACES = Pattern.compile("(?:\\[\\d{1,9}])+$");

    private final String path;
    private final boolean caseSensitive;

    private ColumnPath(String path, boolean caseSensitive) {
        this.path = path;
        this.caseSensitive = caseSensitive;
    }

    /**
     * What a path selects; empty if it leads nowhere.
     *
     * @param setting what named the path, for messages
     * @throws BadTableException if it goes through an array without saying which element
     */
    static Optional<SelectedValue> find(String setting, Dataset<Row> rows, String path) {
        StructType schema = rows.schema();
        ColumnPath found = new ColumnPath(setting + " '" + path + "'", Columns.isCaseSensitive(rows));
        return found.field(schema, path)
                .flatMap(name ->
                        found.rest(Columns.of(name), Columns.type(schema, name), path.substring(name.length()), name));
    }

    private Optional<SelectedValue> rest(Column column, DataType type, String rest, String before) {
        if (rest.isEmpty()) {
            return Optional.of(new SelectedValue(column, type));
        }
        Matcher place = PLACE.matcher(rest);
        if (type instanceof ArrayType array) {
            if (!place.matches()) {
                throw new BadTableException(path + " goes through " + before
                        + ", which is an array; say which of its elements is meant, as in " + before + "[0]" + rest);
            }
            Column element = functions.get(column, functions.lit(Integer.parseInt(place.group(1))));
            return rest(element, array.elementType(), place.group(2), before + rest.substring(0, place.start(2)));
        }
        if (!rest.startsWith(".")) {
            return Optional.empty();
        }
        String below = rest.substring(1);
        if (type instanceof StructType struct) {
            return field(struct, below)
                    .flatMap(name -> rest(
                            column.getField(name),
                            Columns.type(struct, name),
                            below.substring(name.length()),
                            before + "." + name));
        }
        if (type instanceof MapType map && map.keyType() instanceof StringType) {
            String key = key(below, map.valueType());
            return rest(column.getItem(key), map.valueType(), below.substring(key.length()), before + "." + key);
        }
        return Optional.empty();
    }

    /** Up to the next name or place or, where the values of the map have no names inside, up to the places at the end. */
    private static String key(String below, DataType values) {
        return hasNames(values)
                ? below.split("[.\\[]", 2)[0]
                : PLACES.matcher(below).replaceFirst("");
    }

    private static boolean hasNames(DataType type) {
        return type instanceof StructType
                || type instanceof MapType
                || type instanceof ArrayType array && hasNames(array.elementType());
    }

    /** The longest name of a field that {@code path} starts with; where letters may differ, one in which none does first. */
    private Optional<String> field(StructType struct, String path) {
        return field(struct, path, false).or(() -> caseSensitive ? Optional.empty() : field(struct, path, true));
    }

    private static Optional<String> field(StructType struct, String path, boolean ignoreCase) {
        return Arrays.stream(struct.fields())
                .map(StructField::name)
                .filter(name -> path.regionMatches(ignoreCase, 0, name, 0, name.length())
                        && (path.length() == name.length() || ".[".indexOf(path.charAt(name.length())) >= 0))
                .max(Comparator.comparingInt(String::length));
    }
}
