package dev.collimate.tables;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The encodings once more, as their descriptions have them and without thought of speed. */
final class PlainDecoders {
    private static final String BLANKS = "[ \\t\\n\\x0B\\f\\r]*";
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Pattern BRACKETED = Pattern.compile("(?s)\\[(.*)]|\\{(.*)}|\\((.*)\\)");
    private static final Pattern SPARSE =
            Pattern.compile("(?s)" + BLANKS + "\\{(.*)}" + BLANKS + "/" + BLANKS + "([0-9]+)" + BLANKS);
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private PlainDecoders() {}

    /** Null where {@code stored} is no vector. */
    static double[] decode(String encoding, String delimiter, byte[] stored) {
        String text = new String(stored, StandardCharsets.ISO_8859_1);
        if (encoding.startsWith("base64-")) {
            byte[] bytes = base64(text);
            return bytes == null ? null : bytes(encoding.substring("base64-".length()), bytes);
        }
        return switch (encoding) {
            case "text" -> text(text, delimiter);
            case "list" ->
                strip(text).isEmpty() ? null : numbers(Arrays.asList(strip(text).split(" ")));
            case "sparsevec" -> sparse(text);
            default -> bytes(encoding, stored);
        };
    }

    private static double[] text(String text, String delimiter) {
        String inner = strip(text);
        if (inner.isEmpty()) {
            return null;
        }
        for (int i = 0; i < 2; i++) {
            Matcher brackets = BRACKETED.matcher(inner);
            if (brackets.matches()) {
                inner = strip(inner.substring(1, inner.length() - 1));
            }
        }
        if (inner.isEmpty()) {
            return new double[0];
        }
        String[] parts = delimiter.isBlank()
                ? inner.split("[ \\t\\n\\x0B\\f\\r]+", -1)
                : inner.split(Pattern.quote(delimiter), -1);
        return numbers(Arrays.asList(parts));
    }

    private static double[] sparse(String text) {
        Matcher form = SPARSE.matcher(text);
        if (!form.matches() || form.group(2).length() > 9) {
            return null;
        }
        int length = Integer.parseInt(form.group(2));
        if (length < 1 || length > 1 << 20) {
            return null;
        }
        double[] numbers = new double[length];
        if (strip(form.group(1)).isEmpty()) {
            return numbers;
        }
        int last = 0;
        for (String entry : form.group(1).split(",", -1)) {
            int colon = entry.indexOf(':');
            String place = colon < 0 ? "" : strip(entry.substring(0, colon));
            double[] number = colon < 0 ? null : numbers(List.of(entry.substring(colon + 1)));
            if (!place.matches("0*[0-9]{1,9}") || number == null) {
                return null;
            }
            int index = Integer.parseInt(place);
            if (index <= last || index > length) {
                return null;
            }
            last = index;
            numbers[index - 1] = number[0];
        }
        return numbers;
    }

    private static double[] numbers(List<String> parts) {
        List<Double> numbers = new ArrayList<>();
        for (String part : parts) {
            String number = strip(part);
            if (DECIMAL.matcher(number).matches()) {
                numbers.add(Double.parseDouble(number));
            } else {
                switch (number.toLowerCase(Locale.ROOT)) {
                    case "nan", "+nan", "-nan" -> numbers.add(Double.NaN);
                    case "inf", "+inf", "infinity", "+infinity" -> numbers.add(Double.POSITIVE_INFINITY);
                    case "-inf", "-infinity" -> numbers.add(Double.NEGATIVE_INFINITY);
                    default -> {
                        return null;
                    }
                }
            }
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static String strip(String text) {
        return text.replaceAll("^" + BLANKS, "").replaceAll(BLANKS + "$", "");
    }

    private static byte[] base64(String text) {
        String line = text.replaceAll("[\r\n]", "");
        String digits = line.replaceAll("={0,2}$", "");
        boolean padded = digits.length() < line.length();
        if (digits.length() % 4 == 1 || padded && line.length() % 4 != 0) {
            return null;
        }
        byte[] bytes = new byte[digits.length() * 6 / 8];
        for (int bit = 0; bit < digits.length() * 6; bit++) {
            int value = BASE64.indexOf(digits.charAt(bit / 6));
            if (value < 0) {
                return null;
            }
            if (bit / 8 < bytes.length && (value >> 5 - bit % 6 & 1) == 1) {
                bytes[bit / 8] |= (byte) (0x80 >> bit % 8);
            }
        }
        return bytes;
    }

    private static double[] bytes(String encoding, byte[] stored) {
        int width =
                switch (encoding) {
                    case "float64" -> 8;
                    case "float32", "int32" -> 4;
                    case "float16", "bfloat16" -> 2;
                    default -> 1;
                };
        if (stored.length % width != 0) {
            return null;
        }
        double[] numbers = new double[stored.length / width];
        for (int i = 0; i < numbers.length; i++) {
            long bits = 0;
            for (int b = width - 1; b >= 0; b--) {
                bits = bits << 8 | stored[i * width + b] & 0xFF;
            }
            numbers[i] = switch (encoding) {
                case "float64" -> ieee(bits, 11, 52);
                case "float32" -> ieee(bits, 8, 23);
                case "float16" -> ieee(bits, 5, 10);
                case "bfloat16" -> ieee(bits, 8, 7);
                case "int32" -> (int) bits;
                case "uint8" -> bits;
                default -> (byte) bits;
            };
        }
        return numbers;
    }

    /** The number of IEEE 754 with so many bits of exponent and fraction. */
    private static double ieee(long bits, int exponentBits, int fractionBits) {
        long fraction = bits & (1L << fractionBits) - 1;
        int exponent = (int) (bits >> fractionBits & (1 << exponentBits) - 1);
        double sign = (bits >> exponentBits + fractionBits & 1) == 0 ? 1 : -1;
        int bias = (1 << exponentBits - 1) - 1;
        if (exponent == (1 << exponentBits) - 1) {
            return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        }
        return exponent == 0
                ? sign * Math.scalb((double) fraction, 1 - bias - fractionBits)
                : sign * Math.scalb((double) (fraction | 1L << fractionBits), exponent - bias - fractionBits);
    }
}
