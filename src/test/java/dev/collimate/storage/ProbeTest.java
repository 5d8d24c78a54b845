package dev.collimate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeTest {
    @TempDir
    private java.nio.file.Path folder;

    private Path probe;

    @BeforeEach
    void write() throws IOException {
        probe = new Path(Files.createDirectory(folder.resolve("probe")).toUri());
    }

    @Test
    void oneThatAnotherTakesAwayAtTheSameMomentIsGone() throws IOException {
        RawLocalFileSystem files = refusing(true);
        assertThatCode(() -> Probe.delete(files, probe)).doesNotThrowAnyException();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void oneThatStaysIsToldOf() throws IOException {
        RawLocalFileSystem files = refusing(false);
        assertThatThrownBy(() -> Probe.delete(files, probe)).isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void oneThatIsGoneIsNoError() throws IOException {
        RawLocalFileSystem files = new RawLocalFileSystem();
        files.initialize(folder.toUri(), new Configuration());
        Probe.delete(files, probe);
        Probe.delete(files, probe);
        assertThat(folder).isEmptyDirectory();
    }

    /** Says that a file is not there, as Hadoop does where it goes between two looks. */
    private RawLocalFileSystem refusing(boolean deletes) throws IOException {
        RawLocalFileSystem files = new RawLocalFileSystem() {
            @Override
            public boolean delete(Path path, boolean recursive) throws IOException {
                if (deletes) {
                    super.delete(path, recursive);
                }
                throw new FileNotFoundException("File " + path + " does not exist");
            }
        };
        files.initialize(folder.toUri(), new Configuration());
        return files;
    }
}
