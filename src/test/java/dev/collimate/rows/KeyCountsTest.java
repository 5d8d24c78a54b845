package dev.collimate.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyCountsTest {
    @Test
    void countsOfOtherKeysAreAddedOneByOne() {
        KeyCounts some = new KeyCounts(1, 2, 3, 4, 5, 6, 7);
        assertThat(some.plus(new KeyCounts(10, 20, 30, 40, 50, 60, 70)))
                .isEqualTo(new KeyCounts(11, 22, 33, 44, 55, 66, 77));
    }
}
