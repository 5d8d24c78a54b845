package dev.collimate.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.HashRandom;
import org.junit.jupiter.api.Test;

/** A search over blocks finds what a plain double loop over all documents finds, in the same order. */
class BlockSearchTest {
    private static final int DIM = 37;
    private static final int DOCUMENTS = 900;
    private static final int QUERIES = 40;
    private static final int DEPTH = 25;

    @Test
    void whatIsFoundIsThatOfAPlainLoopForAnyBlockAndKernel() {
        FloatMatrix documents = crowded(DOCUMENTS, 1);
        FloatMatrix queries = crowded(QUERIES, 2);
        long[][] expected = plainLoop(queries, documents);
        for (BlasChoice blas : BlasChoice.values()) {
            for (int blockRows : new int[] {1, 7, 128, DOCUMENTS}) {
                TopK found = search(Blas.of(blas), queries, documents, blockRows);
                for (int query = 0; query < QUERIES; query++) {
                    assertThat(found.ranking(query).positions())
                            .as("%s, blocks of %d, query %d", blas, blockRows, query)
                            .isEqualTo(expected[query]);
                }
            }
        }
    }

    @Test
    void lengthsOfAnySizeChangeNothing() {
        FloatMatrix documents = crowded(DOCUMENTS, 3);
        FloatMatrix queries = crowded(QUERIES, 4);
        TopK expected = search(Blas.of(BlasChoice.AUTO), queries, documents, 100);
        for (float length : new float[] {0x1p-100f, 0x1p100f}) {
            FloatMatrix scaled = new FloatMatrix(DOCUMENTS, DIM);
            scaled.copyFrom(documents);
            for (int i = 0; i < DOCUMENTS * DIM; i++) {
                scaled.data()[i] *= length;
            }
            TopK found = search(Blas.of(BlasChoice.AUTO), queries, scaled, 100);
            for (int query = 0; query < QUERIES; query++) {
                assertThat(found.ranking(query).positions())
                        .isEqualTo(expected.ranking(query).positions());
            }
        }
    }

    @Test
    void aZeroVectorHasTheCosineZeroWithAll() {
        FloatMatrix documents = new FloatMatrix(3, 2);
        documents.set(0, 0, -1);
        documents.set(2, 0, 1);
        FloatMatrix queries = new FloatMatrix(2, 2);
        queries.set(0, 0, 3);
        TopK best = new TopK(2, 3, false);
        new BlockSearch(Blas.of(BlasChoice.AUTO), UnitRows.of(queries), best, 3).add(documents, 10, null);
        assertThat(best.ranking(0).positions()).containsExactly(12, 11, 10);
        assertThat(best.ranking(0).scores()).containsExactly(1, 0, -1);
        assertThat(best.ranking(1).positions()).containsExactly(10, 11, 12);
    }

    private static TopK search(Blas blas, FloatMatrix queries, FloatMatrix documents, int blockRows) {
        TopK best = new TopK(queries.rows(), DEPTH, false);
        BlockSearch search = new BlockSearch(blas, UnitRows.of(queries), best, blockRows);
        for (int from = 0; from < documents.rows(); from += blockRows) {
            int until = Math.min(from + blockRows, documents.rows());
            search.add((FloatMatrix) documents.rowRange(from, until), from, null);
        }
        return best;
    }

    /** Vectors so near each other that float scores cannot tell many of them apart, and some that are equal. */
    private static FloatMatrix crowded(int rows, long seed) {
        FloatMatrix vectors = new FloatMatrix(rows, DIM);
        for (int i = 0; i < rows; i++) {
            int source = i % 10 == 9 ? i - 1 : i;
            for (int j = 0; j < DIM; j++) {
                double centre = HashRandom.gaussian(99, (source % 5) * DIM + j);
                vectors.set(i, j, centre + 1e-4 * HashRandom.gaussian(seed, (long) source * DIM + j));
            }
        }
        return vectors;
    }

    /** The best documents of each query by plain selection; of equal scores the earlier one. */
    private static long[][] plainLoop(FloatMatrix queries, FloatMatrix documents) {
        UnitRows asking = UnitRows.of(queries);
        UnitRows asked = UnitRows.of(documents);
        long[][] found = new long[queries.rows()][DEPTH];
        for (int query = 0; query < queries.rows(); query++) {
            boolean[] taken = new boolean[documents.rows()];
            for (int rank = 0; rank < DEPTH; rank++) {
                int best = -1;
                for (int i = 0; i < documents.rows(); i++) {
                    if (!taken[i] && (best < 0 || asking.cosine(query, asked, i) > asking.cosine(query, asked, best))) {
                        best = i;
                    }
                }
                taken[best] = true;
                found[query][rank] = best;
            }
        }
        return found;
    }
}
