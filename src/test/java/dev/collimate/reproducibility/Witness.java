package dev.collimate.reproducibility;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.SparkContext;
import org.apache.spark.Success$;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockUpdated;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import scala.jdk.javaapi.CollectionConverters;

/** Hears from the scheduler what really happened to tasks, executors and cached blocks. */
final class Witness extends SparkListener {
    /** The end of a task, in the job that {@code description} tells of. */
    record TaskEnd(String description, int partition, boolean succeeded, boolean failed, boolean speculative) {
        /** The description without the loss, which has its digits from the data. */
        String job() {
            return description.replaceAll(" · loss.*", "");
        }
    }

    private final SparkContext context;
    private final Map<Integer, String> descriptions = new HashMap<>();
    private final List<TaskEnd> tasks = new ArrayList<>();
    private final Map<String, Set<String>> holders = new HashMap<>();
    private final Set<String> removed = new HashSet<>();
    private final Set<Integer> readersOfShuffles = new HashSet<>();
    private Consumer<TaskStart> onTaskStart = start -> {};

    private Witness(SparkContext context) {
        this.context = context;
    }

    static Witness of(SparkContext context) {
        Witness witness = new Witness(context);
        context.addSparkListener(witness);
        return witness;
    }

    /**
     * A task that starts.
     *
     * @param job its description
     * @param readsShuffle whether tasks before it wrote what it reads, and all of them have ended
     */
    record TaskStart(String job, boolean readsShuffle) {}

    /** Tells {@code hook} of every task that starts. */
    synchronized void onTaskStart(Consumer<TaskStart> hook) {
        onTaskStart = hook;
    }

    @Override
    public synchronized void onJobStart(SparkListenerJobStart start) {
        String description = start.properties().getProperty("spark.job.description");
        CollectionConverters.asJava(start.stageIds()).forEach(stage -> descriptions.put((Integer) stage, description));
        CollectionConverters.asJava(start.stageInfos()).stream()
                .filter(stage -> !stage.parentIds().isEmpty())
                .forEach(stage -> readersOfShuffles.add(stage.stageId()));
    }

    @Override
    public synchronized void onTaskStart(SparkListenerTaskStart start) {
        onTaskStart.accept(
                new TaskStart(descriptions.get(start.stageId()), readersOfShuffles.contains(start.stageId())));
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        tasks.add(new TaskEnd(
                descriptions.get(end.stageId()),
                end.taskInfo().partitionId(),
                end.reason() == Success$.MODULE$,
                end.reason() instanceof ExceptionFailure,
                end.taskInfo().speculative()));
    }

    @Override
    public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved removal) {
        removed.add(removal.executorId());
    }

    @Override
    public synchronized void onBlockUpdated(SparkListenerBlockUpdated update) {
        var info = update.blockUpdatedInfo();
        if (info.blockId().isRDD() && info.storageLevel().isValid()) {
            holders.computeIfAbsent(info.blockId().name(), block -> new HashSet<>())
                    .add(info.blockManagerId().executorId());
        }
    }

    /** All tasks that ended so far. */
    synchronized List<TaskEnd> tasks() {
        return List.copyOf(tasks);
    }

    /** Executors that ended before the application did. */
    synchronized Set<String> removedExecutors() {
        return Set.copyOf(removed);
    }

    /** Cached blocks that more than one executor computed. */
    synchronized long blocksComputedElsewhere() {
        return holders.values().stream()
                .filter(executors -> executors.size() > 1)
                .count();
    }

    /** Waits until this has heard of all that happened before. */
    void hearAll() throws Exception {
        context.listenerBus().waitUntilEmpty();
    }
}
