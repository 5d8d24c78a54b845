package dev.collimate.cli;

import dev.collimate.report.Result;
import dev.collimate.rows.KeyCounts;
import dev.collimate.tables.DictionaryCounts;
import dev.collimate.tables.Pairs;
import java.util.Optional;

/** How the keys of two tables met, for the result line. */
final class KeyReport {
    private KeyReport() {}

    /** Adds the counts, where there are any. */
    static void put(Result result, Pairs pairs, Optional<KeyCounts> heldOutKeys) {
        pairs.keys().ifPresent(counts -> result.put("keys", of(counts)));
        pairs.dictionary().ifPresent(counts -> result.put("dictionary", of(counts)));
        heldOutKeys.ifPresent(counts -> result.put("heldOutKeys", of(counts)));
    }

    private static Result of(KeyCounts keys) {
        return new Result()
                .put("matched", keys.matched())
                .put("onlyInInput", keys.onlyInInput())
                .put("onlyInLabelInput", keys.onlyInLabelInput())
                .put("repeatedInInput", keys.repeatedInInput())
                .put("repeatedInLabelInput", keys.repeatedInLabelInput())
                .put("nullInInput", keys.nullInInput())
                .put("nullInLabelInput", keys.nullInLabelInput());
    }

    private static Result of(DictionaryCounts dictionary) {
        return new Result()
                .put("entries", dictionary.entries())
                .put("missingInInput", dictionary.missingInInput())
                .put("missingInLabelInput", dictionary.missingInLabelInput())
                .put("missingInBoth", dictionary.missingInBoth());
    }
}
