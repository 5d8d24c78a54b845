package dev.collimate.moments;

import dev.collimate.data.ArraySums;
import dev.collimate.map.PerceptronMap;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link HiddenSums} of the rows that are solved from and, so that a ridge can be judged without another pass, of a fifth
 * of all rows apart from them.
 *
 * @param held null where no ridge is to be judged; then {@code solved} are of all rows
 */
public record HiddenFolds(HiddenSums solved, HiddenSums held) implements ArraySums<HiddenFolds> {
    /** @param judged whether rows are held back */
    public static HiddenFolds of(PerceptronMap map, boolean judged) {
        HiddenSums.Shape shape = HiddenSums.Shape.of(map);
        return new HiddenFolds(new HiddenSums(shape), judged ? new HiddenSums(shape) : null);
    }

    /** Of a smaller map, whose hidden units are the first of these: a copy. */
    public HiddenFolds leading(PerceptronMap smaller) {
        int units = smaller.hiddenUnits();
        return new HiddenFolds(solved.leading(units), held == null ? null : held.leading(units));
    }

    /** Number of elements of the sums. */
    public static long size(PerceptronMap map, boolean judged) {
        return (judged ? 2 : 1) * HiddenSums.size(map);
    }

    @Override
    public List<double[]> arrays() {
        List<double[]> arrays = new ArrayList<>(solved.arrays());
        if (held != null) {
            arrays.addAll(held.arrays());
        }
        return arrays;
    }
}
