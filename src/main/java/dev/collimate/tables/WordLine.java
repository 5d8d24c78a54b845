package dev.collimate.tables;

import dev.collimate.rows.TextRewrite;
import dev.collimate.rows.VectorCodec;
import java.util.Arrays;

/**
 * A line of a word and its vector: the last numbers are the vector, whatever is before them is the word. A word of several
 * parts whose last is a number with a point or an exponent is none: there the vector is longer than was said.
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
        return end == 0 || endsInFraction(line, end) ? null : numbers;
    }

    /** Whether what is before {@code end} has a part before its last, and that is a number which no word ends in. */
    private static boolean endsInFraction(byte[] line, int end) {
        int start = wordStart(line, end);
        boolean fraction = false;
        for (int i = start; i < end; i++) {
            fraction |= line[i] == '.' || line[i] == 'e' || line[i] == 'E';
        }
        return fraction
                && NumberText.skipBlanksBack(line, 0, start) > 0
                && !NumberText.isNone(NumberText.number(line, start, end));
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
