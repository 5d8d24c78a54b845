package dev.collimate.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadSourcesTest {
    @Test
    void aSnapshotOfIcebergIsNamedByItsNumber() {
        assertThat(ReadSources.number("branch_null_snapshot_2661167395917811746"))
                .contains("2661167395917811746");
        assertThat(ReadSources.number("branch_a_snapshot_b_snapshot_7")).contains("7");
        assertThat(ReadSources.number("branch_null_snapshot_null")).isEmpty();
    }

    @Test
    void versionsOfOtherSourcesStayAsTheyAre() {
        assertThat(ReadSources.number("12")).contains("12");
        assertThat(ReadSources.number("snapshot_12")).contains("snapshot_12");
    }
}
