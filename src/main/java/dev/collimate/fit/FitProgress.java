package dev.collimate.fit;

import dev.collimate.distributed.PassReport;
import dev.collimate.optim.MinimizerState;
import dev.collimate.optim.SolverResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a fit has come: all that its rest depends on beside settings and rows. Immutable: holders do not change the
 * arrays.
 *
 * @param sums of the passes before the search, in the order of the passes
 * @param start of the search, or the closed form
 * @param search where it stands
 * @param finished what the fit found
 */
record FitProgress(
        List<Sums> sums, Optional<StartPoint> start, Optional<Searched> search, Optional<Finished> finished) {
    static final FitProgress NONE = new FitProgress(List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    FitProgress {
        sums = List.copyOf(sums);
    }

    /** The sums of one pass, by the name of what was summed. */
    record Sums(String name, List<double[]> arrays) {
        Sums {
            arrays = List.copyOf(arrays);
        }

        /** Whether there is a number for each of {@code others}. */
        boolean fits(List<double[]> others) {
            return arrays.stream()
                    .map(array -> array.length)
                    .toList()
                    .equals(others.stream().map(array -> array.length).toList());
        }

        /** Overwrites arrays that {@link #fits fit}. */
        void copyTo(List<double[]> others) {
            for (int i = 0; i < others.size(); i++) {
                System.arraycopy(arrays.get(i), 0, others.get(i), 0, others.get(i).length);
            }
        }
    }

    /**
     * A search after a step.
     *
     * @param reports of the full passes at accepted points
     * @param passes over the data so far, those before the search included
     */
    record Searched(MinimizerState state, List<StepReport> reports, int passes) {}

    /** The pass at the point after a step. */
    record StepReport(int iteration, PassReport report) {}

    /**
     * What a fit found.
     *
     * @param finalPass at the parameters found
     * @param passes over the data
     * @param kernels that ran the matrix products
     * @param choice among maps, where one was asked for
     */
    record Finished(
            SolverResult result,
            PassReport finalPass,
            int passes,
            List<Comparison> comparisons,
            List<String> kernels,
            Optional<Choice> choice) {}

    FitProgress with(Sums more) {
        List<Sums> all = new ArrayList<>(sums);
        all.add(more);
        return new FitProgress(all, start, search, finished);
    }

    FitProgress with(StartPoint found) {
        return new FitProgress(sums, Optional.of(found), search, finished);
    }

    FitProgress with(Searched now) {
        return new FitProgress(sums, start, Optional.of(now), finished);
    }

    FitProgress with(Finished found) {
        return new FitProgress(sums, start, search, Optional.of(found));
    }

    /** Passes over the data so far. */
    int passes() {
        return finished.map(Finished::passes)
                .or(() -> search.map(Searched::passes))
                .orElse(sums.size() + start.map(StartPoint::passes).orElse(0));
    }

    /** The same for a reader. */
    String sentence() {
        String steps = search.map(
                        searched -> ", step " + searched.state().current().iteration())
                .orElse("");
        return "pass " + passes() + steps + (finished.isPresent() ? " (the last)" : "");
    }
}
