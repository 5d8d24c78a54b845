package dev.collimate.evaluation;

import dev.collimate.math.Blas;
import dev.collimate.math.FloatMatrix;

/**
 * Finds the nearest documents of queries by cosine, exactly, a block of documents at a time: a product in float says which
 * documents may be near enough, and the cosine of those is taken again in double. A float product of unit vectors of d
 * elements is off by at most (d + 3) units of rounding, whatever the order of its sums (Higham, "Accuracy and Stability of
 * Numerical Algorithms", 2002, section 3.1), so none is missed. Not safe for several threads.
 */
public final class BlockSearch {
    /** Queries of one product: its scores stay in the cache until they are read. */
    private static final int QUERY_ROWS = 512;

    private static final double UNIT_ROUNDOFF = 0x1.0p-24;

    private final Blas blas;
    private final UnitRows queries;
    private final TopK best;
    private final UnitRows documents;
    private final FloatMatrix scores;
    private final double margin;

    /**
     * @param best as many queries as there are; filled here
     * @param maxRows documents of a block, at most
     */
    public BlockSearch(Blas blas, UnitRows queries, TopK best, int maxRows) {
        this.blas = blas;
        this.queries = queries;
        this.best = best;
        this.documents = new UnitRows(maxRows, queries.dim());
        this.scores = new FloatMatrix(Math.min(QUERY_ROWS, queries.rows()), maxRows);
        this.margin = margin(queries.dim());
    }

    /** How far a float score may be from the exact one, and a little more. */
    private static double margin(int dim) {
        double roundings = (dim + 8) * UNIT_ROUNDOFF;
        return 1.01 * roundings / (1 - roundings);
    }

    /**
     * Searches among the documents of a block too.
     *
     * @param vectors rows x dim; not changed
     * @param firstPosition of the first of them
     * @param keys one a row; null where they have none
     */
    public void add(FloatMatrix vectors, long firstPosition, byte[][] keys) {
        documents.fill(vectors);
        int rows = vectors.rows();
        if (rows == 0) {
            return;
        }
        for (int from = 0; from < queries.rows(); from += QUERY_ROWS) {
            int until = Math.min(from + QUERY_ROWS, queries.rows());
            FloatMatrix products = scores.view(0, until - from, rows);
            blas.gemm(false, true, 1, queries.unit(from, until), documents.unit(0, rows), 0, products);
            for (int query = from; query < until; query++) {
                select(query, products.data(), products.rowOffset(query - from), firstPosition, keys);
            }
        }
    }

    private void select(int query, float[] products, int start, long firstPosition, byte[][] keys) {
        float threshold = threshold(query);
        int rows = documents.rows();
        for (int i = 0; i < rows; i++) {
            if (products[start + i] >= threshold) {
                double cosine = queries.cosine(query, documents, i);
                best.offer(query, cosine, firstPosition + i, keys == null ? null : keys[i]);
                threshold = threshold(query);
            }
        }
    }

    private float threshold(int query) {
        return Math.nextDown((float) (best.floor(query) - margin));
    }
}
