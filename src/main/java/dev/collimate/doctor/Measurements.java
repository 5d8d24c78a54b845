package dev.collimate.doctor;

import dev.collimate.cluster.DriverBudget;
import dev.collimate.data.PairShape;
import dev.collimate.data.RowChecks;
import dev.collimate.distributed.Duplicates;
import dev.collimate.moments.InputSpectrum;
import dev.collimate.moments.RowLeverage;
import dev.collimate.profile.PairProfile;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What was measured of the training rows, and of those held out where it says so.
 *
 * @param inputType type of the column of x
 * @param actualType type of the column of y
 * @param rows checks of the training rows
 * @param heldOut checks of the rows held out; empty where none are
 * @param partitionRows good rows of each partition
 * @param keyed whether rows have keys that were looked at
 * @param duplicates among all rows
 * @param moments empty where the driver has no memory for them
 * @param memory what the fit needs and what there is
 */
public record Measurements(
        String inputType,
        String actualType,
        PairShape shape,
        RowChecks rows,
        Optional<RowChecks> heldOut,
        PairProfile pairs,
        List<Long> partitionRows,
        boolean keyed,
        Duplicates duplicates,
        Optional<Moments> moments,
        Memory memory) {
    /**
     * What follows from second moments.
     *
     * @param meanActualCosine mean cosine between the actuals and one vector for all, the best one
     */
    public record Moments(InputSpectrum spectrum, double meanActualCosine, RowLeverage leverage) {}

    /**
     * Memory, in bytes.
     *
     * @param need of the driver
     * @param driver what there is
     * @param refusal of the fit, with parameters as {@code {regParam}}, where it has not what it needs; empty where it
     *     has, or does without
     * @param cached what the cached rows take on all executors
     * @param storage what there is for them
     */
    public record Memory(
            DriverBudget.Need need, DriverBudget driver, Optional<String> refusal, long cached, long storage) {}

    /** Good rows of training for each element of x. */
    public double rowsPerDimension() {
        return (double) rows.accepted() / shape.inputDim();
    }

    /** Rows of the largest partition over those of the mean one. */
    public double partitionSkew() {
        double mean = (double) rows.accepted() / partitionRows.size();
        return Collections.max(partitionRows) / mean;
    }
}
