package dev.collimate.distributed;

import dev.collimate.cluster.DriverBudget;
import dev.collimate.cluster.ExecutorBudget;
import dev.collimate.cluster.JobDescription;
import dev.collimate.cluster.OrderedJob;
import dev.collimate.cluster.ResourceScope;
import dev.collimate.data.BadDataException;
import dev.collimate.data.BadRows;
import dev.collimate.data.DocumentBlock;
import dev.collimate.data.PairShape;
import dev.collimate.data.RowChecks;
import dev.collimate.evaluation.QueryRows;
import dev.collimate.evaluation.RetrievalMeasures;
import dev.collimate.math.Precision;
import dev.collimate.rows.PairColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Documents that are searched, from several data sets, and the queries of the first of these. */
public final class DocumentSource {
    private final JavaRDD<DocumentBlock> input;
    private final JavaRDD<DocumentBlock> documents;
    private final PairShape shape;
    private final BlockDataset.Settings settings;
    private final int blockRows;
    private final boolean keyed;

    /**
     * Where documents come from.
     *
     * @param input has the queries
     * @param corpus more documents
     * @param corpusOnly whether the rows of the input are no documents
     * @param columns features and label alone
     * @param key column that tells documents apart; where it is empty, their places do
     */
    public record Tables(
            Dataset<Row> input,
            List<Dataset<Row>> corpus,
            boolean corpusOnly,
            PairColumns columns,
            Optional<String> key) {
        public Tables {
            corpus = List.copyOf(corpus);
        }

        /** Those whose rows are documents. */
        List<Dataset<Row>> documents() {
            List<Dataset<Row>> documents = new ArrayList<>(corpus);
            if (!corpusOnly) {
                documents.add(0, input);
            }
            return documents;
        }
    }

    private DocumentSource(
            JavaRDD<DocumentBlock> input,
            JavaRDD<DocumentBlock> documents,
            PairShape shape,
            BlockDataset.Settings settings,
            int blockRows,
            boolean keyed) {
        this.input = input;
        this.documents = documents;
        this.shape = shape;
        this.settings = settings;
        this.blockRows = blockRows;
        this.keyed = keyed;
    }

    /**
     * Pairs that are read already, whose checks have been enforced.
     *
     * @param input has the queries
     * @param corpus more documents, of the same shape
     */
    public static DocumentSource of(BlockDataset input, BlockDataset corpus) {
        JavaRDD<DocumentBlock> asking = documents(input, 0);
        return new DocumentSource(
                asking,
                asking.union(documents(corpus, input.partitions())),
                input.shape(),
                new BlockDataset.Settings(BadRows.SKIP, 0, 0, 1, false, Precision.FLOAT),
                Math.max(input.blockRows(), corpus.blockRows()),
                false);
    }

    private static JavaRDD<DocumentBlock> documents(BlockDataset dataset, int firstPartition) {
        return dataset.blocks()
                .mapPartitionsWithIndex(
                        (partition, blocks) -> DocumentBlock.of(blocks, firstPartition + partition), true);
    }

    /**
     * Looks at the first usable row of each data set.
     *
     * @throws IllegalArgumentException if columns are missing or of wrong types
     * @throws BadDataException if a data set has no usable row, or they have vectors of other lengths than the input
     */
    public static DocumentSource open(Tables tables, BadRows badRows, double maxSkippedFraction) {
        // A vector without a direction is nowhere near any other, on whichever side.
        BlockDataset.Settings settings =
                new BlockDataset.Settings(badRows, 0, 0, maxSkippedFraction, true, Precision.FLOAT);
        BlockSource first = BlockSource.open(tables.input(), tables.columns(), tables.key(), settings);
        PairShape shape = first.shape();
        JavaRDD<DocumentBlock> input = first.documents(shape, 0);
        int partitions = first.partitions();
        List<JavaRDD<DocumentBlock>> documents = new ArrayList<>();
        if (!tables.corpusOnly()) {
            documents.add(input);
        }
        for (Dataset<Row> table : tables.corpus()) {
            BlockSource source = BlockSource.open(table, tables.columns(), tables.key(), settings);
            requireSame(shape, source.shape());
            documents.add(source.documents(shape, partitions));
            partitions += source.partitions();
        }
        JavaRDD<DocumentBlock> all = documents.stream()
                .reduce(JavaRDD::union)
                .orElseThrow(() -> new IllegalArgumentException("there are no documents: name a corpus"));
        return new DocumentSource(
                input,
                all,
                shape,
                settings,
                shape.defaultBlockRows(),
                tables.key().isPresent());
    }

