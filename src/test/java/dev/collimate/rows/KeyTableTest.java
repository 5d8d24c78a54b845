package dev.collimate.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyTableTest {
    private static final long[] NO_NULLS = new long[2];

    @Test
    void aTableOfNothingCountsNothing() {
        assertThat(new KeyTable().counts(new long[] {3, 4})).isEqualTo(new KeyCounts(0, 0, 0, 0, 0, 3, 4));
    }

    @Test
    void rowsOfEitherSideAreToldApart() {
        KeyTable table = new KeyTable();
        table.add(0, 1, 5);
        table.add(1, 1, 5);
        table.add(0, 2, 5);
        table.add(1, 3, 5);
        table.add(1, 3, 5);
        table.add(1, 3, 5);
        assertThat(table.counts(NO_NULLS)).isEqualTo(new KeyCounts(1, 1, 1, 0, 1, 0, 0));
    }

    /** One place for all, which is also the last, so that they go on at the first. */
    @Test
    void hashesOfOnePlaceAndOfZeroAreKeysOfTheirOwn() {
        KeyTable table = new KeyTable();
        for (long key = 0; key < 300; key++) {
            table.add(0, key, -1);
            table.add(1, key, -1);
            table.add(0, 0, key);
        }
        assertThat(table.counts(NO_NULLS)).isEqualTo(new KeyCounts(300, 300, 0, 0, 0, 0, 0));
    }

    @Test
    void aTableThatGrowsKeepsWhatItHas() {
        Random random = new Random(1);
        KeyTable table = new KeyTable();
        Map<Long, int[]> expected = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            long key = random.nextInt(60_000);
            int side = random.nextInt(2);
            table.add(side, key * 0x9E3779B97F4A7C15L, key >> 3);
            expected.computeIfAbsent(key, absent -> new int[2])[side]++;
        }
        assertThat(table.counts(NO_NULLS))
                .isEqualTo(expected.values().stream()
                        .map(rows -> new KeyCounts(
                                rows[0] > 0 && rows[1] > 0 ? 1 : 0,
                                rows[1] == 0 ? 1 : 0,
                                rows[0] == 0 ? 1 : 0,
                                rows[0] > 1 ? 1 : 0,
                                rows[1] > 1 ? 1 : 0,
                                0,
                                0))
                        .reduce(KeyCounts::plus)
                        .orElseThrow());
    }
}
