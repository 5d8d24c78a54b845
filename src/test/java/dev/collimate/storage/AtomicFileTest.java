package dev.collimate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    private static final byte[] CONTENT = {1, 2, 3};

    @TempDir
    private Path folder;

    /** Local files by the scheme {@code plain}. */
    public static final class PlainFileSystem extends RawLocalFileSystem {
        @Override
        public URI getUri() {
            return URI.create("plain:///");
        }

        @Override
        public String getScheme() {
            return "plain";
        }
    }

    /** The same as Hadoop's FileContext has it. */
    public static final class PlainFiles extends DelegateToFileSystem {
        public PlainFiles(URI uri, Configuration configuration) throws Exception {
            super(uri, new PlainFileSystem(), configuration, "plain", false);
        }
    }

    private AtomicFile plain(Configuration configuration) throws IOException {
        configuration.setClass("fs.plain.impl", PlainFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
        configuration.setBoolean("fs.plain.impl.disable.cache", true);
        return AtomicFile.at("plain://" + folder.resolve("page.html"), configuration);
    }

    private static Configuration configuration() {
        return new Configuration(false);
    }

    @Test
    void aFileSystemWithoutARenameThatReplacesIsRefusedBeforeAnyWork() throws IOException {
        AtomicFile file = plain(configuration());
        assertThatThrownBy(file::requireWritable)
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("cannot write", "page.html", "fs.AbstractFileSystem.plain.impl", "set it");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsSaidToBeWritableIsWrittenAndReplacesWhatWasThere() throws IOException {
        Configuration configuration = configuration();
        configuration.setClass(
                "fs.AbstractFileSystem.plain.impl", PlainFiles.class, org.apache.hadoop.fs.AbstractFileSystem.class);
        Files.write(folder.resolve("page.html"), new byte[] {9});
        AtomicFile file = plain(configuration);
        file.requireWritable();
        assertThat(Files.readAllBytes(folder.resolve("page.html"))).containsExactly(9);
        file.write(CONTENT);
        assertThat(Files.readAllBytes(folder.resolve("page.html"))).isEqualTo(CONTENT);
        assertThat(folder)
                .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith(".page"));
    }

    @Test
    void whatIsNoFileIsRefusedAndSaidToBeWhatItIs() {
        Map.of(
                        "/",
                        "it is the root of a file system; name a file",
                        folder.toString(),
                        "it is a folder; name a file",
                        "/dev/null",
                        "it is a device, a pipe or a socket; name a file",
                        folder + "/none/page.html",
                        "there is no folder file:" + folder + "/none; make it")
                .forEach((path, reason) -> assertThatThrownBy(
                                () -> AtomicFile.at(path, configuration()).requireWritable())
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith("cannot write file:" + path + ": ")
                        .hasMessageContaining(reason));
        assertThat(folder).isEmptyDirectory();
    }

    /** Nobody makes a file there, not even root. */
    @Test
    void whereNoFileCanBeMadeTheReasonIsSaidAndAnotherIsAskedFor() {
        assertThatThrownBy(() -> AtomicFile.at("/proc/it", configuration()).requireWritable())
                .isInstanceOf(IOException.class)
                .hasMessageMatching(
                        "cannot write file:/proc/it: no file can be made in its folder: [^:;]+; name another file");
    }

    @Test
    void aCheckOfALocalFileLeavesNothing() throws IOException {
        AtomicFile.at(folder.resolve("page.html").toString(), configuration()).requireWritable();
        assertThat(folder).isEmptyDirectory();
    }
}
