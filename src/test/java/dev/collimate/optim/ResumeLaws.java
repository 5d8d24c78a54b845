package dev.collimate.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** That a run which goes on from a state read from bytes is the run which was never stopped. */
final class ResumeLaws {
    private ResumeLaws() {}

    /** For every state of the first {@code steps} steps: the rest has the same states, bit for bit, memory included. */
    static void assertEveryStateGoesOnAlike(Solver solver, SmoothFunction function, double[] start, int steps) {
        List<SolverState> undisturbed = new ArrayList<>();
        States run = new States(solver, function, start);
        while (undisturbed.size() <= steps && run.hasNext()) {
            undisturbed.add(run.next());
        }
        assertThat(undisturbed).hasSizeGreaterThan(1);
        for (int k = 0; k < undisturbed.size() - 1; k++) {
            SolverState read = RecordBytes.copy(SolverState.class, undisturbed.get(k));
            States resumed = States.after(solver, function, read);
            for (int i = k + 1; i < undisturbed.size(); i++) {
                assertThat(RecordBytes.of(resumed.next()))
                        .as("step %d after one taken out at step %d", i, k)
                        .isEqualTo(RecordBytes.of(undisturbed.get(i)));
            }
            assertThat(resumed.hasNext()).isEqualTo(run.hasNext());
        }
    }

    /** For every state that the hook sees: the result is the same, and so is all that the hook sees from there on. */
    static void assertEveryMinimisationGoesOnAlike(
            Solver solver, List<StopRule> rules, EarlyStopping earlyStopping, SmoothFunction function, double[] start) {
        List<MinimizerState> undisturbed = new ArrayList<>();
        SolverResult expected = new Minimizer(solver, rules, earlyStopping, undisturbed::add).minimize(function, start);
        assertThat(undisturbed).hasSizeGreaterThan(1);
        for (int k = 0; k < undisturbed.size(); k++) {
            List<MinimizerState> rest = new ArrayList<>();
            SolverResult found = new Minimizer(solver, rules, earlyStopping, rest::add)
                    .resume(function, RecordBytes.copy(MinimizerState.class, undisturbed.get(k)));
            assertThat(RecordBytes.of(found)).isEqualTo(RecordBytes.of(expected));
            assertThat(rest).hasSize(undisturbed.size() - 1 - k);
            for (int i = 0; i < rest.size(); i++) {
                assertThat(RecordBytes.of(rest.get(i))).isEqualTo(RecordBytes.of(undisturbed.get(k + 1 + i)));
            }
        }
    }
}
