package dev.collimate.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A real Spark standalone cluster on loopback: one Master and some Workers, each a process of its own, with ports that
 * the system picks. Closing it ends every process, executors and drivers too; so does the end of this JVM.
 */
public final class StandaloneCluster implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    /** Workers bear these names of the machine in turn: Spark runs a task speculatively on a host of another name only. */
    private static final List<String> WORKER_HOSTS = List.of(HOST, "localhost");

    /** For JVMs that live for seconds: they start sooner, and compute the same. */
    public static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern MASTER_STARTED = Pattern.compile("Starting Spark master at (spark://[\\d.]+:\\d+)");
    private static final Pattern WORKER_REGISTERED = Pattern.compile("Registering worker ");

    private final Path sparkHome;
    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final Thread hook = new Thread(this::endAll, "end of standalone cluster");
    private String master;

    private StandaloneCluster(Path sparkHome, Path folder) {
        this.sparkHome = sparkHome;
        this.folder = folder;
    }

    /**
     * Starts a cluster and waits until all workers are registered.
     *
     * @param sparkHome a folder whose {@code jars} holds Spark's jars
     * @param folder for logs and for the workers' own folders
     */
    public static StandaloneCluster start(Path sparkHome, Path folder, int workers, int coresPerWorker)
            throws IOException, InterruptedException {
        StandaloneCluster cluster = new StandaloneCluster(sparkHome, folder);
        Runtime.getRuntime().addShutdownHook(cluster.hook);
        try {
            cluster.startMaster();
            for (int i = 0; i < workers; i++) {
                cluster.launchWorker(i, coresPerWorker);
            }
            cluster.await(cluster.log("master"), WORKER_REGISTERED, workers);
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** The address for {@code --master}. */
    public String master() {
        return master;
    }

    /** The folder in which worker {@code index} runs executors and drivers. */
    public Path workFolder(int index) {
        return folder.resolve("worker-" + index);
    }

    /** Starts one more worker and waits until it is registered; returns its index. */
    public int addWorker(int cores) throws IOException, InterruptedException {
        int index = processes.size() - 1;
        launchWorker(index, cores);
        await(log("master"), WORKER_REGISTERED, index + 1);
        return index;
    }

    /** Ends worker {@code index} and its executors, as the loss of its machine would. */
    public void killWorker(int index) {
        end(List.of(processes.get(1 + index)));
    }

    /**
     * Ends the one executor that worker {@code index} runs, as a crash would, and waits until it is gone.
     *
     * @throws IllegalStateException if it runs none
     */
    public void killExecutor(int index) {
        ProcessHandle executor = processes
                .get(1 + index)
                .children()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("worker " + index + " runs no executor"));
        executor.destroyForcibly();
        executor.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private void startMaster() throws IOException, InterruptedException {
        launch("master", "org.apache.spark.deploy.master.Master", "--host", HOST, "--port", "0", "--webui-port", "0");
        master = await(log("master"), MASTER_STARTED, 1).get(0).group(1);
    }

    private void launchWorker(int index, int cores) throws IOException {
        launch(
                "worker-" + index + ".process",
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                WORKER_HOSTS.get(index % WORKER_HOSTS.size()),
                "--port",
                "0",
                "--webui-port",
                "0",
                "--cores",
                Integer.toString(cores),
                "--memory",
                "3g",
                "--work-dir",
                workFolder(index).toString(),
                master);
    }

    private void launch(String name, String mainClass, String... arguments) throws IOException {
        Path sparkClass = sparkHome.resolve("bin/spark-class");
        List<String> command = new ArrayList<>();
        if (Files.exists(sparkClass)) {
            command.addAll(List.of(sparkClass.toString(), mainClass));
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(Arrays.asList(JavaModuleOptions.defaultModuleOptionArray()));
            command.addAll(SHORT_LIVED);
            command.addAll(List.of("-Xmx256m", "-cp", sparkHome.resolve("jars") + "/*", mainClass));
        }
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(name).toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("SPARK_"));
        builder.environment().put("SPARK_HOME", sparkHome.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", HOST);
        // Where Spark has its own scripts, they start the JVM.
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SPARK_DAEMON_MEMORY", "256m");
        builder.environment().put("SPARK_DAEMON_JAVA_OPTS", String.join(" ", SHORT_LIVED));
        processes.add(builder.start());
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    /** Waits until {@code log} holds {@code pattern} {@code times} times. */
    private List<MatchResult> await(Path log, Pattern pattern, int times) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            String text = Files.readString(log);
            List<MatchResult> found = pattern.matcher(text).results().toList();
            if (found.size() >= times) {
                return found;
            }
            boolean died = processes.stream().anyMatch(process -> !process.isAlive());
            if (died || Instant.now().isAfter(deadline)) {
                throw new IllegalStateException(
                        (died ? "a process of the cluster died" : "the cluster did not start within " + PATIENCE) + "; "
                                + log + ":\n" + text);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Ends the processes and waits until they are gone. */
    @Override
    public void close() {
        endAll();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private void endAll() {
        end(processes);
    }

    private static void end(List<Process> ended) {
        List<ProcessHandle> all = ended.stream()
                .flatMap(process -> java.util.stream.Stream.concat(
                        process.descendants(), java.util.stream.Stream.of(process.toHandle())))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }
}
