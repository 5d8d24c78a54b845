package dev.collimate.fit;

import dev.collimate.cluster.DriverBudget;
import dev.collimate.cluster.ExecutorBudget;

/**
 * What a fit may use.
 *
 * @param partitions tasks of a pass
 * @param concurrentTasks of them at a time
 */
record Resources(int partitions, int concurrentTasks, DriverBudget budget, ExecutorBudget executors) {}
