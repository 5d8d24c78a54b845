package dev.collimate.tables;

import dev.collimate.rows.FileVectors;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Reads the words and vectors of a file of word2vec's binary format, one after the other. */
final class BinaryWord implements Closeable {
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int LONGEST_WORD = 1 << 16;

    private final BinaryWordsHeader header;
    private final InputStream in;
    private final byte[] vector;
    private long position;
    private long index;

    /**
     * @param position in bytes where a word starts
     * @param index of this word, from 0 on
     */
    BinaryWord(BinaryWordsHeader header, long position, long index, Configuration conf) throws IOException {
        this.header = header;
        this.position = position;
        this.index = index;
        this.vector = new byte[header.dim() * Float.BYTES];
        this.in = new BufferedInputStream(FileVectors.openAt(new Path(header.path()), position, conf), BUFFER_BYTES);
    }

    /** Where the next word, or the line end before it, starts, in bytes. */
    long position() {
        return position;
    }

    /**
     * Reads the next word and its vector.
     *
     * @throws BadTableException if there is none, or it is no word
     */
    String read() throws IOException {
        try {
            String word = word();
            if (in.readNBytes(vector, 0, vector.length) < vector.length) {
                throw new EOFException();
            }
            position += vector.length;
            index++;
            return word;
        } catch (EOFException e) {
            throw new BadTableException(header.damaged("it ends within word " + index + ", counted from 0"), e);
        }
    }

    /** The vector of the word that was read last, little-endian; overwritten by the next. */
    byte[] vector() {
        return vector;
    }

    /** Whether nothing follows but a line end. */
    boolean isAtEnd() throws IOException {
        int next = in.read();
        return next < 0 || next == '\n' && in.read() < 0;
    }

    private String word() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int next = next();
        // Some writers end a vector with it, others do not.
        if (next == '\n') {
            next = next();
        }
        while (next != ' ' && bytes.size() < LONGEST_WORD) {
            bytes.write(next);
            next = next();
        }
        if (next == ' ' && bytes.size() > 0) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes.toByteArray()))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new BadTableException(notAWord("has bytes that are no UTF-8"), e);
            }
        }
        throw new BadTableException(notAWord(bytes.size() == 0 ? "is empty" : "has no end"));
    }

    private String notAWord(String what) {
        return header.damaged("word " + index + ", counted from 0, " + what);
    }

    private int next() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException();
        }
        position++;
        return next;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
