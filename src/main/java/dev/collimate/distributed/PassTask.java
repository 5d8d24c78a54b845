package dev.collimate.distributed;

import dev.collimate.data.ArraySums;
import dev.collimate.data.BlockBatch;
import dev.collimate.data.CheckedBlock;
import dev.collimate.data.PairBlock;
import dev.collimate.math.Blas;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.FloatMatrix;
import dev.collimate.moments.CurvatureGatherer;
import dev.collimate.moments.CurvatureLengths;
import dev.collimate.moments.CurvatureSums;
import dev.collimate.moments.DirectTransformPass;
import dev.collimate.moments.DirectTransformSums;
import dev.collimate.objective.AngularObjective;
import dev.collimate.objective.ObjectiveSums;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * What a task of a pass does with the blocks of its partition.
 *
 * @param maxRows no block has more rows
 * @param blockStarts number of blocks before each partition
 * @param batch the blocks to see; null for all
 */
record PassTask(AngularObjective objective, BlasChoice choice, int maxRows, long[] blockStarts, BlockBatch batch)
        implements Serializable {
    /** Sums of the objective, and others of the same rows. */
    record Both<S extends ArraySums<S>>(ObjectiveSums sums, S others) implements ArraySums<Both<S>> {
        @Override
        public List<double[]> arrays() {
            List<double[]> arrays = new ArrayList<>(sums.arrays());
            arrays.addAll(others.arrays());
            return arrays;
        }
    }

    /** Sums of curvature, and of the first rows those of a direct transform. */
    record TransformSums(CurvatureSums curvature, DirectTransformSums direct) implements ArraySums<TransformSums> {
        @Override
        public List<double[]> arrays() {
            List<double[]> arrays = new ArrayList<>(curvature.arrays());
            arrays.addAll(direct.arrays());
            return arrays;
        }
    }

    ObjectiveSums sums(float[] parameters, int partition, Iterator<CheckedBlock> blocks) {
        return objective.sums(Blas.of(choice), vector(parameters), selection(partition, blocks), maxRows);
    }

    /** Only of all blocks: the places of rows are those of all. */
    Both<CurvatureSums> curvedSums(float[] parameters, int partition, Iterator<CheckedBlock> blocks) {
        Blas blas = Blas.of(choice);
        CurvatureGatherer curvature = objective.curvature(blas, maxRows, blockStarts[partition] * maxRows);
        ObjectiveSums sums = objective.sums(blas, vector(parameters), selection(partition, blocks), maxRows, curvature);
        return new Both<>(sums, curvature.sums());
    }

    Both<TransformSums> transformedSums(float[] parameters, int partition, Iterator<CheckedBlock> blocks) {
        Blas blas = Blas.of(choice);
        DirectTransformPass pass = objective.directTransform(blas, maxRows, blockStarts[partition] * maxRows);
        ObjectiveSums sums = objective.sums(blas, vector(parameters), selection(partition, blocks), maxRows, pass);
        return new Both<>(sums, new TransformSums(pass.sums(), pass.directSums()));
    }

    Both<CurvatureLengths.Sums> measuredSums(float[] parameters, int partition, Iterator<CheckedBlock> blocks) {
        CurvatureLengths.Pass lengths = objective.curvatureLengths();
        ObjectiveSums sums =
                objective.sums(Blas.of(choice), vector(parameters), selection(partition, blocks), maxRows, lengths);
        return new Both<>(sums, lengths.sums());
    }

    private static FloatMatrix vector(float[] parameters) {
        return new FloatMatrix(parameters, 0, 1, parameters.length);
    }

    private Selection selection(int partition, Iterator<CheckedBlock> blocks) {
        return new Selection(blocks, blockStarts[partition], batch);
    }

    /** The blocks of a partition that belong to the batch, in order. */
    private static final class Selection implements Iterator<PairBlock> {
        private final Iterator<CheckedBlock> blocks;
        private final BlockBatch.Membership membership;
        private long number;
        private PairBlock next;

        Selection(Iterator<CheckedBlock> blocks, long firstNumber, BlockBatch batch) {
            this.blocks = blocks;
            this.number = firstNumber;
            this.membership = batch == null ? block -> true : batch.membership();
        }

        @Override
        public boolean hasNext() {
            while (next == null && blocks.hasNext()) {
                PairBlock block = blocks.next().block();
                if (membership.contains(number++)) {
                    next = block;
                }
            }
            return next != null;
        }

        @Override
        public PairBlock next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            PairBlock due = next;
            next = null;
            return due;
        }
    }
}
