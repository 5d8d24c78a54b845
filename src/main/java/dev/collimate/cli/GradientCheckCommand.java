package dev.collimate.cli;

import dev.collimate.gradcheck.GradientCheck;
import dev.collimate.gradcheck.GradientCheck.Outcome;
import dev.collimate.report.Result;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks gradients; starts no Spark. */
@Command(
        name = "gradcheck",
        description = "Compares the gradient of every loss through every map with central differences in double"
                + " precision, on random, tiny, huge, nearly parallel, nearly opposite and nearly orthogonal rows. Fails"
                + " where a relative error is above " + GradientCheck.TOLERANCE + ".")
final class GradientCheckCommand extends ResultCommand {
    @Option(names = "--seed", paramLabel = "N", description = "seed of the random parameters and rows")
    private long seed = 0;

    GradientCheckCommand(Environment surroundings) {
        super(surroundings);
    }

    @Override
    Result result() {
        List<Outcome> outcomes = GradientCheck.all(seed);
        print(outcomes, surroundings().out());
        return judged(outcomes, seed);
    }

    /** A failure if an error is above the tolerance. */
    static Result judged(List<Outcome> outcomes, long seed) {
        double worst = worst(outcomes);
        Result result = Result.of("gradcheck")
                .put("checks", outcomes.size())
                .put("maxRelativeError", worst)
                .put("tolerance", GradientCheck.TOLERANCE)
                .put("seed", seed);
        return worst <= GradientCheck.TOLERANCE ? result : result.asFailure();
    }

    private static void print(List<Outcome> outcomes, PrintStream out) {
        List<String> maps = outcomes.stream().map(Outcome::mapKind).distinct().toList();
        out.println("Largest relative error of the gradient:");
        print("loss", outcomes, Outcome::loss, maps, out);
        print("rows", outcomes, outcome -> outcome.rows().label(), maps, out);
    }

    /** A line for every value of {@code key}, a column for every map. */
    private static void print(
            String title, List<Outcome> outcomes, Function<Outcome, String> key, List<String> maps, PrintStream out) {
        StringBuilder header = new StringBuilder(String.format("  %-18s", title));
        maps.forEach(map -> header.append(String.format(" %10s", map)));
        out.println(header);
        for (String value : outcomes.stream().map(key).distinct().toList()) {
            StringBuilder line = new StringBuilder(String.format("  %-18s", value));
            for (String map : maps) {
                double worst = worst(outcomes.stream()
                        .filter(outcome -> key.apply(outcome).equals(value)
                                && outcome.mapKind().equals(map))
                        .toList());
                line.append(String.format(Locale.ROOT, " %10.1e", worst));
            }
            out.println(line);
        }
    }

    /** NaN if there is one. */
    private static double worst(List<Outcome> outcomes) {
        return outcomes.stream().mapToDouble(Outcome::relativeError).reduce(0, Math::max);
    }
}
