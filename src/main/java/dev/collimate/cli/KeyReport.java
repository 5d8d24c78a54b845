package dev.collimate.cli;

import dev.collimate.report.Result;
import dev.collimate.tables.KeyCounts;

/** How the keys of two tables met, for the result line. */
final class KeyReport {
    private KeyReport() {}

    static Result of(KeyCounts keys) {
        return new Result()
                .put("matched", keys.matched())
                .put("onlyInInput", keys.onlyInInput())
                .put("onlyInLabelInput", keys.onlyInLabelInput())
                .put("repeatedInInput", keys.repeatedInInput())
                .put("repeatedInLabelInput", keys.repeatedInLabelInput())
                .put("nullInInput", keys.nullInInput())
                .put("nullInLabelInput", keys.nullInLabelInput());
    }
}
