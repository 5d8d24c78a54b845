package dev.collimate.figures;

import com.univocity.parsers.common.record.Record;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measured numbers of a file of comma-separated values, as lines by name, in the file's order. */
final class Measurements {
    /** Points of one line. */
    record Line(List<Double> x, List<Double> y) {
        void add(double pointX, double pointY) {
            x.add(pointX);
            y.add(pointY);
        }

        double[] xs() {
            return x.stream().mapToDouble(Double::doubleValue).toArray();
        }

        double[] ys() {
            return y.stream().mapToDouble(Double::doubleValue).toArray();
        }

        double lastX() {
            return x.get(x.size() - 1);
        }

        double lastY() {
            return y.get(y.size() - 1);
        }
    }

    private Measurements() {}

    /**
     * Reads a file whose first row names its columns.
     *
     * @param names columns whose values, one after the other, name a line; none for a file of one line, named ""
     * @throws IOException if the file lacks a column or has a field that is no number, with the row
     */
    static Map<String, Line> read(Path file, String x, String y, String... names) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file + " is missing");
        }
        CsvParserSettings settings = new CsvParserSettings();
        settings.setHeaderExtractionEnabled(true);
        CsvParser parser = new CsvParser(settings);
        List<Record> records = parser.parseAllRecords(file.toFile());
        Map<String, Line> lines = new LinkedHashMap<>();
        for (int i = 0; i < records.size(); i++) {
            Record row = records.get(i);
            List<String> name = new ArrayList<>();
            for (String column : names) {
                name.add(field(file, row, column, i));
            }
            lines.computeIfAbsent(String.join(", ", name), key -> new Line(new ArrayList<>(), new ArrayList<>()))
                    .add(number(file, row, x, i), number(file, row, y, i));
        }
        return lines;
    }

    private static double number(Path file, Record row, String column, int index) throws IOException {
        String field = field(file, row, column, index);
        try {
            return Double.parseDouble(field);
        } catch (NumberFormatException e) {
            throw new IOException(
                    file + " must have numbers in the column " + column + ", but has '" + field + "' in row " + index,
                    e);
        }
    }

    private static String field(Path file, Record row, String column, int index) throws IOException {
        if (!row.getMetaData().containsColumn(column) || row.getString(column) == null) {
            throw new IOException(
                    file + " must have a column " + column + " in every row, but has none in row " + index);
        }
        return row.getString(column);
    }
}
