package dev.collimate.distributed;

import dev.collimate.cluster.KernelNames;
import dev.collimate.data.DocumentBlock;
import dev.collimate.data.RowChecks;
import dev.collimate.evaluation.BlockPredictor;
import dev.collimate.evaluation.BlockSearch;
import dev.collimate.evaluation.TopK;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.FloatMatrix;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Searches the documents of one partition. Holds so many documents a query, and one block of them.
 *
 * @param queries of one search
 * @param depth documents to keep of each
 * @param keyed whether documents have keys
 * @param blockRows no block has more rows
 * @param kernels is told what runs the products
 */
record SearchTask(
        Broadcast<List<DocumentSide>> sides,
        int queries,
        int depth,
        boolean keyed,
        int blockRows,
        BlasChoice blas,
        KernelNames kernels)
        implements Serializable {
    /** Queries that meet in one task of the merge. */
    static final int QUERY_BLOCK = 128;

    /** Tasks of the merge that have queries; the one after them has the checks of rows. */
    int queryBlocks() {
        return (queries + QUERY_BLOCK - 1) / QUERY_BLOCK;
    }

    /** What was found, by block of queries, and what the checks found. */
    Iterator<Tuple2<Integer, SearchPart>> search(Iterator<DocumentBlock> blocks) {
        kernels.add(Blas.of(blas).description());
        List<BlockPredictor> vectors = new ArrayList<>();
        List<TopK> best = new ArrayList<>();
        List<BlockSearch> searches = new ArrayList<>();
        for (DocumentSide side : sides.value()) {
            TopK kept = new TopK(side.queries().rows(), depth, keyed);
            best.add(kept);
            vectors.add(side.documents().create(blockRows));
            searches.add(new BlockSearch(Blas.of(blas), side.queries(), kept, blockRows));
        }
        RowChecks checks = new RowChecks();
        while (blocks.hasNext()) {
            DocumentBlock block = blocks.next();
            checks.merge(block.checked().checks());
            for (int i = 0; i < searches.size() && block.pairs().rows() > 0; i++) {
                FloatMatrix documents = (FloatMatrix) vectors.get(i).predict(block.pairs());
                searches.get(i).add(documents, block.firstPosition(), block.keys());
            }
        }
        return parts(best, checks).iterator();
    }

    private List<Tuple2<Integer, SearchPart>> parts(List<TopK> best, RowChecks checks) {
        List<Tuple2<Integer, SearchPart>> parts = new ArrayList<>();
        for (int block = 0; block < queryBlocks(); block++) {
            int from = block * QUERY_BLOCK;
            int until = Math.min(from + QUERY_BLOCK, queries);
            parts.add(new Tuple2<>(
                    block,
                    new SearchPart(
                            best.stream()
                                    .map(kept -> kept.slice(from, until, queries))
                                    .toList(),
                            null)));
        }
        parts.add(new Tuple2<>(queryBlocks(), new SearchPart(List.of(), checks)));
        return parts;
    }
}
