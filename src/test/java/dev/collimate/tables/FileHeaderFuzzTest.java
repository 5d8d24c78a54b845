package dev.collimate.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the bytes of a file of vectors are, its header is refused, or says of how many bytes the file is. */
@Tag("long")
class FileHeaderFuzzTest {
    private static final int CASES = 10_000;

    @TempDir
    private Path folder;

    private interface Header {
        FixedWidthFile read(FileStatus status, Configuration conf) throws IOException;
    }

    @Test
    void anNpyFileIsRefusedOrHasTheBytesThatItSays() throws IOException {
        byte[] good = TradeFiles.npy("<f4", "False", 3, 2, Float.BYTES, (i, j) -> i + j);
        assertThat(read(good, NpyHeader::read)).isBetween(CASES / 50, CASES - CASES / 50);
    }

    @Test
    void aFileOfPrefixedVectorsIsRefusedOrHasTheBytesThatItSays() throws IOException {
        for (String format : new String[] {"fvecs", "bvecs", "ivecs"}) {
            byte[] good = TradeFiles.vecs(format, 3, 2, (i, j) -> i + j);
            int read = read(
                    good,
                    (status, conf) -> VecsHeader.read(
                            status, conf, format.equals("bvecs") ? new Uint8Bytes() : new Float32Bytes()));
            assertThat(read).isBetween(CASES / 50, CASES - CASES / 50);
        }
    }

    /** How many files were read. */
    private int read(byte[] good, Header header) throws IOException {
        SplittableRandom random = new SplittableRandom(43);
        Configuration conf = new Configuration(false);
        conf.setClass("fs.file.impl", RawLocalFileSystem.class, FileSystem.class);
        conf.setBoolean("fs.file.impl.disable.cache", true);
        Path file = folder.resolve("file");
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
        FileSystem files = path.getFileSystem(conf);
        int read = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] bytes = i % 8 == 0 ? EncodingFuzzTest.noise(random, false) : changed(random, good);
            Files.write(file, bytes);
            try {
                FixedWidthFile found = header.read(files.getFileStatus(path), conf);
                assertThat(found.dim()).isPositive();
                assertThat(found.rowBytes()).isPositive();
                assertThat(found.offset() + found.rows() * found.rowBytes())
                        .as("case %d", i)
                        .isEqualTo(bytes.length);
                read++;
            } catch (BadTableException | EOFException e) {
                // The only ways in which a file is refused.
                continue;
            }
        }
        return read;
    }

    /** Changes stand in the header more often than not. */
    private static byte[] changed(SplittableRandom random, byte[] good) {
        int header = Math.min(good.length, 80);
        byte[] start = EncodingFuzzTest.changed(random, Arrays.copyOf(good, header), random.nextBoolean());
        byte[] bytes = Arrays.copyOf(start, start.length + good.length - header);
        System.arraycopy(good, header, bytes, start.length, good.length - header);
        return bytes;
    }
}
