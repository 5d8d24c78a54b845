package dev.collimate.map;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What it takes to make a {@link VectorMap} again: its kind, its dimensions and its options, in plain text and numbers.
 *
 * @param name kind of map, as in {@link VectorMap#name}
 * @param options by name; values are whole numbers, true or false, text, or lists of whole numbers
 */
public record MapDescription(String name, int inputDim, int outputDim, Map<String, Object> options)
        implements Serializable {
    public MapDescription {
        options = new TreeMap<>(options);
    }

    /** The option's value, which must be true or false. */
    boolean flag(String option) {
        return value(option, Boolean.class);
    }

    /** The option's value, which must be a whole number. */
    int number(String option) {
        return value(option, Integer.class);
    }

    /** The option's value, which must be text. */
    String text(String option) {
        return value(option, String.class);
    }

    /** The option's value, which must be a list of whole numbers. */
    int[] numbers(String option) {
        List<?> list = value(option, List.class);
        return list.stream()
                .mapToInt(element -> {
                    if (element instanceof Integer number) {
                        return number;
                    }
                    throw new IllegalArgumentException(
                            "map option " + option + " must be a list of whole numbers, but was " + list);
                })
                .toArray();
    }

    private <T> T value(String option, Class<T> type) {
        Object value = options.get(option);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("map option " + option + " of the " + name + " map must be of type "
                    + type.getSimpleName().toLowerCase(java.util.Locale.ROOT) + ", but was " + value);
        }
        return type.cast(value);
    }
}
