package dev.collimate.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * Options made from the parameters of a Spark ML stage: {@code maxIter} becomes {@code --max-iter}, with the parameter's
 * own doc, rule and default, so that nothing about a parameter is written twice.
 */
final class ParameterOptions {
    private final Map<Param<?>, Object> values = new LinkedHashMap<>();

    /** Adds an option for every parameter of {@code stage} that {@code command} has no option for yet. */
    void addTo(CommandSpec command, Params stage) {
        for (Param<?> parameter : stage.params()) {
            String option = optionName(parameter);
            if (command.findOption(option) == null) {
                command.addOption(option(option, parameter, stage));
            }
        }
    }

    /**
     * Sets what the user gave.
     *
     * @throws IllegalArgumentException if a value breaks the parameter's rule; the message names the option
     */
    void applyTo(Params stage) {
        values.forEach((parameter, value) -> {
            if (value != null && !value.equals(defaultValue(parameter, stage))) {
                set(stage, parameter.name(), value);
            }
        });
    }

    /** Sets one parameter; a broken rule is told in the name of the option. */
    static void set(Params stage, String name, Object value) {
        Param<Object> parameter = stage.getParam(name);
        try {
            stage.set(parameter, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    ErrorLine.firstLine(e.getMessage()).replaceFirst("^" + name + "\\b", optionName(parameter)), e);
        }
    }

    static String optionName(Param<?> parameter) {
        return "--" + parameter.name().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private OptionSpec option(String name, Param<?> parameter, Params stage) {
        Object defaultValue = defaultValue(parameter, stage);
        return OptionSpec.builder(name)
                .paramLabel(label(parameter))
                .arity("1")
                .description(parameter.doc().replace("%", "%%"))
                .type(type(parameter))
                .converters(parameter instanceof IntArrayParam ? ParameterOptions::integers : null)
                .defaultValue(defaultValue == null ? null : text(defaultValue))
                .setter(new ISetter() {
                    @Override
                    @SuppressWarnings("unchecked")
                    public <T> T set(T value) {
                        return (T) values.put(parameter, value);
                    }
                })
                .build();
    }

    private static Object defaultValue(Param<?> parameter, Params stage) {
        var value = stage.getDefault(parameter);
        return value.isDefined() ? value.get() : null;
    }

    private static String text(Object value) {
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
        return parameter instanceof IntArrayParam ? int[].class : String.class;
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

    private static int[] integers(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            try {
                numbers.add(Integer.parseInt(part.strip()));
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not a list of whole numbers like 384,768,384");
            }
        }
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
