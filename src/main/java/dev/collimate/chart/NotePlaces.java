package dev.collimate.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Places for short texts beside the points of a picture, in pixels. A text is put where it covers no mark, no other text
 * and, where that is possible, no line; nowhere, where it would.
 */
final class NotePlaces {
    static final int SIZE = 12;

    /** A little more than a digit is wide, and a line high. */
    private static final double WIDTH_OF_CHARACTER = 0.6 * SIZE;

    private static final double HEIGHT = 1.1 * SIZE;
    private static final double HALF_OF_MARK = 4.5;

    /** Where a text may be beside its point: above it first. */
    private static final int[][] DIRECTIONS = {{0, -1}, {0, 1}, {1, 0}, {-1, 0}, {1, -1}, {-1, -1}, {1, 1}, {-1, 1}};

    private final Box room;
    private final List<Box> taken = new ArrayList<>();
    private final List<Point> onLines = new ArrayList<>();

    /** The middle of a text, or a point of a line. */
    record Point(double x, double y) {}

    private record Box(double left, double top, double right, double bottom) {
        static Box around(double x, double y, double halfWidth, double halfHeight) {
            return new Box(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight);
        }

        boolean meets(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }

        boolean holds(Box other) {
            return left <= other.left && other.right <= right && top <= other.top && other.bottom <= bottom;
        }
    }

    /** Texts stay within these bounds. */
    NotePlaces(double left, double top, double right, double bottom) {
        this.room = new Box(left, top, right, bottom);
    }

    void addMark(double x, double y) {
        taken.add(Box.around(x, y, HALF_OF_MARK, HALF_OF_MARK));
    }

    /** Nothing where an end has no place. */
    void addLine(double fromX, double fromY, double toX, double toY) {
        double length = Math.hypot(toX - fromX, toY - fromY);
        int steps = Double.isFinite(length) ? Math.max(1, (int) length / 2) : -1;
        for (int step = 0; step <= steps; step++) {
            double share = (double) step / steps;
            onLines.add(new Point(fromX + share * (toX - fromX), fromY + share * (toY - fromY)));
        }
    }

    /** The middle of the text beside the mark at (x, y), which it takes; empty where there is no room. */
    Optional<Point> take(String text, double x, double y) {
        double halfWidth = text.length() * WIDTH_OF_CHARACTER / 2;
        for (boolean offLines : new boolean[] {true, false}) {
            for (int[] direction : DIRECTIONS) {
                double middleX = x + direction[0] * (halfWidth + HALF_OF_MARK);
                double middleY = y + direction[1] * (HEIGHT / 2 + HALF_OF_MARK);
                Box box = Box.around(middleX, middleY, halfWidth, HEIGHT / 2);
                if (room.holds(box) && isFree(box, offLines)) {
                    taken.add(box);
                    return Optional.of(new Point(middleX, middleY));
                }
            }
        }
        return Optional.empty();
    }

    private boolean isFree(Box box, boolean offLines) {
        return taken.stream().noneMatch(box::meets)
                && !(offLines && onLines.stream().anyMatch(point -> box.meets(Box.around(point.x(), point.y(), 1, 1))));
    }
}
