package dev.collimate.tables;

import dev.collimate.rows.VectorCodec;
import java.io.DataInputStream;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/** fvecs, bvecs and ivecs: each vector's length as a little-endian int, then its numbers; the sets of TEXMEX have them. */
final class VecsHeader {
    private static final int PREFIX = Integer.BYTES;

    private VecsHeader() {}

    /** @throws BadTableException if the file is none of these */
    static FixedWidthFile read(FileStatus status, Configuration conf, VectorCodec codec) throws IOException {
        String path = status.getPath().toString();
        if (status.getLen() == 0) {
            return new FixedWidthFile(path, 0, PREFIX, 1, codec, 0);
        }
        int dim = 0;
        if (status.getLen() >= PREFIX) {
            try (DataInputStream in = status.getPath().getFileSystem(conf).open(status.getPath())) {
                dim = Integer.reverseBytes(in.readInt());
            }
        }
        long rowBytes = PREFIX + (long) dim * FixedWidthFile.numberBytes(codec);
        if (dim < 1 || rowBytes > Integer.MAX_VALUE || status.getLen() % rowBytes != 0) {
            throw new BadTableException("the file " + path + " is damaged, or not of this format: its first vector says"
                    + " that it has " + dim + " numbers, of which " + status.getLen() + " bytes are no whole number");
        }
        return new FixedWidthFile(path, 0, PREFIX, dim, codec, status.getLen() / rowBytes);
    }
}
