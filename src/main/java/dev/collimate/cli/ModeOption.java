package dev.collimate.cli;

import dev.collimate.tables.OutputMode;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What to do where the output exists. */
final class ModeOption {
    @Option(
            names = "--mode",
            converter = Converter.class,
            paramLabel = "NAME",
            description =
                    "if the output exists: errorifexists, overwrite (the old output stays until the new one is complete)"
                            + " or, for data, append")
    private OutputMode mode = OutputMode.ERRORIFEXISTS;

    /** Names what is allowed as it is written. */
    static final class Converter implements ITypeConverter<OutputMode> {
        @Override
        public OutputMode convert(String name) {
            return Arrays.stream(OutputMode.values())
                    .filter(value -> value.toString().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("must be one of "
                            + Arrays.stream(OutputMode.values())
                                    .map(OutputMode::toString)
                                    .collect(Collectors.joining(", "))
                            + ", but was '" + name + "'"));
        }
    }

    OutputMode value() {
        return mode;
    }
}
