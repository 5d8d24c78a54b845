package dev.collimate.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * Options made from the parameters of a Spark ML stage: {@code maxIter} becomes {@code --max-iter}, with the parameter's
 * own doc, rule and default, so that nothing about a parameter is written twice.
 */
final class ParameterOptions {
    private final Params stage;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Set<String> withoutDefault = new HashSet<>();

    /** @param stage whose parameters are offered; what it has set counts as default */
    ParameterOptions(Params stage) {
        this.stage = stage;
    }

    /** Adds an option for each parameter whose name passes. */
    void addTo(CommandSpec command, Predicate<String> names) {
        for (Param<?> parameter : stage.params()) {
            if (names.test(parameter.name())) {
                command.addOption(
                        option(parameter).defaultValue(text(value(parameter))).build());
            }
        }
    }

    /** Adds an option that changes nothing where it is not given: the default is another stage's. */
    void addWithoutDefault(CommandSpec command, String name, String whoseDefault) {
        withoutDefault.add(name);
        Param<?> parameter = stage.getParam(name);
        command.addOption(option(parameter)
                .description(description(parameter) + " (default: " + whoseDefault + ")")
                .build());
    }

    /**
     * Sets what the user gave, where {@code target} has another value.
     *
     * @throws IllegalArgumentException if a value breaks the parameter's rule
     */
    void applyTo(Params target) {
        values.forEach((name, value) -> {
            Object present = value(target, target.getParam(name));
            if (value != null && !value.equals(present)) {
                set(target, name, value);
            }
        });
    }

    /** What was given that is not the default, as options with their values. */
    List<String> given() {
        List<String> given = new ArrayList<>();
        values.forEach((name, value) -> {
            Param<?> parameter = stage.getParam(name);
            String text = text(value);
            if (text != null && (withoutDefault.contains(name) || !text.equals(text(value(parameter))))) {
                given.addAll(List.of(OptionNames.of(parameter), text));
            }
        });
        return given;
    }

    /** The option of a parameter. */
    String option(String name) {
        return OptionNames.of(stage.getParam(name));
    }

    /** Whether the parameter has a value from the user, or from a default. */
    boolean has(String name) {
        return values.get(name) != null;
    }

    private static void set(Params target, String name, Object value) {
        Param<Object> parameter = target.getParam(name);
        target.set(parameter, value);
    }

    private OptionSpec.Builder option(Param<?> parameter) {
        OptionSpec.Builder builder = OptionSpec.builder(OptionNames.of(parameter))
                .userObject(parameter)
                .paramLabel(label(parameter))
                .arity("1")
                .description(description(parameter))
                .type(type(parameter))
                .setter(new ISetter() {
                    @Override
                    @SuppressWarnings("unchecked")
                    public <T> T set(T value) {
                        Object plain = value instanceof Integers integers ? integers.values() : value;
                        return (T) values.put(parameter.name(), plain);
                    }
                });
        if (parameter instanceof BooleanParam) {
            builder.showDefaultValue(Visibility.ALWAYS);
        }
        return parameter instanceof IntArrayParam ? builder.converters(Integers::parse) : builder;
    }

    /** One value to picocli, which would take an array for an option that may be repeated. */
    private record Integers(int[] values) {
        static Integers parse(String text) {
            List<Integer> numbers = new ArrayList<>();
            for (String part : text.split(",", -1)) {
                try {
                    numbers.add(Integer.parseInt(part.strip()));
                } catch (NumberFormatException e) {
                    throw new TypeConversionException("'" + text + "' is not a list of whole numbers like 384,768,384");
                }
            }
            return new Integers(numbers.stream().mapToInt(Integer::intValue).toArray());
        }
    }

    /** Picocli formats descriptions, so % is doubled. */
    private String description(Param<?> parameter) {
        return OptionNames.inDoc(parameter.doc(), stage).replace("%", "%%");
    }

    private Object value(Param<?> parameter) {
        return value(stage, parameter);
    }

    private static Object value(Params owner, Param<?> parameter) {
        return owner.isDefined(parameter) ? owner.getOrDefault(parameter) : null;
    }

    private static String text(Object value) {
        if (value == null) {
            return null;
        }
        return value instanceof int[] numbers
                ? String.join(
                        ",", Arrays.stream(numbers).mapToObj(Integer::toString).toList())
                : value.toString();
    }

    private static Class<?> type(Param<?> parameter) {
        if (parameter instanceof IntParam) {
            return Integer.class;
        }
        if (parameter instanceof LongParam) {
            return Long.class;
        }
        if (parameter instanceof DoubleParam) {
            return Double.class;
        }
        if (parameter instanceof BooleanParam) {
            return Boolean.class;
        }
        return parameter instanceof IntArrayParam ? Integers.class : String.class;
    }

    private static String label(Param<?> parameter) {
        if (parameter instanceof BooleanParam) {
            return "true|false";
        }
        if (parameter instanceof IntArrayParam) {
            return "N,N,...";
        }
        Class<?> type = type(parameter);
        return type == String.class ? "NAME" : type == Double.class ? "NUMBER" : "N";
    }
}
