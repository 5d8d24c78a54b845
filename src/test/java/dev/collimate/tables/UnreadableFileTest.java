package dev.collimate.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
                assertThat(among(files, Set.of(bad))).contains(bad);
            }
        }
    }

    @Test
    void theFirstOfSeveralIsFound() {
        assertThat(among(files(9), Set.of("7", "3", "8"))).contains("3");
    }

    @Test
    void nothingIsNamedWhereAllCanBeRead() {
        assertThat(among(files(9), Set.of())).isEmpty();
        assertThat(among(List.of(), Set.of())).isEmpty();
    }

    @Test
    void aThousandFilesTakeTwoReadsForEachHalving() {
        among(files(1024), Set.of("1023"));
        assertThat(reads).hasValueLessThanOrEqualTo(21);
    }

    @Test
    void aFailureThatIsNotOfAFileIsThrownOn() {
        IllegalArgumentException other = new IllegalArgumentException("no more memory");
        assertThatThrownBy(() -> UnreadableFile.among(
                        files(4),
                        some -> {
                            throw other;
                        },
                        IllegalStateException.class::isInstance))
                .isSameAs(other);
    }

    private Optional<String> among(List<String> files, Set<String> bad) {
        return UnreadableFile.among(files, some -> read(some, bad), IllegalStateException.class::isInstance);
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
