package dev.collimate.tables;

import dev.collimate.rows.VectorCodec;
import java.nio.charset.StandardCharsets;

/**
 * pgvector's sparsevec: <code>{1:0.5,3:0.2}/8</code>, the elements that are not zero after their places, which count from 1
 * and rise, and the length.
 */
record SparseVectorText() implements VectorCodec {
    private static final long serialVersionUID = 1L;

    /** As dense vectors take memory; pgvector's own limit of elements that are not zero is lower. */
    private static final int MOST_ELEMENTS = 1 << 20;

    @Override
    public String name() {
        return "sparsevec";
    }

    @Override
    public String described() {
        return name() + " of at most " + MOST_ELEMENTS + " elements, as a dense vector is made of it";
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
    public double[] decode(byte[] stored) {
        int end = last(stored, '/');
        int length = end < 0 ? -1 : NumberText.whole(stored, end + 1, stored.length, MOST_ELEMENTS);
        int open = NumberText.skipBlanks(stored, 0, stored.length);
        int close = end < 0 ? -1 : NumberText.skipBlanksBack(stored, open, end) - 1;
        if (length < 1 || close <= open || stored[open] != '{' || stored[close] != '}') {
            return null;
        }
        double[] numbers = new double[length];
        int place = 0;
        int at = open + 1;
        while (NumberText.skipBlanks(stored, at, close) < close) {
            int colon = next(stored, ':', at, close);
            int comma = next(stored, ',', at, close);
            int index = colon < comma ? NumberText.whole(stored, at, colon, length) : -1;
            double number = index > place ? NumberText.number(stored, colon + 1, comma) : Double.NaN;
            if (index <= place || NumberText.isNone(number)) {
                return null;
            }
            place = index;
            numbers[index - 1] = number;
            at = comma + 1;
        }
        return at == close + 1 || place == 0 ? numbers : null;
    }

    @Override
    public byte[] encode(float[] numbers) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] != 0) {
                text.append(text.length() > 1 ? "," : "")
                        .append(i + 1)
                        .append(':')
                        .append(numbers[i]);
            }
        }
        return text.append("}/").append(numbers.length).toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static int next(byte[] text, char sign, int from, int end) {
        int at = from;
        while (at < end && text[at] != sign) {
            at++;
        }
        return at;
    }

    private static int last(byte[] text, char sign) {
        int at = text.length - 1;
        while (at >= 0 && text[at] != sign) {
            at--;
        }
        return at;
    }
}
