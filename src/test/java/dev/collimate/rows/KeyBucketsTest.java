package dev.collimate.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;

class KeyBucketsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 2048})
    void eachHashIsInOneBucketOfItsSide(int partitions) {
        Random random = new Random(1);
        List<InternalRow> rows = IntStream.range(0, 30_000)
                .mapToObj(i -> row(i % 2, i % 10 < 8, random.nextLong(), i))
                .toList();
        Set<Long> found = new HashSet<>();
        long[] nulls = new long[2];
        KeyBuckets buckets = new KeyBuckets(rows.iterator(), partitions);
        while (buckets.hasNext()) {
            Tuple2<Integer, long[]> bucket = buckets.next();
            if (bucket._1() >= 2 * partitions) {
                nulls[bucket._1() - 2 * partitions] += bucket._2()[0];
                continue;
            }
            long[] hashes = bucket._2();
            for (int i = 0; i < hashes.length; i += 2) {
                InternalRow row = rows.get((int) hashes[i + 1]);
                assertThat(hashes[i]).isEqualTo(row.getLong(2));
                assertThat(bucket._1() % 2).isEqualTo(row.getInt(0));
                double upper = (hashes[i] >>> 32) * 0x1p-32;
                assertThat(bucket._1() / 2).isEqualTo((int) (upper * partitions));
                assertThat(found.add(hashes[i + 1])).isTrue();
            }
        }
        assertThat(found).hasSize(24_000);
        assertThat(nulls).containsExactly(3000, 3000);
    }

    @Test
    void withoutRowsThereAreNoHashes() {
        KeyBuckets buckets = new KeyBuckets(List.<InternalRow>of().iterator(), 5);
        assertThat(buckets).toIterable().hasSize(2).allSatisfy(bucket -> assertThat(bucket._2())
                .containsExactly(0));
    }

    private static InternalRow row(int side, boolean hasKey, long first, long second) {
        return new GenericInternalRow(new Object[] {side, hasKey, first, second});
    }
}
