package dev.collimate.cli;

import dev.collimate.report.Result;
import org.apache.spark.sql.SparkSession;

/** A command that runs on Spark. */
abstract class JobCommand extends ResultCommand {
    JobCommand(Environment surroundings) {
        super(surroundings);
    }

    abstract Result run(SparkSession spark) throws Exception;

    @Override
    final Result result() throws Exception {
        return surroundings().sessions().lend(name(), this::run);
    }
}
