package dev.collimate.distributed;

import dev.collimate.data.DocumentBlock;
import dev.collimate.data.PairBlock;
import dev.collimate.data.PairShape;
import dev.collimate.data.RowChecks;
import dev.collimate.evaluation.QueryRows;
import dev.collimate.evaluation.RetrievalMeasures;
import dev.collimate.math.FloatMatrix;
import dev.collimate.math.HashPermutation;
import dev.collimate.math.Matrix;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongPredicate;

/** The rows of a partition that are chosen as queries. Not safe for several threads. */
final class ChosenRows implements Serializable {
    private static final long serialVersionUID = 1L;

    // Array lists, which are serializable.
    @SuppressWarnings("serial")
    private final List<Row> rows = new ArrayList<>();

    private record Row(float[] input, float[] actual, long position, byte[] key) implements Serializable {}

    /** What a partition has: the checks of its rows, and how many are known of. */
    record Count(RowChecks checks, long known) implements Serializable {}

    /**
     * Which rows are drawn.
     *
     * @param most so many, or all if there are fewer
     * @param available rows of all partitions that are known of
     */
    record Draw(int most, long available, long seed) {
        /** Says of a row's number among those that are known of whether it is drawn. */
        LongPredicate rule() {
            HashPermutation permutation = new HashPermutation(seed, available);
            return number -> available <= most || permutation.image(number) < most;
        }
    }

    static Count count(Iterator<DocumentBlock> blocks, RetrievalMeasures measures) {
        RowChecks checks = new RowChecks();
        long known = 0;
        while (blocks.hasNext()) {
            DocumentBlock block = blocks.next();
            checks.merge(block.checked().checks());
            for (int i = 0; i < block.pairs().rows(); i++) {
                known += measures.knows(block.key(i)) ? 1 : 0;
            }
        }
        return new Count(checks, known);
    }

    /** @param first number of the partition's first row among those of all partitions that are known of */
    static ChosenRows of(Iterator<DocumentBlock> blocks, RetrievalMeasures measures, long first, Draw draw) {
        ChosenRows chosen = new ChosenRows();
        LongPredicate drawn = draw.rule();
        long number = first;
        while (blocks.hasNext()) {
            DocumentBlock block = blocks.next();
            PairBlock pairs = block.pairs();
            for (int i = 0; i < pairs.rows(); i++) {
                if (measures.knows(block.key(i)) && drawn.test(number++)) {
                    chosen.rows.add(new Row(
                            row(pairs.inputs(), i), row(pairs.actuals(), i), block.firstPosition() + i, block.key(i)));
                }
            }
        }
        return chosen;
    }

    private static float[] row(Matrix matrix, int i) {
        FloatMatrix floats = (FloatMatrix) matrix;
        int start = floats.rowOffset(i);
        return Arrays.copyOfRange(floats.data(), start, start + floats.columns());
    }

    /** The rows of all partitions, in their order. */
    static QueryRows joined(List<ChosenRows> partitions, PairShape shape, long available, long unknown) {
        List<Row> all =
                partitions.stream().flatMap(chosen -> chosen.rows.stream()).toList();
        FloatMatrix inputs = new FloatMatrix(all.size(), shape.inputDim());
        FloatMatrix actuals = new FloatMatrix(all.size(), shape.outputDim());
        long[] positions = new long[all.size()];
        byte[][] keys = all.get(0).key() == null ? null : new byte[all.size()][];
        for (int i = 0; i < all.size(); i++) {
            Row row = all.get(i);
            System.arraycopy(row.input(), 0, inputs.data(), inputs.rowOffset(i), row.input().length);
            System.arraycopy(row.actual(), 0, actuals.data(), actuals.rowOffset(i), row.actual().length);
            positions[i] = row.position();
            if (keys != null) {
                keys[i] = row.key();
            }
        }
        return new QueryRows(new PairBlock(inputs, actuals, null, null), positions, keys, available, unknown);
    }
}
