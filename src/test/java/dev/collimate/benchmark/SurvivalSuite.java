package dev.collimate.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkTests;
import dev.collimate.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Fits the default map and measures what share of search results survives it, with either side mapped: the tables of
 * src/site/retrieval.md, as the command prints them, and the points of its picture. Its argument is a folder with the folders
 * train and test of pairs, columns text, x and y.
 */
public final class SurvivalSuite {
    private SurvivalSuite() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("expected the folder of pairs, with train and test in it");
        }
        String train = Path.of(arguments[0], "train").toString();
        String test = Path.of(arguments[0], "test").toString();
        String model = Files.createTempDirectory("survival").resolve("model").toString();
        CommandRun.of("train", "--input", train, "--model", model).result();
        BenchmarksFile page =
                BenchmarksFile.of(Path.of(System.getProperty("collimate.root", "."), "src", "site", "retrieval.md"));
        StringBuilder lines = new StringBuilder("mapped,search,k,recall\n");
        for (String mapped : List.of("query", "store")) {
            CommandRun run = CommandRun.of(
                    "retrieval",
                    "--model",
                    model,
                    "--input",
                    test,
                    "--corpus",
                    train,
                    "--training",
                    train,
                    "--key",
                    "text",
                    "--mapped",
                    mapped);
            JsonNode result = run.result();
            String table = run.out().substring(0, run.out().lastIndexOf("{\"command\""));
            page.replace(mapped, "```\n" + table.strip() + "\n```");
            result.get("searches").forEach(search -> append(lines, mapped, search));
        }
        page.writeFigures("recall.csv", lines.toString());
        SparkTests.session().stop();
    }

    /** The ceiling, which is 1 everywhere, is in no picture. */
    private static void append(StringBuilder lines, String mapped, JsonNode search) {
        String name = search.get("name").asText();
        for (int k : name.startsWith("ceiling") ? new int[0] : new int[] {1, 10, 100}) {
            lines.append(String.format(
                    Locale.ROOT,
                    "%s,\"%s\",%d,%.4f%n",
                    mapped,
                    name,
                    k,
                    search.at("/measures/recall@" + k + "/value").asDouble()));
        }
    }
}
