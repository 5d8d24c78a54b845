package dev.collimate.storage;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collimate.model.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/**
 * Who holds a lock.
 *
 * @param host its name, for messages
 * @param place what tells process numbers apart: the boot of the machine and the space of its numbers
 * @param process its number
 * @param started when the process did, in milliseconds since 1970; 0 where the platform does not tell
 * @param id of the one lock
 * @param beats how often it was said that the owner lives
 */
record LockOwner(String host, String place, long process, long started, String id, long beats) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 4096;
    private static final int NAME_DIGITS = 16;

    /** This process, with an id of its own. */
    static LockOwner here() {
        ProcessHandle process = ProcessHandle.current();
        return new LockOwner(
                hostName(),
                machine(),
                process.pid(),
                started(process),
                UUID.randomUUID().toString(),
                0);
    }

    /** Of what may be a lock, no more than tells that it is too long. */
    static byte[] bytes(InputStream lock) throws IOException {
        return lock.readNBytes(MOST_BYTES + 1);
    }

    /** @throws IOException if it is no lock */
    static LockOwner parse(byte[] bytes) throws IOException {
        if (bytes.length == 0 || bytes.length > MOST_BYTES) {
            throw new IOException("a lock of " + bytes.length + " bytes names nobody");
        }
        LockOwner owner = JSON.readValue(bytes, LockOwner.class);
        if (owner == null || owner.host == null || owner.place == null || owner.id == null) {
            throw new IOException("a lock names nobody");
        }
        return owner;
    }

    byte[] toBytes() throws IOException {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    String text() throws IOException {
        return JSON.writeValueAsString(this);
    }

    /** A name for files of the lock, whatever its id may be in one that was not written here. */
    String name() {
        return Sha256.of(id.getBytes(StandardCharsets.UTF_8)).substring(0, NAME_DIGITS);
    }

    LockOwner beat() {
        return new LockOwner(host, place, process, started, id, beats + 1);
    }

    /** Whether it can be looked up here if the process lives. */
    boolean isOf(LockOwner other) {
        return host.equals(other.host) && place.equals(other.place);
    }

    boolean isOfThisMachine() {
        return isOf(here());
    }

    /** Whether a process of this number and start runs on this machine. */
    boolean runsHere() {
        return ProcessHandle.of(process)
                .filter(ProcessHandle::isAlive)
                .map(found -> started == 0 || started(found) == started)
                .orElse(false);
    }

    String shown() {
        return "process " + process + " on " + host
                + (started == 0 ? "" : ", started " + Instant.ofEpochMilli(started));
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "a host without a name";
        }
    }

    /** Containers of one host may share its name, and number their processes each from 1. */
    private static String machine() {
        try {
            String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"), StandardCharsets.US_ASCII);
            return boot.strip() + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException | RuntimeException e) {
            return System.getProperty("os.name");
        }
    }
}
