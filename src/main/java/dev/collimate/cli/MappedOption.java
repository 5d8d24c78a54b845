package dev.collimate.cli;

import dev.collimate.distributed.MappedSide;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The side of a search that is mapped. */
final class MappedOption {
    private static final String NAME = "--mapped";

    @Option(
            names = NAME,
            paramLabel = "NAME",
            description = "side that is mapped: query (mapped x asks y) or store (y asks mapped x); not set: query")
    private String mapped;

    /**
     * What is wrong with it; null if nothing is.
     *
     * @param decides whether a measure decides
     */
    String problem(boolean decides) {
        if (mapped != null && !MappedSide.names().contains(mapped)) {
            return NAME + " must be one of " + String.join(", ", MappedSide.names()) + ", but was " + mapped;
        }
        return mapped == null && decides
                ? NAME + " query or store must be given where a measure decides: it changes which map is better"
                : null;
    }

    MappedSide side() {
        return mapped == null ? MappedSide.QUERY : MappedSide.of(mapped);
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        SourceWords.add(words, NAME, mapped);
        return words;
    }
}
