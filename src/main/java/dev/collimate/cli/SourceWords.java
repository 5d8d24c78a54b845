package dev.collimate.cli;

import java.util.List;

/** Options as they were given. */
final class SourceWords {
    private SourceWords() {}

    /** @param value null for an option that is not given */
    static void add(List<String> words, String option, String value) {
        if (value != null) {
            words.addAll(List.of(option, value));
        }
    }
}
