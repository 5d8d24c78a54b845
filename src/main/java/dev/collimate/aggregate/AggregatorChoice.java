package dev.collimate.aggregate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the sums of partitions reach the driver; every choice gives the same bits. */
public enum AggregatorChoice {
    /** Whichever {@link AggregatorPlan} expects to be faster, of those whose results the driver can take in. */
    AUTO,
    /** Every task sends all its sums to the driver: {@link IndexedCollect}. */
    INDEXED_COLLECT,
    /** Tasks add slices of the sums before the driver collects them: {@link SlicedReduce}. */
    SLICED_REDUCE;

    /** The name on the command line and in parameters. */
    public String optionName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All names, the default first. */
    public static List<String> optionNames() {
        return Arrays.stream(values()).map(AggregatorChoice::optionName).toList();
    }

    /** @throws IllegalArgumentException if there is no such choice */
    public static AggregatorChoice ofOptionName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
