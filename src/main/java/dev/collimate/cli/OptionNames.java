package dev.collimate.cli;

import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The one place where parameters of Spark ML stages get the names that they have on the command line. Each option that was
 * made from a parameter carries it as its user object.
 */
final class OptionNames {
    private static final Pattern CAMEL_CASE = Pattern.compile("\\b[a-z]+(?:[A-Z][a-z]*)+\\b");

    private OptionNames() {}

    static String of(Param<?> parameter) {
        return "--" + parameter.name().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** The names of parameters as options of {@code command}; those that it does not offer stay. */
    static UnaryOperator<String> of(CommandSpec command) {
        return name -> command.options().stream()
                .filter(option -> option.userObject() instanceof Param<?> parameter
                        && parameter.name().equals(name))
                .map(option -> option.longestName())
                .findFirst()
                .orElse(name);
    }

    /** The doc of a parameter of {@code stage}, with the other parameters that it names as options. */
    static String inDoc(String doc, Params stage) {
        return CAMEL_CASE
                .matcher(doc)
                .replaceAll(match -> Matcher.quoteReplacement(
                        stage.hasParam(match.group()) ? of(stage.getParam(match.group())) : match.group()));
    }
}
