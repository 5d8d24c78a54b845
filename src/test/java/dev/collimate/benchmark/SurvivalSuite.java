package dev.collimate.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkTests;
import dev.collimate.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileUtil;

/**
 * Fits the default map and measures what share of search results survives it, with either side mapped: the tables of
 * src/site/retrieval.md, as the command prints them, the points of its picture, and least squares of both kinds. Its argument is
 * a folder with the folders train and test of pairs, columns text, x and y.
 */
public final class SurvivalSuite {
    private SurvivalSuite() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("expected the folder of pairs, with train and test in it");
        }
        String train = Path.of(arguments[0], "train").toString();
        String test = Path.of(arguments[0], "test").toString();
        BenchmarksFile page =
                BenchmarksFile.of(Path.of(System.getProperty("collimate.root", "."), "src", "site", "retrieval.md"));
        Path folder = Files.createTempDirectory("survival");
        try {
            tables(page, train, test, folder.resolve("model").toString());
            String table = new LeastSquaresTable(train, test, folder).text();
            page.replace("least squares", Machine.describe() + ":\n\n" + table);
        } finally {
            SparkTests.session().stop();
            FileUtil.fullyDelete(folder.toFile());
        }
    }

    private static void tables(BenchmarksFile page, String train, String test, String model) throws IOException {
        CommandRun.of("train", "--input", train, "--model", model).result();
        StringBuilder lines = new StringBuilder("mapped,search,k,recall\n");
        for (String mapped : List.of("query", "store")) {
            CommandRun run = retrieval(mapped, test, train, "--model", model, "--training", train);
            JsonNode result = run.result();
            String table = run.out().substring(0, run.out().lastIndexOf("{\"command\""));
            page.replace(mapped, Machine.describe() + ":\n\n```\n" + table.strip() + "\n```");
            result.get("searches").forEach(search -> append(lines, mapped, search));
        }
        page.writeFigures("recall.csv", lines.toString());
    }

    /** The command with all rows as documents and those of {@code input} as queries. */
    static CommandRun retrieval(String mapped, String input, String corpus, String... measured) {
        Stream<String> common =
                Stream.of("retrieval", "--input", input, "--corpus", corpus, "--key", "text", "--mapped", mapped);
        return CommandRun.of(Stream.concat(common, Stream.of(measured)).toArray(String[]::new));
    }

    /** The ceiling, which is 1 everywhere, is in no picture. */
    private static void append(StringBuilder lines, String mapped, JsonNode search) {
        String name = search.get("name").asText();
        for (int k : name.startsWith("ceiling") ? new int[0] : new int[] {1, 10, 100}) {
            lines.append(
                    String.format(Locale.ROOT, "%s,\"%s\",%d,%.4f%n", mapped, name, k, value(search, "recall@" + k)));
        }
    }

    static double value(JsonNode search, String measure) {
        return search.at("/measures/" + measure + "/value").asDouble();
    }
}
