package dev.collimate.distributed;

import dev.collimate.distributed.DistributedEvaluation.PredictorFactory;
import java.io.Serializable;

/**
 * One way to search: whose vectors ask and whose are asked.
 *
 * @param name for tables and results
 * @param queries makes the vectors that ask
 * @param documents makes the vectors that are asked; searches that share it read its vectors once
 */
public record RetrievalSearch(String name, PredictorFactory queries, PredictorFactory documents)
        implements Serializable {}
