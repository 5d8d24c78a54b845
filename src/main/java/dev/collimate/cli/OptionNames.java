package dev.collimate.cli;

import dev.collimate.data.Message;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import picocli.CommandLine.Model.CommandSpec;

/** The one place where what messages name gets the names that it has on the command line. */
final class OptionNames {
    private static final Pattern CAMEL_CASE = Pattern.compile("\\b[a-z]+(?:[A-Z][a-z]*)+\\b");

    /** All ways to hold rows out, of which rows of their own are of the command line alone. */
    static final String HOLD_OUT = "--validation, --validation-fraction or --validation-indicator-col";

    private static final String SPARK = "spark.";
    private static final String JARS = "spark.jars";
    private static final String PACKAGES = "spark.jars.packages";

    private OptionNames() {}

    static String of(Param<?> parameter) {
        return ofName(parameter.name());
    }

    /**
     * The names of parameters as options of {@code command}, whether they were made from parameters or are its own; those that
     * it does not offer stay. Settings of Spark's stand before the command.
     */
    static UnaryOperator<String> of(CommandSpec command) {
        return name -> name.startsWith(SPARK) ? ofSetting(name) : ofOption(name, command);
    }

    /** As {@link #of(CommandSpec)} for train, of which other commands may tell more than they take. */
    static UnaryOperator<String> ofTrain() {
        return name -> name.startsWith(SPARK) ? ofSetting(name) : optionName(name);
    }

    private static String ofOption(String name, CommandSpec command) {
        String option = optionName(name);
        return option.equals(HOLD_OUT) || command.findOption(option) != null ? option : name;
    }

    private static String optionName(String name) {
        return switch (name) {
            // A program has the cause of a failure; a user sees it by an option.
            case Message.CAUSE -> CommonOptions.VERBOSE;
            case Message.HELD_OUT -> HOLD_OUT;
            default -> ofName(name);
        };
    }

    private static String ofSetting(String setting) {
        String option = setting.equals(JARS)
                ? "--jars or --packages"
                : setting.startsWith(PACKAGES)
                        ? ("--packages " + setting.substring(PACKAGES.length()).replaceFirst("=", "")).strip()
                        : "--conf " + setting;
        return option + " before the command";
    }

    private static String ofName(String name) {
        return "--" + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** The doc of a parameter of {@code stage}, with the other parameters that it names as options. */
    static String inDoc(String doc, Params stage) {
        return CAMEL_CASE
                .matcher(doc)
                .replaceAll(match -> Matcher.quoteReplacement(
                        stage.hasParam(match.group()) ? of(stage.getParam(match.group())) : match.group()));
    }
}
