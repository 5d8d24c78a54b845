package dev.collimate.rows;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What a column of vectors that were text or bytes says of the form in which they were read. */
public final class StoredForm {
    private static final String KEY = "collimate.storedForm";

    private StoredForm() {}

    /** The column, which tells {@code form} wherever it is handed on. */
    public static Column told(Column vectors, String form) {
        Metadata metadata = new MetadataBuilder().putString(KEY, form).build();
        return vectors.as("vector", metadata);
    }

    /** Whether a column tells it. */
    static boolean isTold(StructField field) {
        return field.metadata().contains(KEY);
    }

    /** What to say behind the problem of a vector that could not be read; empty of vectors that are stored as such. */
    static String remark(StructType schema, String column) {
        Metadata metadata = VectorColumn.field(schema, column).metadata();
        return metadata.contains(KEY) ? "; it is read as " + metadata.getString(KEY) : "";
    }
}
