package dev.collimate.tables;

import dev.collimate.rows.TextRewrite;
import dev.collimate.rows.VectorCodec;
import java.util.Arrays;

/**
 * A line of a word and its vector: the last numbers are the vector, whatever is before them is the word.
 *
 * @param dim length of the vector
 */
record WordLine(int dim) implements VectorCodec, TextRewrite {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "vec";
    }

    @Override
    public boolean isText() {
        return true;
    }

    @Override
    public boolean isDouble() {
        return true;
    }

    @Override
    public double[] decode(byte[] line) {
        int end = NumberText.skipBlanksBack(line, 0, line.length);
        double[] numbers = new double[dim];
        for (int i = dim - 1; i >= 0; i--) {
            int start = wordStart(line, end);
            numbers[i] = NumberText.number(line, start, end);
            // A word has at least one sign.
            if (start == 0 || NumberText.isNone(numbers[i])) {
                return null;
            }
            end = NumberText.skipBlanksBack(line, 0, start);
        }
        return end == 0 ? null : numbers;
    }

    /** The word of a line; the whole line where it has too few parts. */
    @Override
    public byte[] rewrite(byte[] line) {
        int end = NumberText.skipBlanksBack(line, 0, line.length);
        for (int i = 0; i < dim; i++) {
            end = NumberText.skipBlanksBack(line, 0, wordStart(line, end));
        }
        return end == 0 ? line : Arrays.copyOf(line, end);
    }

    /** Lines are written of a word and a vector, not of a vector alone. */
    @Override
    public byte[] encode(float[] numbers) {
        return VectorText.of(" ").encode(numbers);
    }

    private static int wordStart(byte[] line, int end) {
        int start = end;
        while (start > 0 && !NumberText.isBlank(line[start - 1])) {
            start--;
        }
        return start;
    }
}
