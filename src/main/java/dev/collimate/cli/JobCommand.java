package dev.collimate.cli;

import dev.collimate.report.Result;
import dev.collimate.rows.ClassicSpark;
import java.time.Duration;
import org.apache.spark.sql.SparkSession;

/** A command that runs on Spark. */
abstract class JobCommand extends ResultCommand {
    JobCommand(Environment surroundings) {
        super(surroundings);
    }

    abstract Result run(SparkSession spark) throws Exception;

    /** How long a signal lets the job go on before what Spark runs is cancelled. */
    Duration grace() {
        return Duration.ZERO;
    }

    @Override
    final Result result() throws Exception {
        return surroundings().sessions().lend(name(), spark -> {
            try (Interruption.Watch watch = surroundings()
                    .interruption()
                    .over(grace(), () -> ClassicSpark.context(spark).cancelAllJobs())) {
                if (holdsSecretAddress()) {
                    HiddenPaths.in(spark);
                }
                return run(spark);
            }
        });
    }
}
