package dev.collimate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StagingNameTest {
    @Test
    void unfinishedWorkIsOfItsTargetAlone() {
        String long64 = "m".repeat(64);
        String[] targets = {
            "model",
            "model-a",
            "model?sig=s3cret",
            "model?sig=s3crets",
            "model?",
            long64,
            long64 + "a",
            long64 + "b",
            "ä" + long64
        };
        for (String target : targets) {
            String unique = StagingName.unique(target);
            assertThat(StagingName.isOne(unique + StagingName.NEW)).isTrue();
            for (String other : targets) {
                assertThat(StagingName.uniqueOf(unique + StagingName.NEW, other))
                        .as(target + " and " + other)
                        .isEqualTo(other.equals(target) ? unique : null);
            }
        }
    }

    @Test
    void theNameOfUnfinishedWorkHoldsNoSecret() {
        assertThat(StagingName.unique("model?sig=s3cret")).startsWith(".model-").doesNotContain("s3cret", "?");
        for (String name : new String[] {
            "password=s3cret", "password: s3cret?a=b", "token 's3cret' model?a=b", "Authorization: Bearer s3cret"
        }) {
            assertThat(StagingName.unique(name)).doesNotContain("s3cret", " ");
        }
    }

    @Test
    void namesAreShortEnoughForAnyFileSystem() {
        for (String name :
                new String[] {"m".repeat(255), "語".repeat(85), "😀".repeat(63), "😀".repeat(60) + "?sig=s3cret"}) {
            assertThat((StagingName.unique(name) + ".moving").getBytes(StandardCharsets.UTF_8))
                    .hasSizeLessThan(255);
        }
    }
}
