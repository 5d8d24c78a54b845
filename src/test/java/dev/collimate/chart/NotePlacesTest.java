package dev.collimate.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NotePlacesTest {
    private static final double HALF_WIDTH = 4 * 0.6 * NotePlaces.SIZE / 2;
    private static final double HALF_HEIGHT = 1.1 * NotePlaces.SIZE / 2;

    private static boolean meet(NotePlaces.Point a, NotePlaces.Point b, double halfWidthOfB, double halfHeightOfB) {
        return Math.abs(a.x() - b.x()) < HALF_WIDTH + halfWidthOfB - 1e-9
                && Math.abs(a.y() - b.y()) < HALF_HEIGHT + halfHeightOfB - 1e-9;
    }

    @Test
    void textsStayWithinBoundsAndCoverNeitherMarksNorOtherTexts() {
        Random random = new Random(1);
        for (int count : new int[] {1, 5, 20, 80}) {
            NotePlaces places = new NotePlaces(0, 0, 200, 100);
            List<NotePlaces.Point> marks = random.doubles(count)
                    .mapToObj(x -> new NotePlaces.Point(200 * x, 100 * random.nextDouble()))
                    .toList();
            marks.forEach(mark -> places.addMark(mark.x(), mark.y()));
            List<NotePlaces.Point> texts = new ArrayList<>();
            marks.forEach(mark -> places.take("0.75", mark.x(), mark.y()).ifPresent(texts::add));
            assertThat(texts).hasSizeBetween(1, count);
            for (int i = 0; i < texts.size(); i++) {
                NotePlaces.Point text = texts.get(i);
                assertThat(text.x()).isBetween(HALF_WIDTH, 200 - HALF_WIDTH);
                assertThat(text.y()).isBetween(HALF_HEIGHT, 100 - HALF_HEIGHT);
                assertThat(marks).noneMatch(mark -> meet(text, mark, 4, 4));
                assertThat(texts.subList(0, i)).noneMatch(other -> meet(text, other, HALF_WIDTH, HALF_HEIGHT));
            }
        }
    }

    @Test
    void aTextLeavesALineFreeAsLongAsItFindsRoomBesideIt() {
        NotePlaces places = new NotePlaces(0, 0, 200, 100);
        places.addMark(100, 50);
        places.addLine(100, 50, 100, 0);
        NotePlaces.Point below = places.take("0.75", 100, 50).orElseThrow();
        assertThat(below.x()).isEqualTo(100);
        assertThat(below.y()).isGreaterThan(50);
        NotePlaces narrow = new NotePlaces(80, 20, 120, 52);
        narrow.addMark(100, 50);
        narrow.addLine(100, 50, 100, 0);
        assertThat(narrow.take("0.75", 100, 50)).isPresent();
    }

    @Test
    void whatHasNoRoomOrNoPlaceIsLeftOut() {
        assertThat(new NotePlaces(0, 0, 10, 10).take("0.75", 5, 5)).isEmpty();
        NotePlaces places = new NotePlaces(0, 0, 200, 100);
        for (double nowhere : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            places.addMark(nowhere, 50);
            places.addLine(100, 50, nowhere, 50);
            assertThat(places.take("0.75", nowhere, 5)).isEmpty();
        }
        assertThat(places.take("0.75", 100, 50)).isPresent();
    }
}
