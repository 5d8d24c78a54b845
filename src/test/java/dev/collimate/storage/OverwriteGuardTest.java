package dev.collimate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An overwrite replaces what Spark or this program wrote and nothing else, and says so before any work. */
class OverwriteGuardTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "/dev/full"})
    void aDeviceIsRefused(String device) {
        assertRefused(Path.of(device), "is a device");
        assertThat(Files.isDirectory(Path.of(device))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/proc", "/dev"})
    void aRootAMountPointAndWhatHoldsOneAreRefused(String directory) {
        assertRefused(Path.of(directory), directory.equals("/") ? "root" : "mount point");
    }

    @Test
    void aFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        assertRefused(file, "is a file");
        assertThat(file).hasContent("mine");
    }

    @Test
    void aSocketIsRefused() throws IOException {
        Path socket = folder.resolve("socket");
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(socket));
            assertRefused(socket, "a socket");
        }
    }

    @Test
    void aLinkIsRefusedWhereverItLeads() throws IOException {
        Path marked = marked(folder.resolve("marked"), SavedKind.DATA);
        assertRefused(Files.createSymbolicLink(folder.resolve("link"), marked), "is a symbolic link");
        assertRefused(Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("none")), "symbolic link");
        assertThat(marked.resolve("mine")).exists();
    }

    @Test
    void theWorkingDirectoryItsParentsAndTheHomeAreRefused() {
        for (String property : List.of("user.dir", "user.home")) {
            assertRefused(Path.of(System.getProperty(property)).toAbsolutePath(), "");
        }
        assertRefused(Path.of("").toAbsolutePath().getParent(), "working directory");
    }

    @ParameterizedTest
    @EnumSource(value = SavedKind.class, mode = EnumSource.Mode.EXCLUDE, names = "FILE")
    void aDirectoryWithoutItsMarksIsRefusedAndOneWithThemReplaced(SavedKind kind) throws IOException {
        Path mine = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(mine.resolve("notes"), "mine");
        assertRefused(mine, kind, "choose another path");
        assertThat(mine.resolve("notes")).hasContent("mine");

        Path written = marked(folder.resolve("written"), kind);
        for (SavedKind other : SavedKind.values()) {
            if (other != kind) {
                assertRefused(written, other, "choose another path");
            }
        }
        save(written, kind, (files, directory) -> files.mkdirs(new org.apache.hadoop.fs.Path(directory, "new")));
        assertThat(written.toFile().list()).containsExactly("new");
    }

    @Test
    void whatNobodyCanMakeIsRefusedBeforeTheWork() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertRefused(file.resolve("model"), "is no directory");
        assertRefused(Path.of("/proc/collimate/model"), "cannot write ");
        assertRefused(Path.of("/dev/null/model"), "/dev/null is no directory");
    }

    @ParameterizedTest
    @EnumSource(value = SavedKind.class, mode = EnumSource.Mode.EXCLUDE, names = "FILE")
    void aFullDiskIsOneLineAndTheOldIsWhole(SavedKind kind) throws IOException {
        Path written = marked(folder.resolve("written"), kind);
        Filling full = (files, directory) -> {
            files.mkdirs(directory);
            try (OutputStream out =
                    ((LocalFileSystem) files).getRaw().create(new org.apache.hadoop.fs.Path("/dev/full"), true, 1)) {
                out.write(new byte[1 << 16]);
            }
        };
        assertThatThrownBy(() -> save(written, kind, full))
                .isInstanceOf(IOException.class)
                .message()
                .contains(written.toString(), "No space left on device", "of 3.0 MB", "is whole")
                .doesNotContain("\n");
        assertThat(written.resolve("mine")).exists();
        assertThat(folder.toFile().list()).containsExactly("written");
    }

    @Test
    void aNameOfAnyLengthThatTheDiskTakesIsWritten() throws IOException {
        Path longest = folder.resolve("ä".repeat(127));
        save(longest, SavedKind.DATA, (files, directory) -> files.mkdirs(directory));
        assertThat(longest).isDirectory();
    }

    @Test
    void mountPointsAreReadAsLinuxWritesThem() {
        assertThat(MountPoints.listed(List.of("36 35 98:0 / /mnt/a\\040b rw,noatime - ext4 /dev/root rw", "cut off")))
                .containsExactly("/mnt/a b");
    }

    private static Path marked(Path directory, SavedKind kind) throws IOException {
        Path mark = directory.resolve(
                switch (kind) {
                    case DATA -> "_SUCCESS";
                    case STAGE -> "metadata/_SUCCESS";
                    case EXPORT -> "export.json";
                    case FILE -> throw new IllegalArgumentException("nothing marks a file");
                });
        Files.createDirectories(mark.getParent());
        Files.createFile(mark);
        Files.createFile(directory.resolve("mine"));
        return directory;
    }

    private static void assertRefused(Path target, String reason) {
        assertRefused(target, SavedKind.DATA, reason);
        assertRefused(target, SavedKind.STAGE, reason);
        assertRefused(target, SavedKind.EXPORT, reason);
    }

    private static void assertRefused(Path target, SavedKind kind, String reason) {
        assertThatThrownBy(() -> save(target, kind, (files, directory) -> fail("worked")))
                .isInstanceOf(IOException.class)
                .message()
                .contains(target.toString(), reason)
                .doesNotContain("\n");
    }

    private static void save(Path target, SavedKind kind, Filling filling) throws IOException {
        AtomicSave.save(target.toString(), new Configuration(), new SaveSettings(kind, true, 3_000_000), filling);
    }
}
