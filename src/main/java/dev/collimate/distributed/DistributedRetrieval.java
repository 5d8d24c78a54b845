package dev.collimate.distributed;

import dev.collimate.cluster.ClusterSize;
import dev.collimate.cluster.JobDescription;
import dev.collimate.cluster.KernelNames;
import dev.collimate.cluster.ResourceScope;
import dev.collimate.data.DocumentBlock;
import dev.collimate.data.RowChecks;
import dev.collimate.evaluation.QueryOutcomes;
import dev.collimate.evaluation.QueryRows;
import dev.collimate.evaluation.Ranking;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * All searches over all documents in one pass: queries are broadcast, every task keeps the best documents of each query
 * among its own, and these meet in one shuffle, by queries. The same bits for any number of executors, and whatever tasks
 * run twice: what is kept depends on the documents alone.
 */
public final class DistributedRetrieval {
    /**
     * Tasks of the pass, at most. Of n documents a task takes about k (1 + ln(n / k)) for one of the best k of a query before
     * it knows better, and the cosines of these are most of the work where tasks are many and small.
     */
    private static final int TASKS_PER_CORE = 2;

    private final JavaRDD<DocumentBlock> documents;
    private final int blockRows;
    private final QueryRows queries;
    private final List<RetrievalSearch> searches;
    private final BlasChoice blas;

    /**
     * What the pass found.
     *
     * @param outcomes in the order of the queries
     * @param checks of the documents
     * @param kernels what ran the matrix products, wherever tasks ran; each once
     */
    public record Found(List<QueryOutcomes> outcomes, RowChecks checks, List<String> kernels) {}

    /** What a task of the merge has: one of the two. */
    private record Merged(QueryOutcomes outcomes, RowChecks checks) implements Serializable {}

    /**
     * @param blockRows no block has more rows
     * @param searches the first is the new model's own
     */
    public DistributedRetrieval(
            JavaRDD<DocumentBlock> documents,
            int blockRows,
            QueryRows queries,
            List<RetrievalSearch> searches,
            BlasChoice blas) {
        this.documents = documents;
        this.blockRows = blockRows;
        this.queries = queries;
        this.searches = List.copyOf(searches);
        this.blas = blas;
    }

    /** Runs the pass. */
    public Found run(QueryOutcomes.Settings settings) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(documents.context());
        KernelNames kernels = new KernelNames();
        context.sc().register(kernels);
        kernels.add(Blas.of(blas).description());
        try (ResourceScope scope = new ResourceScope();
                JobDescription description = new JobDescription(context.sc(), "retrieval")) {
            Broadcast<List<DocumentSide>> sides =
                    scope.broadcast(context, DocumentSide.of(searches, queries, blockRows));
            Broadcast<QueryRows> asked = scope.broadcast(context, queries);
            SearchTask task = new SearchTask(
                    sides,
                    queries.count(),
                    settings.measures().depth() + 1,
                    queries.keys() != null,
                    blockRows,
                    blas,
                    kernels);
            int count = searches.size();
            List<Merged> merged = inFewTasks(context)
                    .mapPartitionsToPair(task::search)
                    .reduceByKey(new HashPartitioner(task.queryBlocks() + 1), SearchPart::merge)
                    .map(part -> measured(part._1(), part._2(), sides.value(), asked.value(), count, settings))
                    .collect();
            return found(merged, List.copyOf(kernels.value()));
        }
    }

    /** Spark asks for executors by the tasks that wait, so that few tasks would get few where it decides how many there are. */
    private JavaRDD<DocumentBlock> inFewTasks(JavaSparkContext context) {
        return context.getConf().getBoolean("spark.dynamicAllocation.enabled", false)
                ? documents
                : documents.coalesce(TASKS_PER_CORE * ClusterSize.concurrentTasks(context));
    }

    private static Merged measured(
            int block,
            SearchPart part,
            List<DocumentSide> sides,
            QueryRows queries,
            int searches,
            QueryOutcomes.Settings settings) {
        if (part.checks() != null) {
            return new Merged(null, part.checks());
        }
        int from = block * SearchTask.QUERY_BLOCK;
        int until = Math.min(from + SearchTask.QUERY_BLOCK, queries.count());
        QueryOutcomes.Rankings rankings = (search, query) -> ranking(part, sides, search, query, until - from);
        return new Merged(QueryOutcomes.of(queries, from, until, searches, rankings, settings), null);
    }

    /** @param width queries of each search that the part has */
    private static Ranking ranking(SearchPart part, List<DocumentSide> sides, int search, int query, int width) {
        for (int side = 0; side < sides.size(); side++) {
            int group = sides.get(side).indexOf(search);
            if (group >= 0) {
                return part.best().get(side).ranking(group * width + query);
            }
        }
        throw new IllegalArgumentException("there is no search " + search);
    }

    private static Found found(List<Merged> merged, List<String> kernels) {
        List<QueryOutcomes> outcomes = new ArrayList<>();
        RowChecks checks = new RowChecks();
        for (Merged each : merged) {
            if (each.checks() != null) {
                checks.merge(each.checks());
            } else {
                outcomes.add(each.outcomes());
            }
        }
        outcomes.sort(Comparator.comparingInt(QueryOutcomes::firstQuery));
        return new Found(outcomes, checks, kernels);
    }
}
