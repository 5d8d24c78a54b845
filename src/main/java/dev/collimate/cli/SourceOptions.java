package dev.collimate.cli;

import dev.collimate.tables.ReadSettings;
import dev.collimate.tables.TableSource;
import dev.collimate.tables.VectorFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A data set as the options of one family give it.
 *
 * @param pathOption the option of its paths
 * @param family what the names of its other options begin with
 * @param source of which more than one may be given, which is wrong
 * @param format null where it is not given
 * @param options of Spark's reader
 */
record SourceOptions(String pathOption, String family, TableSource source, String format, Map<String, String> options) {

    private String option(String name) {
        return family + "-" + name;
    }

    /** Whether anything says where the data set is. */
    boolean given() {
        return !source.isEmpty();
    }

    /** Whether it is read by SQL or by a name, not by a reader with options of files. */
    private boolean isOfCatalog() {
        return source.table() != null || source.query() != null;
    }

    /**
     * Which options are wrong together; null if none are.
     *
     * @param usual how it is read where nothing is said
     */
    String conflict(ReadSettings usual) {
        long sources = Stream.of(source.paths().isEmpty() ? null : source.paths(), source.table(), source.query())
                .filter(Objects::nonNull)
                .count();
        if (sources > 1) {
            return pathOption + ", " + option("table") + " and " + option("query")
                    + " each say what to read; give one of them";
        }
        if (source.query() != null && !options.isEmpty()) {
            return option("option") + " is of no use to " + option("query")
                    + ", which says all by itself, as in 'select * from t version as of 3'; leave it out";
        }
        if (isOfCatalog() && format != null) {
            return option("format") + " " + format + " is of no use to "
                    + option(source.table() != null ? "table" : "query")
                    + ", whose source is known; leave it out";
        }
        if (format == null && VectorFiles.differ(source.paths())) {
            return pathOption + " names files of different formats; give files of one format, or " + option("format");
        }
        String read = settings(usual).format();
        return !options.isEmpty() && !isOfCatalog() && VectorFiles.isFormat(read)
                ? option("option") + " is of Spark's readers, and of no use to the format " + read + "; leave it out"
                : null;
    }

    /**
     * How it is read. Options of a reader are those of another data set as well where both are files of one format.
     *
     * @param usual how it is read where nothing is said
     */
    ReadSettings settings(ReadSettings usual) {
        String own = VectorFiles.formatOf(source.paths(), format, usual.format());
        boolean asUsual = !isOfCatalog() && format == null && own.equals(usual.format());
        Map<String, String> all = new LinkedHashMap<>(asUsual ? usual.options() : Map.of());
        all.putAll(options);
        return new ReadSettings(own, all, usual.allowIncompleteInput());
    }

    /** How further files are read that say nothing: as these, unless these are no files. */
    ReadSettings usual(ReadSettings settings) {
        return isOfCatalog()
                ? new ReadSettings(settings.format(), Map.of(), settings.allowIncompleteInput())
                : settings;
    }

    /** The options that were given and mean nothing without a source. */
    Map<String, Boolean> ofReaders() {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put(option("format"), format != null);
        given.put(option("option"), !options.isEmpty());
        return given;
    }

    /** These options as they were given. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        source.paths().forEach(path -> words.addAll(List.of(pathOption, path)));
        SourceWords.add(words, option("table"), source.table());
        SourceWords.add(words, option("query"), source.query());
        SourceWords.add(words, option("format"), format);
        options.forEach((key, value) -> words.addAll(List.of(option("option"), key + "=" + value)));
        return words;
    }
}
