package dev.collimate.peers;

import dev.collimate.benchmark.Spread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.StageInfo;
import scala.jdk.javaapi.CollectionConverters;

/** Times fits by the jobs of their passes. Spark tells of jobs on a thread of its own, which is waited for. */
final class IterationClock {
    private final SparkContext context;
    private final Predicate<StageInfo> ofPass;
    private final List<Double> passSeconds = new ArrayList<>();
    private final List<Double> iterationSeconds = new ArrayList<>();
    private int passes;
    private int iterations;

    /** @param ofPass whether a stage belongs to a pass */
    IterationClock(SparkContext context, Predicate<StageInfo> ofPass) {
        this.context = context;
        this.ofPass = ofPass;
    }

    /**
     * Times a fit whose first pass belongs to no iteration.
     *
     * @param fit returns how many iterations it made
     */
    void time(IntSupplier fit) throws InterruptedException, TimeoutException {
        Jobs jobs = new Jobs();
        context.listenerBus().waitUntilEmpty();
        context.addSparkListener(jobs);
        int made;
        try {
            made = fit.getAsInt();
            context.listenerBus().waitUntilEmpty();
        } finally {
            context.removeSparkListener(jobs);
        }
        jobs.taken.forEach(job -> passSeconds.add((job.end - job.start) * 1e-3));
        long first = jobs.taken.get(0).end;
        long last = jobs.taken.get(jobs.taken.size() - 1).end;
        iterationSeconds.add((last - first) * 1e-3 / made);
        passes += jobs.taken.size() - 1;
        iterations += made;
    }

    /** Of the job of one pass, over all fits. */
    Spread passSeconds() {
        return spread(passSeconds);
    }

    /** Of one iteration with all that the driver does in it, an average of each fit. */
    Spread iterationSeconds() {
        return spread(iterationSeconds);
    }

    double passesOfIteration() {
        return (double) passes / iterations;
    }

    private static Spread spread(List<Double> seconds) {
        return Spread.of(seconds.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Milliseconds. */
    private record Job(long start, long end) {}

    private final class Jobs extends SparkListener {
        private final Map<Integer, Long> started = new HashMap<>();
        private final List<Job> taken = new ArrayList<>();

        @Override
        public void onJobStart(SparkListenerJobStart job) {
            if (CollectionConverters.asJava(job.stageInfos()).stream().anyMatch(ofPass)) {
                started.put(job.jobId(), job.time());
            }
        }

        @Override
        public void onJobEnd(SparkListenerJobEnd job) {
            Long start = started.remove(job.jobId());
            if (start != null) {
                taken.add(new Job(start, job.time()));
            }
        }
    }
}
