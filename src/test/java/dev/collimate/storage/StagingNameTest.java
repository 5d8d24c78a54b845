package dev.collimate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StagingNameTest {
    @Test
    void unfinishedWorkIsOfItsTargetAlone() {
        String[] targets = {"model", "model-a", "model?sig=s3cret", "model?sig=s3crets", "model?"};
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
        assertThat(StagingName.unique("password=s3cret")).doesNotContain("s3cret");
    }
}
