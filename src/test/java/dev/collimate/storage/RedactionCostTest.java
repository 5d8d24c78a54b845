package dev.collimate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What it takes to redact long texts, among them such as are made to take long. */
class RedactionCostTest {
    private static final int LENGTH = 1 << 13;

    /** Twice the length; what is bounded costs less near the end of a text, which counts more in the shorter one. */
    private static final double MOST_GROWTH = 2.2;

    /** Far more than a stack has room for, were each of them one call. */
    private static final int LONG = 50_000;

    /** At the worst a password of 1024 characters is looked for at every second character. */
    private static final long MOST_LOOKS = 1100;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token",
                "token ",
                "token=",
                "token: ",
                "invalid_token:",
                "access ",
                "identifier_",
                "𝒳token",
                ":/",
                "://a:b",
                "://a:@",
                "a:b:c",
                "a@",
                "?a",
                "?a=",
                "?a=::::",
                "%3F",
                "jdbc:oracle:x",
                "jdbc:oracle:x:a/",
                "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo/",
                "'",
                "\"",
                "token\"",
                "token=\"",
                "token=\"\"",
                "token='\\",
                "token=\\\"",
                "\\",
                "secret\\",
                "password={",
                "token=*",
                "-----BEGIN ",
                "-----BEGIN PRIVATE KEY-----",
                "password=\"😀😀 "
            })
    void itGrowsWithTheLengthOfTheText(String part) {
        String start = part.repeat(LENGTH / part.length());
        for (Pattern pattern : patterns()) {
            long once = looks(pattern, start);
            long twice = looks(pattern, start + start);
            assertThat((double) twice)
                    .as(pattern.pattern())
                    .isLessThanOrEqualTo(MOST_GROWTH * once + 100)
                    .isLessThanOrEqualTo(2.0 * MOST_LOOKS * start.length());
        }
    }

    @Test
    void valuesMayHaveAnyLength() {
        for (String part : List.of("x", "😀", "é\n", "\\\\\\\"", "x😀")) {
            for (String quote : List.of("\"", "'", "\\\"")) {
                String value = part.repeat(LONG);
                assertThat(Redaction.of("password=" + quote + value + quote))
                        .hasSizeLessThan(value.length() / 2)
                        .startsWith("password=");
            }
            assertThat(Redaction.of("password=" + part.repeat(LONG))).startsWith("password=");
            assertThat(Redaction.of("s3a://" + part.repeat(LONG) + "?a=" + part.repeat(LONG)))
                    .startsWith("s3a://");
        }
    }

    private static List<Pattern> patterns() {
        return Stream.concat(
                        Redaction.patterns().stream(),
                        Stream.of(Redaction.ofSettings(), Redaction.ofParts()).map(Pattern::compile))
                .toList();
    }

    /** How many characters are looked at to find all in {@code text}. */
    private static long looks(Pattern pattern, String text) {
        CountedText counted = new CountedText(text);
        Matcher matcher = pattern.matcher(counted);
        while (matcher.find()) {
            assertThat(matcher.end()).isPositive();
        }
        return counted.looks;
    }

    private static final class CountedText implements CharSequence {
        private final String text;
        private long looks;

        CountedText(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            looks++;
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
