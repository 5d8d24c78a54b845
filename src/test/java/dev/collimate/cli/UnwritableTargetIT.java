package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkJobs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a target cannot be written, or something is there, a command ends in one line before it reads anything. */
@EnabledOnOs(OS.LINUX)
class UnwritableTargetIT {
    /** Commands up to the target that they would write. */
    private static final List<String> DIRECTORIES = List.of(
            "train --input NOWHERE --model",
            "train --input NOWHERE --model MODEL --mode overwrite --checkpoint-dir",
            "predict --input NOWHERE --model MODEL --output",
            "predict --input NOWHERE --model MODEL --mode append --output",
            "predict --input NOWHERE --model MODEL --output-format npy --output",
            "generate --rows 10 --output",
            "export --model MODEL --to npy --output");

    private static final List<String> FILES = List.of(
            "train --input NOWHERE --model FREE --report",
            "evaluate --input NOWHERE --model MODEL --report",
            "retrieval --input NOWHERE --model MODEL --report",
            "retrieval --input NOWHERE --model MODEL --key id --run",
            "doctor --input NOWHERE --report");

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static String model;

    @BeforeAll
    static void train() {
        model = PairFiles.model(shared);
    }

    static List<String> files() {
        return FILES;
    }

    static Stream<String> all() {
        return Stream.concat(DIRECTORIES.stream(), FILES.stream());
    }

    /** Nobody makes a folder or file there, not even root. */
    @ParameterizedTest
    @MethodSource("all")
    void whereNothingCanBeMadeNothingIsRead(String command) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        for (Path target : List.of(file.resolve("it"), Path.of("/proc/it"), Path.of("/dev/null/it"))) {
            assertRefused(command, target, "cannot write");
        }
        assertThat(Contents.of(folder)).hasSize(1);
        assertThat(file).hasContent("mine");
    }

    @Test
    void whatIsThereInAFolderThatMayNotBeWrittenStaysWhole() throws Exception {
        Map<String, String> written = Map.of(
                "train --input NOWHERE --model", "train --input GOOD --model",
                "predict --input NOWHERE --model MODEL --output", "predict --input GOOD --model MODEL --output",
                "generate --rows 10 --output", "generate --rows 10 --output",
                "export --model MODEL --to npy --output", "export --model MODEL --to npy --output");
        for (Map.Entry<String, String> entry : written.entrySet()) {
            Path parent = Files.createDirectory(folder.resolve(entry.getKey().split(" ")[0]));
            Path target = parent.resolve("it");
            run(entry.getValue(), target).result();
            List<String> before = Contents.of(parent);
            assertRefused(entry.getKey(), target, "already exists", "overwrite");
            LockedFolders.locked = parent;
            try {
                assertRefused(entry.getKey() + " --mode overwrite", target, "cannot write", "permission denied");
            } finally {
                LockedFolders.locked = null;
            }
            assertThat(Contents.of(parent)).isEqualTo(before);
        }
    }

    /** A mode is offered for folders alone: what writes a file names none. */
    @ParameterizedTest
    @MethodSource("files")
    void whereAFolderOrADeviceIsAFileIsNotWrittenAndAnotherIsAskedFor(String command) throws Exception {
        for (Path target : List.of(folder, Path.of("/"), Path.of("/dev/null"))) {
            assertRefused(command, target, "name a");
            assertThat(run(command, target).err()).doesNotContain("overwrite", "mode");
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void whereAFolderIsAFileIsNamedInItsPlace(String command) throws Exception {
        assertRefused(command, folder, "is a folder; name a file");
    }

    @Test
    void aRunThatIsThereStaysAndAnotherFileIsAskedFor() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        String command = "retrieval --input NOWHERE --model MODEL --key id --run";
        assertRefused(command, file, "file already exists, and no file is written over; name another file");
        assertThat(file).hasContent("mine");
    }

    private CommandRun run(String command, Path target) {
        // The target belongs to the last word but for a mode.
        String[] words = command.replace("NOWHERE", folder.resolve("nowhere").toString())
                .replace("GOOD", shared.resolve("good").toString())
                .replace("FREE", folder.resolve("free").toString())
                .replace("MODEL", model)
                .split(" --mode overwrite$");
        String[] mode = command.endsWith(" --mode overwrite") ? new String[] {"--mode", "overwrite"} : new String[0];
        String named = LockedFolders.locked == null ? target.toString() : LockedFolders.SCHEME + "://" + target;
        return CommandRun.with(
                Map.of("fs." + LockedFolders.SCHEME + ".impl", LockedFolders.class.getName()),
                Arguments.of(words[0], List.of(named), mode));
    }

    private void assertRefused(String command, Path target, String... reasons) throws Exception {
        try (SparkJobs jobs = new SparkJobs()) {
            CommandRun run = run(command, target);
            run.assertError(1, reasons);
            assertThat(run.err()).contains(target.toString());
            assertThat(jobs.all()).isEmpty();
        }
    }

    /** The local file system with a folder in which nothing can be made or deleted, as a cluster's would say it, whoever runs it. */
    public static final class LockedFolders extends RawLocalFileSystem {
        private static final String SCHEME = "locked-folders";
        private static volatile Path locked;

        @Override
        public URI getUri() {
            return URI.create(SCHEME + ":///");
        }

        @Override
        public String getScheme() {
            return SCHEME;
        }

        @Override
        public boolean mkdirs(org.apache.hadoop.fs.Path path) throws IOException {
            deny(path);
            return super.mkdirs(path);
        }

        @Override
        public FSDataOutputStream create(
                org.apache.hadoop.fs.Path path,
                boolean overwrite,
                int bufferSize,
                short replication,
                long blockSize,
                Progressable progress)
                throws IOException {
            deny(path);
            return super.create(path, overwrite, bufferSize, replication, blockSize, progress);
        }

        @Override
        public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to) throws IOException {
            deny(from);
            deny(to);
            return super.rename(from, to);
        }

        @Override
        public boolean delete(org.apache.hadoop.fs.Path path, boolean recursive) throws IOException {
            deny(path);
            return super.delete(path, recursive);
        }

        private static void deny(org.apache.hadoop.fs.Path path) throws AccessControlException {
            if (Path.of(path.getParent().toUri().getPath()).equals(locked)) {
                throw new AccessControlException("Permission denied: user=nobody, access=WRITE, inode=" + path);
            }
        }
    }
}
