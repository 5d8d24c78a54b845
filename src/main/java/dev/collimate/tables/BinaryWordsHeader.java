package dev.collimate.tables;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/**
 * What the first line of a file of binary word vectors says.
 *
 * @param words their number
 * @param dim length of a vector
 * @param offset of the first word in bytes
 */
record BinaryWordsHeader(String path, long words, int dim, long offset) implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 64;
    private static final Pattern LINE = Pattern.compile("(\\d{1,10})\\s+(\\d{1,7})\\s*");

    /** @throws BadTableException if there is no such line, or the file is too short for what it says */
    static BinaryWordsHeader read(FileStatus file, Configuration conf) throws IOException {
        String path = file.getPath().toString();
        byte[] start;
        try (InputStream in = file.getPath().getFileSystem(conf).open(file.getPath())) {
            start = in.readNBytes(LONGEST);
        }
        String text = new String(start, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        Matcher line = LINE.matcher(end < 0 ? "" : text.substring(0, end));
        if (!line.matches() || Integer.parseInt(line.group(2)) == 0) {
            throw new BadTableException(
                    "the file " + path + " is not of word2vec's binary format: its first line is not"
                            + " the number of words and the length of a vector");
        }
        BinaryWordsHeader header =
                new BinaryWordsHeader(path, Long.parseLong(line.group(1)), Integer.parseInt(line.group(2)), end + 1L);
        // A word has a sign at least, and a blank.
        long least = header.offset() + header.words() * (2 + (long) header.dim() * Float.BYTES);
        if (least > file.getLen()) {
            throw new BadTableException(
                    header.damaged("they take " + least + " bytes at least, but it has " + file.getLen()));
        }
        return header;
    }

    /** What to say of a file that is not what this line tells. */
    String damaged(String what) {
        return "the file " + path + " is damaged, or its first line is not its own, which says " + words + " words of "
                + dim + " numbers: " + what;
    }
}
