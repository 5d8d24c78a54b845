package dev.collimate.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.model.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFingerprintTest {
    @TempDir
    private Path folder;

    @Test
    void namesAndLengthsCountAndNotTheFolder() throws IOException {
        String first = of(file("one/a b", 3), file("one/b", 5), file("two/é%20", 7));
        String sum = Sha256.of("a b 3\nb 5\né%20 7".getBytes(StandardCharsets.UTF_8));

        assertThat(first).isEqualTo("3 files, 15 bytes, SHA-256 of names and lengths " + sum.substring(0, 16));
        assertThat(of(file("x/é%20", 7), file("y/a b", 3), file("y/b", 5))).isEqualTo(first);
        assertThat(of(file("x/é%20", 7), file("y/a b", 3), file("y/b", 6))).isNotEqualTo(first);
    }

    @Test
    void aFileCountsOnceAndOneOfTheSameNameElsewhereToo() throws IOException {
        String one = file("one/a", 3);
        assertThat(of(one, one)).startsWith("1 files, 3 bytes");
        assertThat(of(one, file("two/a", 3))).startsWith("2 files, 6 bytes");
    }

    @Test
    void whatIsGoneIsTold() throws IOException {
        String kept = file("one/a", 3);
        String gone = file("one/b", 3);
        Files.delete(Path.of(URI.create(gone)));
        assertThat(of(kept, gone)).isEqualTo("2 files, whose lengths are not to be had");
        assertThat(of(gone)).isEqualTo("1 files, whose lengths are not to be had");
        assertThat(of()).isEqualTo("no files");
    }

    @Test
    void aFolderOfManyFilesIsAskedOnce() throws IOException {
        String[] files = new String[50];
        for (int i = 0; i < files.length; i++) {
            files[i] = file("many/part-" + i, i).replaceFirst("^file:", "counted:");
        }
        Configuration conf = new Configuration(false);
        conf.setClass("fs.counted.impl", CountedFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
        conf.setBoolean("fs.counted.impl.disable.cache", true);
        CountedFileSystem.ASKED.set(0);
        assertThat(DataFingerprint.of(Arrays.stream(files), conf)).startsWith("50 files, 1,225 bytes");
        assertThat(CountedFileSystem.ASKED).hasValue(1);
    }

    private String file(String name, int length) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, new byte[length]).toUri().toString();
    }

    private static String of(String... files) {
        return DataFingerprint.of(Stream.of(files), new Configuration(false));
    }

    /** Local files, and how often they are asked for. */
    public static final class CountedFileSystem extends RawLocalFileSystem {
        private static final AtomicInteger ASKED = new AtomicInteger();

        private boolean listing;

        @Override
        public URI getUri() {
            return URI.create("counted:///");
        }

        @Override
        public FileStatus getFileStatus(org.apache.hadoop.fs.Path file) throws IOException {
            if (!listing) {
                ASKED.incrementAndGet();
            }
            return super.getFileStatus(file);
        }

        @Override
        public FileStatus[] listStatus(org.apache.hadoop.fs.Path of) throws IOException {
            ASKED.incrementAndGet();
            listing = true;
            try {
                return super.listStatus(of);
            } finally {
                listing = false;
            }
        }
    }
}
