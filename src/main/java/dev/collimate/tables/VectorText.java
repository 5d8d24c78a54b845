package dev.collimate.tables;

import dev.collimate.rows.VectorCodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Vectors as numbers with something between them, with or without brackets around: JSON and Python lists, pgvector,
 * PostgreSQL arrays, NumPy's print, columns of tools. Blanks around numbers and brackets do not count.
 *
 * @param delimiter between numbers; blank for any white space
 * @param joint what stands between the numbers that are written: the delimiter, perhaps with blanks
 * @param open what stands in front of the numbers that are written
 * @param close what stands behind them
 */
record VectorText(String delimiter, String joint, String open, String close) implements VectorCodec {
    static final String NAME = "text";

    private static final long serialVersionUID = 1L;
    private static final String OPENING = "[{(";
    private static final String CLOSING = "]})";
    /** A list in a list, of shape (1, d). */
    private static final int MOST_BRACKETS = 2;

    /** Numbers with {@code delimiter} between them, without brackets. */
    static VectorText of(String delimiter) {
        return new VectorText(delimiter, delimiter.isBlank() ? " " : delimiter, "", "");
    }

    /**
     * The form of a text that is a vector; empty if it is none, or has no number.
     *
     * @param delimiter between numbers; null to look for a semicolon, then a comma, then a vertical bar, then blanks
     */
    static Optional<VectorText> detect(String text, String delimiter) {
        String inner = text.strip();
        String open = "";
        String close = "";
        while (open.length() < MOST_BRACKETS && isBracketed(inner)) {
            open += inner.charAt(0);
            close = inner.charAt(inner.length() - 1) + close;
            inner = inner.substring(1, inner.length() - 1).strip();
        }
        String between = delimiter != null ? delimiter : delimiter(inner, open.isEmpty() ? " " : ",");
        VectorText form = new VectorText(between, joint(inner, between), open, close);
        double[] numbers = form.decode(text.getBytes(StandardCharsets.UTF_8));
        return numbers == null || numbers.length == 0 ? Optional.empty() : Optional.of(form);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String described() {
        String between =
                switch (delimiter) {
                    case "," -> "commas";
                    case ";" -> "semicolons";
                    case "|" -> "vertical bars";
                    default -> delimiter.isBlank() ? "white space" : "'" + delimiter + "'";
                };
        return (open.isEmpty() ? "numbers" : open + "..." + close) + " with " + between;
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
        int start = NumberText.skipBlanks(stored, 0, stored.length);
        int end = NumberText.skipBlanksBack(stored, start, stored.length);
        if (start == end) {
            return null;
        }
        for (int i = 0; i < MOST_BRACKETS && isBracketed(stored, start, end); i++) {
            start = NumberText.skipBlanks(stored, start + 1, end - 1);
            end = NumberText.skipBlanksBack(stored, start, end - 1);
        }
        if (start == end) {
            return new double[0];
        }
        byte[] separator = delimiter.getBytes(StandardCharsets.UTF_8);
        return delimiter.isBlank() ? ofBlanks(stored, start, end) : ofSeparator(stored, start, end, separator);
    }

    @Override
    public byte[] encode(float[] numbers) {
        StringBuilder text = new StringBuilder(12 * numbers.length + 2).append(open);
        for (int i = 0; i < numbers.length; i++) {
            text.append(i > 0 ? joint : "").append(numbers[i]);
        }
        return text.append(close).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static double[] ofSeparator(byte[] text, int start, int end, byte[] separator) {
        double[] numbers = new double[16];
        int count = 0;
        int at = start;
        while (at <= end) {
            int next = next(text, separator, at, end);
            double number = NumberText.number(text, at, next);
            if (NumberText.isNone(number)) {
                return null;
            }
            numbers = count < numbers.length ? numbers : Arrays.copyOf(numbers, 2 * count);
            numbers[count++] = number;
            at = next == end ? end + 1 : next + separator.length;
        }
        return Arrays.copyOf(numbers, count);
    }

    private static double[] ofBlanks(byte[] text, int start, int end) {
        double[] numbers = new double[16];
        int count = 0;
        int at = start;
        while (at < end) {
            int next = at;
            while (next < end && !NumberText.isBlank(text[next])) {
                next++;
            }
            double number = NumberText.number(text, at, next);
            if (NumberText.isNone(number)) {
                return null;
            }
            numbers = count < numbers.length ? numbers : Arrays.copyOf(numbers, 2 * count);
            numbers[count++] = number;
            at = NumberText.skipBlanks(text, next, end);
        }
        return Arrays.copyOf(numbers, count);
    }

    private static int next(byte[] text, byte[] separator, int from, int end) {
        for (int at = from; at <= end - separator.length; at++) {
            if (text[at] == separator[0]
                    && Arrays.equals(text, at, at + separator.length, separator, 0, separator.length)) {
                return at;
            }
        }
        return end;
    }

    private static boolean isBracketed(byte[] text, int start, int end) {
        return end - start >= 2 && isPair((char) text[start], (char) text[end - 1]);
    }

    private static boolean isBracketed(String text) {
        return text.length() >= 2 && isPair(text.charAt(0), text.charAt(text.length() - 1));
    }

    private static boolean isPair(char open, char close) {
        int kind = OPENING.indexOf(open);
        return kind >= 0 && kind == CLOSING.indexOf(close);
    }

    /** @param usual of one number alone, which shows none */
    private static String delimiter(String numbers, String usual) {
        for (String sign : new String[] {";", ",", "|"}) {
            if (numbers.contains(sign)) {
                return sign;
            }
        }
        return numbers.chars().anyMatch(Character::isWhitespace) ? " " : usual;
    }

    /** The delimiter as it is written after the first number, with the blank that may follow it. */
    private static String joint(String numbers, String delimiter) {
        if (delimiter.isBlank()) {
            return numbers.contains("\t") && !numbers.contains(" ") ? "\t" : " ";
        }
        int at = numbers.indexOf(delimiter);
        return at >= 0 && numbers.startsWith(delimiter + " ", at) ? delimiter + " " : delimiter;
    }
}
