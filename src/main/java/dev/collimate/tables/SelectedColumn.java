package dev.collimate.tables;

/**
 * A column of the input.
 *
 * @param setting what named it, as the user calls it, for messages
 * @param name of the column, or for vectors a pattern or a list of columns
 */
public record SelectedColumn(String setting, String name) {}
