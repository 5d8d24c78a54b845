package dev.collimate.tables;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Numbers in texts of UTF-8: correctly rounded, in the notation that all programs share, with blanks around. */
final class NumberText {
    /** What stands for no number; its bits are those of no NaN that a text can mean. */
    private static final double NONE = Double.longBitsToDouble(0x7FF8_0000_0000_0BADL);

    private static final int LONGEST_WORD = 9;

    private NumberText() {}

    static boolean isNone(double number) {
        return Double.doubleToRawLongBits(number) == Double.doubleToRawLongBits(NONE);
    }

    /**
     * The number that stands from {@code start} to {@code end}: decimal, or nan, inf or infinity in any case.
     *
     * @return a number for which {@link #isNone} where there is none
     */
    static double number(byte[] text, int start, int end) {
        int from = skipBlanks(text, start, end);
        int to = skipBlanksBack(text, from, end);
        if (from == to) {
            return NONE;
        }
        if (!isDecimal(text, from, to)) {
            return word(text, from, to);
        }
        try {
            return JavaDoubleParser.parseDouble(text, from, to - from);
        } catch (NumberFormatException e) {
            // The only way in which the parser says that there is no number.
            return NONE;
        }
    }

    /** The whole number from 0 to {@code most} that stands there; -1 where there is none. */
    static int whole(byte[] text, int start, int end, int most) {
        int from = skipBlanks(text, start, end);
        int to = skipBlanksBack(text, from, end);
        long number = from == to ? -1 : 0;
        for (int i = from; i < to && number >= 0; i++) {
            boolean digit = text[i] >= '0' && text[i] <= '9';
            number = digit && 10 * number + text[i] - '0' <= most ? 10 * number + text[i] - '0' : -1;
        }
        return (int) number;
    }

    static boolean isBlank(byte sign) {
        return sign == ' ' || sign >= '\t' && sign <= '\r';
    }

    static int skipBlanks(byte[] text, int start, int end) {
        int at = start;
        while (at < end && isBlank(text[at])) {
            at++;
        }
        return at;
    }

    static int skipBlanksBack(byte[] text, int start, int end) {
        int at = end;
        while (at > start && isBlank(text[at - 1])) {
            at--;
        }
        return at;
    }

    /** Java's own notation has also hexadecimal numbers and letters for types. */
    private static boolean isDecimal(byte[] text, int start, int end) {
        for (int i = start; i < end; i++) {
            byte sign = text[i];
            boolean known = sign >= '0' && sign <= '9'
                    || sign == '.'
                    || sign == '-'
                    || sign == '+'
                    || sign == 'e'
                    || sign == 'E';
            if (!known) {
                return false;
            }
        }
        return true;
    }

    private static double word(byte[] text, int start, int end) {
        if (end - start > LONGEST_WORD) {
            return NONE;
        }
        return switch (new String(text, start, end - start, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT)) {
            case "nan", "+nan", "-nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> NONE;
        };
    }
}
