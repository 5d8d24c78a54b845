package dev.collimate.ml;

import dev.collimate.data.RowChecks;
import dev.collimate.distributed.PassReport;
import dev.collimate.optim.StopReason;
import java.util.List;

/**
 * How a model came to be.
 *
 * @param rows the checks of the training rows
 * @param solver the solver that ran
 * @param passes over the data, of whatever kind
 * @param iterations accepted steps
 * @param stopReason why it ended
 * @param objectiveHistory the objective after every step, from the start on
 * @param finalPass the pass at the model's own parameters
 * @param meanActual direction of the mean actual vector of the training rows
 * @param blas what ran the matrix products on the driver
 * @param seconds from the first row read to the model
 */
public record TrainingSummary(
        RowChecks rows,
        String solver,
        int passes,
        int iterations,
        StopReason stopReason,
        List<Double> objectiveHistory,
        PassReport finalPass,
        double[] meanActual,
        String blas,
        double seconds) {}
