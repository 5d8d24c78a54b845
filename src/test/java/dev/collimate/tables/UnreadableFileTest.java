package dev.collimate.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnreadableFileTest {
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void eachOneIsFoundAmongAnyNumber() {
        for (int count = 1; count < 20; count++) {
            List<String> files = files(count);
            for (String bad : files) {
                assertThat(UnreadableFile.among(files, among -> read(among, Set.of(bad))))
                        .contains(bad);
            }
        }
    }

    @Test
    void theFirstOfSeveralIsFound() {
        assertThat(UnreadableFile.among(files(9), among -> read(among, Set.of("7", "3", "8"))))
                .contains("3");
    }

    @Test
    void nothingIsNamedWhereAllCanBeRead() {
        assertThat(UnreadableFile.among(files(9), among -> read(among, Set.of())))
                .isEmpty();
        assertThat(UnreadableFile.among(List.of(), among -> read(among, Set.of())))
                .isEmpty();
    }

    @Test
    void aThousandFilesTakeTwoReadsForEachHalving() {
        UnreadableFile.among(files(1024), among -> read(among, Set.of("1023")));
        assertThat(reads).hasValueLessThanOrEqualTo(21);
    }

    private void read(List<String> files, Set<String> bad) {
        reads.incrementAndGet();
        Set<String> common = new HashSet<>(files);
        common.retainAll(bad);
        if (!common.isEmpty()) {
            throw new IllegalStateException("damaged");
        }
    }

    private static List<String> files(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
