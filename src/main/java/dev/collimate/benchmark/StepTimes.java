package dev.collimate.benchmark;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the step benchmark found.
 *
 * @param rows of a step
 * @param inputDim length of x
 * @param outputDim length of y
 * @param parameters of the map
 * @param partitions tasks of a step
 * @param blockRows rows of a block
 * @param concurrentTasks tasks that ran at the same time
 * @param stepSeconds wall-clock seconds of a step, as the driver sees it
 * @param operations floating-point operations of the matrix products of a step
 * @param productRate operations per second of those products alone, over all tasks that run at the same time
 * @param efficiency share of the products' own rate that a step reaches, by steps and the products timed right after each
 * @param executors by id
 */
public record StepTimes(
        long rows,
        int inputDim,
        int outputDim,
        int parameters,
        int partitions,
        int blockRows,
        int concurrentTasks,
        Spread stepSeconds,
        double operations,
        Spread productRate,
        Spread efficiency,
        List<ExecutorRate> executors) {
    /**
     * An executor.
     *
     * @param blas what runs its products
     * @param productRate operations per second of products alone, over the tasks that run on it at the same time
     */
    public record ExecutorRate(String executor, String host, String blas, Spread productRate) {}

    /** What runs the products on the executors; more than one thing is bad news. */
    public String blas() {
        return executors.stream().map(ExecutorRate::blas).distinct().collect(Collectors.joining(", "));
    }

    public double rowsPerSecond() {
        return rows / stepSeconds.median();
    }

    /** Operations per second of products, over the whole time of a step. */
    public double stepRate() {
        return operations / stepSeconds.median();
    }
}
