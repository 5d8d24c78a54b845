package dev.collimate.cli;

import dev.collimate.ml.AngularRegressionModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The vectors of all rows, at unit length, by which each search of the retrieval command asks and is asked.
 *
 * @param maps by the names of their searches
 * @param mapped x of all rows by each map
 */
record SearchedVectors(Map<String, String> maps, double[][] x, double[][] y, Map<String, double[][]> mapped) {
    /** Options of train that fit the maps which retrieval fits itself. */
    private static final Map<String, String> BASELINES = Map.of(
            "orthogonal", "--map orthogonal --fit-intercept false",
            "orthogonal, centred", "--map orthogonal",
            "least squares", "--map linear --solver closed-form");

    /** What asks and what is asked: a vector of each row. */
    record Sides(double[][] asking, double[][] asked) {}

    /**
     * Fits the baselines and the model.
     *
     * @param rows all, with x and y, in the order of their vectors
     * @param train pairs that the maps are fitted to
     * @param model options of train for the model itself
     * @param folder that models are written to
     */
    static SearchedVectors fit(SparkSession spark, Dataset<Row> rows, String train, String model, String folder) {
        Map<String, String> options = new LinkedHashMap<>(BASELINES);
        options.put("the model", model);
        Map<String, String> maps = new LinkedHashMap<>();
        Map<String, double[][]> mapped = new LinkedHashMap<>();
        options.forEach((name, words) -> {
            String path = folder + "/" + name.replace(", ", "-").replace(' ', '-');
            CommandRun.on(spark, Arguments.of("train " + words, "--input", train, "--model", path))
                    .result();
            maps.put(name, path);
            mapped.put(
                    name,
                    PlainRetrieval.units(
                            AngularRegressionModel.load(path)
                                    .transform(rows)
                                    .select("prediction")
                                    .collectAsList(),
                            0));
        });
        List<Row> pairs = rows.select("x", "y").collectAsList();
        return new SearchedVectors(maps, PlainRetrieval.units(pairs, 0), PlainRetrieval.units(pairs, 1), mapped);
    }

    /** The folder of the model itself. */
    String model() {
        return maps.get("the model");
    }

    /**
     * The vectors of a search.
     *
     * @param search its name in the result
     * @param side that is mapped, query or store
     */
    Sides of(String search, String side) {
        if (search.equals("ceiling: y asks y")) {
            return new Sides(y, y);
        }
        if (search.equals("do nothing: x asks x")) {
            return new Sides(x, x);
        }
        boolean query = side.equals("query");
        boolean swap = search.equals("naive swap: " + (query ? "x asks y" : "y asks x"));
        if (!swap && !mapped.containsKey(search)) {
            throw new IllegalStateException("there are no plain vectors of the search '" + search + "'; known are "
                    + mapped.keySet() + ", doing nothing, the naive swap and the ceiling; add it here");
        }
        double[][] map = swap ? x : mapped.get(search);
        return query ? new Sides(map, y) : new Sides(y, map);
    }
}
