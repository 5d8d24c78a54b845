package dev.collimate.tables;

import dev.collimate.rows.Columns;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of the files of one data set, told apart by file. */
final class FileSchemas {
    private static final List<DataType> WHOLE =
            List.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);
    private static final List<DataType> REAL = List.of(DataTypes.FloatType, DataTypes.DoubleType);

    private final Map<String, StructType> schemas = new LinkedHashMap<>();

    /** @param schema of a file, one after the other */
    FileSchemas(List<String> files, Function<String, StructType> schema) {
        files.forEach(file -> schemas.put(file, schema.apply(file)));
    }

    /**
     * One schema for all files: every column of any file, in the widest of its types.
     *
     * @throws BadTableException if a column has types that none of them holds, naming column and files
     */
    StructType widest() {
        Map<String, StructField> fields = new LinkedHashMap<>();
        Map<String, String> firstFiles = new LinkedHashMap<>();
        schemas.forEach((file, schema) -> {
            for (StructField field : schema.fields()) {
                StructField known = fields.get(field.name());
                DataType type = known == null
                        ? field.dataType()
                        : wider(known.dataType(), field.dataType())
                                .orElseThrow(() -> conflict(known, firstFiles.get(field.name()), field, file));
                fields.put(field.name(), DataTypes.createStructField(field.name(), type, true));
                firstFiles.putIfAbsent(field.name(), file);
            }
        });
        return new StructType(fields.values().toArray(StructField[]::new));
    }

    /** @throws BadTableException if the files do not have the same columns in the same order */
    void requireSameNames() {
        String first = null;
        for (Map.Entry<String, StructType> entry : schemas.entrySet()) {
            if (entry.getValue().isEmpty()) {
                // An empty file has no columns, and no rows.
                continue;
            }
            if (first == null) {
                first = entry.getKey();
                continue;
            }
            List<String> expected = Arrays.asList(schemas.get(first).fieldNames());
            List<String> found = Arrays.asList(entry.getValue().fieldNames());
            if (!expected.equals(found)) {
                throw new BadTableException("the files have different columns: " + first + " has "
                        + Columns.list(schemas.get(first)) + ", but " + entry.getKey() + " has "
                        + Columns.list(entry.getValue()) + "; read them apart, or write them with the same columns");
            }
        }
    }

    private static BadTableException conflict(StructField known, String first, StructField field, String file) {
        return new BadTableException("the column " + field.name() + " is of type "
                + known.dataType().catalogString() + " up to " + first + ", but of type "
                + field.dataType().catalogString() + " in " + file + "; write it with one type");
    }

    private static Optional<DataType> wider(DataType a, DataType b) {
        if (a instanceof ArrayType left && b instanceof ArrayType right) {
            return wider(left.elementType(), right.elementType()).map(type -> DataTypes.createArrayType(type, true));
        }
        if (a.equals(b)) {
            return Optional.of(a);
        }
        for (List<DataType> kind : List.of(WHOLE, REAL)) {
            if (kind.contains(a) && kind.contains(b)) {
                return Optional.of(kind.get(Math.max(kind.indexOf(a), kind.indexOf(b))));
            }
        }
        return Optional.empty();
    }
}
