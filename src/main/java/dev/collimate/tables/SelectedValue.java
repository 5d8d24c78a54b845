package dev.collimate.tables;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;

/** A value of each row, of whatever type. */
record SelectedValue(Column column, DataType type) {}
