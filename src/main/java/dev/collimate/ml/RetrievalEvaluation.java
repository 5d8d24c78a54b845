package dev.collimate.ml;

import dev.collimate.cluster.ResourceScope;
import dev.collimate.data.BadRows;
import dev.collimate.data.PairShape;
import dev.collimate.data.RowChecks;
import dev.collimate.distributed.DistributedEvaluation;
import dev.collimate.distributed.DistributedEvaluation.PredictorFactory;
import dev.collimate.distributed.DistributedRetrieval;
import dev.collimate.distributed.DocumentSource;
import dev.collimate.distributed.MappedSide;
import dev.collimate.distributed.RetrievalSearch;
import dev.collimate.evaluation.QueryOutcomes;
import dev.collimate.evaluation.QueryRows;
import dev.collimate.evaluation.Ranking;
import dev.collimate.evaluation.RetrievalMeasures;
import dev.collimate.evaluation.RetrievalSummary;
import dev.collimate.fit.Baseline;
import dev.collimate.fit.FittedMap;
import dev.collimate.map.VectorMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.Floats;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;

/** Measures what share of search results survives a map, or predictions that are there. */
public final class RetrievalEvaluation {
    private final Settings settings;

    /**
     * How it is measured.
     *
     * @param mapped the side that is mapped
     * @param keepOwn whether a query's own document counts like any other
     * @param maxQueries rows that ask, at most
     * @param keptDepth documents of each ranking of what is measured to keep; 0 for none
     * @param seed of the sample of queries and of intervals
     * @param maxSkippedFraction the largest share of the rows that may be skipped, in [0, 1]
     */
    public record Settings(
            RetrievalMeasures measures,
            MappedSide mapped,
            boolean keepOwn,
            int maxQueries,
            int keptDepth,
            long seed,
            BadRows badRows,
            double maxSkippedFraction,
            BlasChoice blas) {}

    /**
     * What was found.
     *
     * @param queries the rows that asked
     * @param values of what is measured, by query and measure; null in place of the measures of a query that counts in no
     *     mean
     * @param kept rankings of what is measured, by query; none unless asked for
     * @param documents the checks of their rows
     * @param kernels what ran the matrix products; each once
     */
    public record Result(
            RetrievalSummary summary,
            QueryRows queries,
            List<double[]> values,
            List<Ranking> kept,
            RowChecks documents,
            List<String> kernels) {
        /** The values of a measure, by query; NaN for one that counts in no mean. */
        public double[] values(String measure) {
            int number = summary.measures().indexOf(measure);
            return values.stream()
                    .mapToDouble(of -> of == null ? Double.NaN : of[number])
                    .toArray();
        }
    }

    public RetrievalEvaluation(Settings settings) {
        this.settings = settings;
    }

    /**
     * Measures a model beside baselines.
     *
     * @param name of the model's search
     * @throws IllegalArgumentException if the dimensions are not the model's, or the corpus is too small
     */
    public Result ofModel(
            String name, AngularRegressionModel model, List<Baseline> baselines, DocumentSource.Tables tables) {
        Map<String, FittedMap> maps = new LinkedHashMap<>();
        baselines.forEach(baseline -> maps.put(baseline.name(), baseline.fitted()));
        maps.put(name, model.fitted());
        DocumentSource source = open(tables);
        try (ResourceScope scope = new ResourceScope()) {
            Map<String, PredictorFactory> predictors = new LinkedHashMap<>();
            JavaSparkContext context =
                    JavaSparkContext.fromSparkContext(source.documents().context());
            maps.forEach((mapName, fitted) -> {
                requireDimensions(mapName, fitted.map(), source.shape());
                predictors.put(
                        mapName,
                        DistributedEvaluation.map(
                                fitted.map(), Floats.of(fitted.parameters()), settings.blas(), context, scope));
            });
            long parameters = maps.values().stream()
                    .mapToLong(fitted -> fitted.parameters().length)
                    .sum();
            return measure(source, settings.mapped().searches(source.shape(), predictors), parameters);
        }
    }

    /**
     * Measures predictions that are there: the features column of the tables holds them.
     *
     * @param name of their search
     * @throws IllegalArgumentException if predictions and actuals differ in length, or the corpus is too small
     */
    public Result ofPredictions(String name, DocumentSource.Tables tables) {
        DocumentSource source = open(tables);
        PairShape shape = source.shape();
        if (shape.inputDim() != shape.outputDim()) {
            throw PairEvaluation.otherLength(tables.columns(), shape.inputDim(), shape.outputDim());
        }
        return measure(source, settings.mapped().searchesOfPredictions(name), 0);
    }

    /**
     * As {@link #ofPredictions(String, DocumentSource.Tables)}, beside what is found with the inputs that they were made from.
     *
     * @param tables that {@code both} has joined
     */
    public Result ofPredictions(String name, InputsAndPredictions both, DocumentSource.Tables tables) {
        DocumentSource source = open(tables);
        return measure(
                source, both.searches(settings.mapped(), name, tables.columns().label(), source.shape()), 0);
    }

    private DocumentSource open(DocumentSource.Tables tables) {
        return DocumentSource.open(tables, settings.badRows(), settings.maxSkippedFraction());
    }

    /** @param parameters of all maps */
    private Result measure(DocumentSource source, List<RetrievalSearch> searches, long parameters) {
        QueryRows queries = source.queries(
                settings.measures(),
                settings.maxQueries(),
                settings.seed(),
                count -> source.requireRoom(
                        parameters, searches.size(), count, settings.measures(), settings.keepOwn()));
        DistributedRetrieval.Found found = new DistributedRetrieval(
                        source.documents(), source.blockRows(), queries, searches, settings.blas())
                .run(new QueryOutcomes.Settings(
                        settings.measures(),
                        settings.keepOwn(),
                        settings.keptDepth() > 0 ? searches.size() - 1 : -1,
                        settings.keptDepth()));
        source.requireDocuments(found.checks(), settings.measures(), settings.keepOwn());
        List<String> names = searches.stream().map(RetrievalSearch::name).toList();
        RetrievalSummary summary = RetrievalSummary.of(
                settings.measures(),
                names,
                found.outcomes(),
                names.indexOf(MappedSide.DO_NOTHING),
                found.checks().accepted(),
                settings.seed());
        List<Ranking> kept = found.outcomes().stream()
                .flatMap(outcome -> Arrays.stream(outcome.kept()))
                .toList();
        List<double[]> values = found.outcomes().stream()
                .flatMap(outcome -> Arrays.stream(outcome.values()[searches.size() - 1]))
                .toList();
        return new Result(summary, queries, values, kept, found.checks(), found.kernels());
    }

    private static void requireDimensions(String name, VectorMap map, PairShape shape) {
        if (map.inputDim() != shape.inputDim() || map.outputDim() != shape.outputDim()) {
            throw new IllegalArgumentException(name + " maps vectors of " + map.inputDim() + " to " + map.outputDim()
                    + " elements, but the data has vectors of " + shape.inputDim() + " and " + shape.outputDim());
        }
    }
}
