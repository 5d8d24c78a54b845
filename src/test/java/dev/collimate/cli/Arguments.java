package dev.collimate.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Command lines for tests. */
final class Arguments {
    private Arguments() {}

    /** The words of {@code start}, then {@code more} as it is. */
    static String[] of(String start, String... more) {
        return of(start, List.of(), more);
    }

    /** Both, one behind the other. */
    static String[] with(String[] start, String... more) {
        return Stream.concat(Arrays.stream(start), Arrays.stream(more)).toArray(String[]::new);
    }

    /** The words of {@code start}, then {@code middle} and {@code more} as they are. */
    static String[] of(String start, List<String> middle, String... more) {
        return Stream.of(Arrays.stream(start.split(" ")), middle.stream(), Arrays.stream(more))
                .flatMap(words -> words)
                .toArray(String[]::new);
    }
}
