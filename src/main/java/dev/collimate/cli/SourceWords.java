package dev.collimate.cli;

import dev.collimate.tables.TableSource;
import java.util.ArrayList;
import java.util.List;

/** A source as the options that name it. */
final class SourceWords {
    private SourceWords() {}

    /** @param pathOption the option of one path; repeated for more */
    static List<String> of(TableSource source, String pathOption, String tableOption, String queryOption) {
        List<String> words = new ArrayList<>();
        source.paths().forEach(path -> words.addAll(List.of(pathOption, path)));
        add(words, tableOption, source.table());
        add(words, queryOption, source.query());
        return words;
    }

    /** @param value null for an option that is not given */
    static void add(List<String> words, String option, String value) {
        if (value != null) {
            words.addAll(List.of(option, value));
        }
    }
}
