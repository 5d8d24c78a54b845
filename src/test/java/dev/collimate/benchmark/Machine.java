package dev.collimate.benchmark;

import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Stream;

/** What a figure was measured on. */
public final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    private Machine() {}

    /** Processor, cores, system, Java, BLAS and the day, in one line. */
    public static String describe() throws IOException {
        return processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", Java "
                + System.getProperty("java.version") + ", BLAS "
                + Blas.of(BlasChoice.AUTO).description() + ", "
                + LocalDate.now(ZoneOffset.UTC).format(DAY);
    }

    private static String processor() throws IOException {
        if (!Files.isReadable(PROCESSORS)) {
            return "processor unknown";
        }
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("processor unknown");
        }
    }
}