    private static void requireSame(PairShape shape, PairShape other) {
        if (!shape.equals(other)) {
            throw new BadDataException("the corpus has vectors of " + other.inputDim() + " and " + other.outputDim()
                    + " elements, but the input " + shape.inputDim() + " and " + shape.outputDim()
                    + "; documents and queries must come from the same two models");
        }
    }

    public PairShape shape() {
        return shape;
    }

    /** Of all data sets whose rows are documents, in their order. */
    public JavaRDD<DocumentBlock> documents() {
        return documents;
    }

    /** No block has more rows. */
    public int blockRows() {
        return blockRows;
    }

    /**
     * Applies the policy for bad rows to what the checks found.
     *
     * @throws BadDataException if no row is left, rows are bad and may not be skipped, or too many are
     */
    public void enforce(RowChecks checks) {
        checks.enforce(settings.badRows(), settings.maxSkippedFraction());
    }

    /**
     * Applies the policy for bad rows, and checks that there are enough documents to measure.
     *
     * @param checks of all documents
     * @throws BadDataException as {@link #enforce}, or if there are too few
     */
    public void requireDocuments(RowChecks checks, RetrievalMeasures measures, boolean keepOwn) {
        enforce(checks);
        int needed = measures.leastDocuments() + (keepOwn ? 0 : 1);
        if (checks.accepted() < needed) {
            throw new BadDataException("there are " + checks.accepted() + " documents, but the measures need at least "
                    + needed + ", the query's own among them; name a larger corpus or a smaller k");
        }
    }

    /**
     * Checks that there is memory for a search.
     *
     * @param parameters of all maps
     * @param searches of each query
     * @throws IllegalArgumentException if there is none, with what is needed, what there is and what to set
     * @throws BadDataException as {@link #requireDocuments}, which is looked at first where memory is short
     */
    public void requireRoom(long parameters, int searches, long queries, RetrievalMeasures measures, boolean keepOwn) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(documents.context());
        SearchMemory memory = new SearchMemory(
                parameters,
                searches,
                queries,
                measures.depth() + 1L,
                Math.max(shape.inputDim(), shape.outputDim()),
                keyed);
        memory.shortage(
                        DriverBudget.of(context, 0),
                        ExecutorBudget.of(context, 0),
                        "ask for a smaller k or fewer queries")
                .ifPresent(shortage -> {
                    requireDocuments(DocumentCount.of(documents), measures, keepOwn);
                    throw new IllegalArgumentException(shortage);
                });
    }

    /**
     * The rows of the input that ask: all of which something is known, or where there are more, {@code most} of them by a
     * pure hash of the seed and their number.
     *
     * @param requireRoom is told how many there will be, before they are read
     * @throws BadDataException as {@link #enforce}, of the input, or if nothing is known of any row
     */
    public QueryRows queries(RetrievalMeasures measures, int most, long seed, LongConsumer requireRoom) {
        try (JobDescription description = new JobDescription(input.context(), "retrieval · queries");
                ResourceScope scope = new ResourceScope()) {
            Broadcast<RetrievalMeasures> asked =
                    scope.broadcast(JavaSparkContext.fromSparkContext(input.context()), measures);
            RowChecks checks = new RowChecks();
            List<Long> starts = new ArrayList<>(List.of(0L));
            OrderedJob.<DocumentBlock, ChosenRows.Count>run(
                    input, (partition, blocks) -> ChosenRows.count(blocks, asked.value()), found -> {
                        checks.merge(found.checks());
                        starts.add(starts.get(starts.size() - 1) + found.known());
                    });
            enforce(checks);
            long[] firstRows = starts.stream().mapToLong(Long::longValue).toArray();
            long available = firstRows[firstRows.length - 1];
            if (available == 0) {
                throw new BadDataException("none of the " + checks.accepted() + " rows of the input has a relevant"
                        + " document; judgements must name queries by the keys of the input");
            }
            requireRoom.accept(Math.min(most, available));
            List<ChosenRows> chosen = new ArrayList<>();
            OrderedJob.<DocumentBlock, ChosenRows>run(
                    input,
                    (partition, blocks) -> ChosenRows.of(
                            blocks, asked.value(), firstRows[partition], new ChosenRows.Draw(most, available, seed)),
                    chosen::add);
            return ChosenRows.joined(chosen, shape, available, checks.accepted() - available);
        }
    }
}
