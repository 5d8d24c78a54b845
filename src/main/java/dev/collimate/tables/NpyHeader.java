package dev.collimate.tables;

import dev.collimate.rows.VectorCodec;
import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/** NumPy's file format: arrays of two dimensions in C order, a vector a row, as {@code numpy.save} writes them. */
final class NpyHeader {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 16;
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*True");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");

    /** As Python 2 wrote them, numbers may end in L. */
    private static final Pattern TABLE = Pattern.compile("\\s*(\\d{1,18})L?\\s*,\\s*(\\d{1,9})L?\\s*,?\\s*");

    private static final Map<String, VectorCodec> CODECS = Map.of(
            "<f2", new Float16Bytes(), "<f4", new Float32Bytes(), "<f8", new Float64Bytes(), "|i1", new Int8Bytes());

    private NpyHeader() {}

    /** @throws BadTableException if the file is none of these */
    static FixedWidthFile read(FileStatus status, Configuration conf) throws IOException {
        String path = status.getPath().toString();
        long offset;
        String text;
        try (DataInputStream in = status.getPath().getFileSystem(conf).open(status.getPath())) {
            byte[] start = in.readNBytes(MAGIC.length + 2);
            boolean magic =
                    start.length == MAGIC.length + 2 && Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
            int sizeBytes = magic && start[MAGIC.length] == 1 ? Short.BYTES : Integer.BYTES;
            int length = 0;
            byte[] size = magic ? in.readNBytes(sizeBytes) : new byte[0];
            for (int i = size.length - 1; i >= 0; i--) {
                length = length << 8 | size[i] & 0xFF;
            }
            if (length <= 0 || length > LONGEST_HEADER) {
                throw new BadTableException("the file " + path + " is not of NumPy's format npy");
            }
            text = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
            offset = start.length + size.length + (long) length;
        }
        return file(status, path, offset, text);
    }

    private static FixedWidthFile file(FileStatus status, String path, long offset, String header) {
        Matcher descr = DESCR.matcher(header);
        VectorCodec codec = descr.find() ? CODECS.get(descr.group(1)) : null;
        if (codec == null) {
            throw new BadTableException("the file " + path + " holds numbers of type "
                    + (descr.reset().find() ? descr.group(1) : "that is structured")
                    + "; write it as float16, float32, float64 or int8, as in np.save(name, a.astype('<f4'))");
        }
        if (FORTRAN.matcher(header).find()) {
            throw new BadTableException(
                    "the file " + path
                            + " is in Fortran order, column after column; write it with np.save(name, np.ascontiguousarray(a))");
        }
        Matcher shape = SHAPE.matcher(header);
        String sizes = shape.find() ? shape.group(1) : "";
        Matcher table = TABLE.matcher(sizes);
        if (!table.matches()) {
            throw new BadTableException("the file " + path + " holds an array of shape (" + sizes
                    + "); it must have two dimensions, a vector a row");
        }
        long rows = Long.parseLong(table.group(1));
        int dim = Integer.parseInt(table.group(2));
        long rowBytes = (long) dim * FixedWidthFile.numberBytes(codec);
        if (rowBytes > Integer.MAX_VALUE) {
            throw new BadTableException("the file " + path + " holds vectors of " + dim + " numbers, which take "
                    + rowBytes + " bytes each; at most " + Integer.MAX_VALUE + " are read");
        }
        // Rows of many digits overflow a long.
        BigInteger bytes =
                BigInteger.valueOf(rows).multiply(BigInteger.valueOf(rowBytes)).add(BigInteger.valueOf(offset));
        if (dim < 1 || !bytes.equals(BigInteger.valueOf(status.getLen()))) {
            throw new BadTableException("the file " + path + " is damaged: " + rows + " vectors of " + dim + " numbers"
                    + " take " + bytes + " bytes with the header, but it has " + status.getLen());
        }
        return new FixedWidthFile(path, offset, 0, dim, codec, rows);
    }
}
