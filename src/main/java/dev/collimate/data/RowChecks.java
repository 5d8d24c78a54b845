package dev.collimate.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the checks of a run of rows found: exact counts by reason and the place of the first bad row. Mergeable. */
public final class RowChecks implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long[] rejected = new long[RowProblem.values().length];
    private long accepted;
    private long zeroInputs;
    private FirstOffence first;

    /**
     * Where the first bad row is, and what is wrong with it.
     *
     * @param partition counted from 0, as {@code position}
     * @param file that the row was read from; empty where rows do not come straight from files
     */
    public record FirstOffence(int partition, long position, String file, String detail) implements Serializable {
        boolean isBefore(FirstOffence other) {
            return partition < other.partition || partition == other.partition && position < other.position;
        }
    }

    /** The checks of {@code rows} good rows. */
    public static RowChecks accepted(long rows) {
        RowChecks checks = new RowChecks();
        checks.accepted = rows;
        return checks;
    }

    void accept() {
        accepted++;
    }

    /** Counts a row whose input is all zeros, whether it is left out or not. */
    void zeroInput() {
        zeroInputs++;
    }

    void reject(int partition, long position, Supplier<String> file, RowProblem problem, String detail) {
        rejected[problem.ordinal()]++;
        if (first == null) {
            first = new FirstOffence(partition, position, file.get(), detail);
        }
    }

    /** Adds the counts of {@code other} to this and returns this. */
    public RowChecks merge(RowChecks other) {
        accepted += other.accepted;
        zeroInputs += other.zeroInputs;
        for (int i = 0; i < rejected.length; i++) {
            rejected[i] += other.rejected[i];
        }
        if (other.first != null && (first == null || other.first.isBefore(first))) {
            first = other.first;
        }
        return this;
    }

    public long accepted() {
        return accepted;
    }

    /** Rows with an input of zeros only, among the accepted or, if such are left out, among the rejected. */
    public long zeroInputs() {
        return zeroInputs;
    }

    public long rejected() {
        return Arrays.stream(rejected).sum();
    }

    public long rejected(RowProblem problem) {
        return rejected[problem.ordinal()];
    }

    /**
     * Applies the policy.
     *
     * @param maxSkippedFraction the largest share of the rows that may be left out, in [0, 1]
     * @throws BadDataException if there are bad rows and the policy is to fail, if there are too many of them, or if no
     *     row is left
     */
    public void enforce(BadRows policy, double maxSkippedFraction) {
        if (policy == BadRows.FAIL && rejected() > 0) {
            throw new BadDataException(rejected() + " of " + (accepted + rejected()) + " rows cannot be used ("
                    + countsByReason() + "); the first is row " + first.position() + " of partition "
                    + first.partition() + ", both counted from 0"
                    + (first.file().isEmpty() ? "" : ", in " + first.file()) + ": " + first.detail()
                    + "; mend the data, or leave such rows out with bad rows set to 'skip'");
        }
        if (accepted == 0) {
            throw rejected() == 0
                    ? new EmptyDataException()
                    : new BadDataException(
                            "none of the " + rejected() + " rows can be used (" + countsByReason() + ")");
        }
        if (rejected() > maxSkippedFraction * (accepted + rejected())) {
            throw new BadDataException(rejected() + " of " + (accepted + rejected()) + " rows cannot be used ("
                    + countsByReason() + "), a larger share than the " + maxSkippedFraction
                    + " that may be skipped; mend the data, or raise the max skipped fraction");
        }
    }

    private String countsByReason() {
        return Arrays.stream(RowProblem.values())
                .filter(problem -> rejected(problem) > 0)
                .map(problem -> rejected(problem) + ": " + problem.sentence())
                .collect(Collectors.joining("; "));
    }
}
