package dev.collimate.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The masters that an address {@code spark://host:port,host:port} names. Spark itself, where none answers, tries for a
 * minute and then goes on with a context that is stopped.
 */
public final class StandaloneMasters {
    private static final Logger LOG = LoggerFactory.getLogger(StandaloneMasters.class);
    private static final String SCHEME = "spark://";
    private static final int CONNECT_MILLIS = 5000;
    private static final int PAUSE_MILLIS = 500;

    private StandaloneMasters() {}

    static boolean isOf(String master) {
        return master.startsWith(SCHEME);
    }

    /** What to say where something took the connection and Spark's context stopped all the same. */
    static String refusal(String master) {
        return "what answers at " + master + " is no master of Spark " + Platform.sparkVersion()
                + "; mend the port, which the master's log and page give, or submit with the Spark of the master";
    }

    /**
     * Waits until one of the masters takes connections; other kinds of master are left to Spark.
     *
     * @throws IllegalStateException if none does within {@code patience}
     */
    public static void awaitOne(String master, Duration patience) throws InterruptedException {
        if (!isOf(master)) {
            return;
        }
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<IOException> failure = failure(master);
        if (failure.isPresent()) {
            LOG.warn(
                    "no master at {} yet ({}): waits for {} s",
                    master,
                    failure.get().getMessage(),
                    patience.toSeconds());
        }
        while (failure.isPresent()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "no master answered at " + master + " ("
                                + failure.get().getMessage()
                                + "); start it, or mend the host and port, which the master's log and page give",
                        failure.get());
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            failure = failure(master);
        }
    }

    /** Why the last of the masters takes no connection; empty if one does. */
    private static Optional<IOException> failure(String master) {
        IOException failure = null;
        for (String address : master.substring(SCHEME.length()).split(",")) {
            try {
                connect(URI.create(SCHEME + address.strip()));
                return Optional.empty();
            } catch (IOException e) {
                failure = e;
            }
        }
        return Optional.ofNullable(failure);
    }

    /**
     * Starts a session; Spark's context stops itself, after a minute, where the master does not take the application.
     *
     * @throws IllegalStateException if it does not
     */
    public static SparkSession start(SparkConf conf) {
        try {
            return SparkSession.builder().config(conf).getOrCreate();
        } catch (IllegalStateException e) {
            if (isOf(conf.get("spark.master")) && e.getMessage().contains("stopped SparkContext")) {
                throw new IllegalStateException(refusal(conf.get("spark.master")), e);
            }
            throw e;
        }
    }

    private static void connect(URI address) throws IOException {
        if (address.getHost() == null || address.getPort() < 0) {
            throw new IOException(address + " is not " + SCHEME + "HOST:PORT");
        }
        InetSocketAddress socketAddress = new InetSocketAddress(address.getHost(), address.getPort());
        if (socketAddress.isUnresolved()) {
            throw new IOException("the host " + address.getHost() + " is unknown");
        }
        try (Socket socket = new Socket()) {
            socket.connect(socketAddress, CONNECT_MILLIS);
        }
    }
}
