package dev.collimate.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SliceLayoutTest {
    private static final List<double[]> ARRAYS =
            List.of(new double[] {0, 1, 2, 3, 4}, new double[0], new double[] {5}, new double[] {6, 7, 8, 9, 10});

    @Test
    void slicesOneBehindTheOtherAreTheArraysOneBehindTheOther() {
        for (int slices = 1; slices <= 11; slices++) {
            SliceLayout plan = new SliceLayout(11, slices);
            List<Double> elements = new ArrayList<>();
            for (int slice = 0; slice < slices; slice++) {
                int before = elements.size();
                for (DoubleBuffer part : plan.parts(slice, ARRAYS)) {
                    assertThat(part.hasRemaining()).isTrue();
                    while (part.hasRemaining()) {
                        elements.add(part.get());
                    }
                }
                assertThat(elements.size() - before).isEqualTo(plan.length(slice));
            }
            assertThat(elements)
                    .isEqualTo(IntStream.range(0, 11).mapToObj(i -> (double) i).toList());
        }
    }

    @Test
    void partsAreViews() {
        double[] array = {1, 2, 3};
        new SliceLayout(3, 3).parts(1, List.of(array)).get(0).put(9);
        assertThat(array).containsExactly(1, 9, 3);
    }

    @Test
    void lengthsOfSlicesDifferByOneAtMost() {
        for (SliceLayout plan : List.of(new SliceLayout(10, 3), new SliceLayout(6_000_000_011L, 1 << 14))) {
            int[] lengths = IntStream.range(0, plan.slices()).map(plan::length).toArray();
            assertThat(IntStream.of(lengths).asLongStream().sum()).isEqualTo(plan.elements());
            assertThat(IntStream.of(lengths).max().getAsInt()
                            - IntStream.of(lengths).min().getAsInt())
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void thereAreEnoughSlicesForAllTasksAndForTheMemoryOfEach() {
        assertThat(SliceLayout.of(1_000_000, 4, 7).slices()).isEqualTo(7);
        assertThat(SliceLayout.of(3, 4, 7).slices()).isEqualTo(3);
        assertThat(SliceLayout.of(0, 4, 7).slices()).isEqualTo(1);
        long elementsOfATask = (64 << 20) / 8;
        assertThat(SliceLayout.of(elementsOfATask, 3, 1).slices()).isEqualTo(3);
        assertThat(SliceLayout.of(elementsOfATask + 1, 3, 1).slices()).isEqualTo(4);
        SliceLayout large = SliceLayout.of(50_000_000, 64, 2);
        assertThat(8L * large.length(0) * 64).isLessThanOrEqualTo(64 << 20);
    }
}
