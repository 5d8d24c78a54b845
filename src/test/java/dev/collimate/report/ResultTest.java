package dev.collimate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTest {
    @Test
    void valuesKeepTheirOrderOnOneLine() {
        Result inner = new Result().put("share", 0.25);
        String json = Result.of("train")
                .put("rows", 4000L)
                .put("within", inner)
                .put("text", "two\nlines \"quoted\"")
                .put("list", List.of(1, 2))
                .put("flag", true)
                .toJson();
        assertThat(json)
                .isEqualTo("{\"command\":\"train\",\"rows\":4000,\"within\":{\"share\":0.25},"
                        + "\"text\":\"two\\nlines \\\"quoted\\\"\",\"list\":[1,2],\"flag\":true}");
    }

    @Test
    void pathsAreKeptButForPasswordsAndQueries() {
        assertThat(new Result()
                        .put("model", "token=en/m")
                        .put("output", "s3a://me:s3cret@b/token=en?sig=s3cret")
                        .toJson())
                .isEqualTo("{\"model\":\"token=en/m\",\"output\":\"s3a://me:*********(redacted)@b/token=en?"
                        + "*********(redacted)\"}");
    }

    @Test
    void numbersThatJsonLacksAreNull() {
        assertThat(new Result()
                        .put("a", Double.NaN)
                        .put("b", Double.POSITIVE_INFINITY)
                        .put("c", null)
                        .toJson())
                .isEqualTo("{\"a\":null,\"b\":null,\"c\":null}");
    }
}
