package dev.collimate.doctor;

import dev.collimate.data.RowChecks;
import dev.collimate.data.RowProblem;
import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.Duplicates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is to be said of rows: how many there are, which cannot be used, which come again and on which side they are. */
final class RowFindings {
    /** Below, a rule of thumb says, a regression of so many inputs fits noise. */
    private static final double ENOUGH_ROWS_PER_DIMENSION = 10;

    private static final double FEW_DUPLICATES = 0.01;
    private static final double MANY_SHARED = 0.1;
    private static final double MOST_SKEW = 3;

    private final Measurements found;

    RowFindings(Measurements found) {
        this.found = found;
    }

    List<Finding> all() {
        return Stream.of(
                        Stream.of(usable("rows", found.rows())),
                        found.heldOut().map(checks -> usable("rows held out", checks)).stream(),
                        Stream.of(enough(), partitions(), pairs(), ambiguous(), actuals()),
                        Stream.of(heldOut()),
                        found.heldOut().map(checks -> inputsOnBothSides(checks.accepted())).stream(),
                        keys().stream())
                .flatMap(findings -> findings)
                .toList();
    }

    private static Finding usable(String topic, RowChecks checks) {
        long all = checks.accepted() + checks.rejected();
        if (checks.rejected() == 0) {
            return Finding.ok(topic, "%,d, all usable", all);
        }
        String reasons = Arrays.stream(RowProblem.values())
                .filter(problem -> checks.rejected(problem) > 0)
                .map(problem -> String.format(Locale.ROOT, "%,d: %s", checks.rejected(problem), problem.sentence()))
                .collect(Collectors.joining("; "));
        boolean tooMany = checks.rejected() > BlockDataset.Settings.MAX_SKIPPED_FRACTION * all;
        return Finding.ok(topic, "%,d of %,d cannot be used (%s)", checks.rejected(), all, reasons)
                .graded(
                        true,
                        tooMany,
                        tooMany
                                ? "see what wrote these rows: a fit refuses data of which more than half is unusable"
                                : "mend them, or leave them out with {badRows} skip; a fit stops at the first otherwise");
    }

    private Finding enough() {
        double each = found.rowsPerDimension();
        return Finding.ok("rows for each element of x", "%.1f", each)
                .graded(
                        each < ENOUGH_ROWS_PER_DIMENSION,
                        each < 1,
                        each < 1
                                ? "get more pairs: with fewer rows than elements a linear map fits all of them and learns"
                                        + " none; until then {map} orthogonal"
                                : "get more pairs, up to ten for each element, or compare with {map} orthogonal and low-rank,"
                                        + " which need fewer");
    }

    private Finding partitions() {
        double skew = found.partitionSkew();
        return Finding.ok(
                        "partitions",
                        "%d; the largest has %.1f times the rows of the mean one",
                        found.partitionRows().size(),
                        skew)
                .graded(
                        skew > MOST_SKEW && found.partitionRows().size() > 1,
                        false,
                        "write the data in files of about equal size: every pass waits for the largest partition");
    }

    private Finding pairs() {
        Duplicates duplicates = found.duplicates();
        double share = duplicates.share(duplicates.pairs());
        return Finding.ok("duplicate pairs", "%s of the rows", percent(share))
                .graded(share > FEW_DUPLICATES, false, "drop them, or count them once by {weightCol}");
    }

    private Finding ambiguous() {
        Duplicates duplicates = found.duplicates();
        double share = duplicates.share(duplicates.ambiguous());
        return Finding.ok(
                        "duplicates of x",
                        "%s of the rows; %s have an x that comes with several y",
                        percent(duplicates.share(duplicates.inputs())),
                        percent(share))
                .graded(
                        share > FEW_DUPLICATES,
                        false,
                        "see why one x has several y: no map can be right on more than one of them");
    }

    private Finding actuals() {
        Duplicates duplicates = found.duplicates();
        double share = duplicates.share(duplicates.actuals());
        return Finding.ok("duplicates of y", "%s of the rows", percent(share))
                .graded(
                        share - duplicates.share(duplicates.pairs()) > FEW_DUPLICATES,
                        false,
                        "see why several x share one y: a placeholder, as of empty texts, should not be learned");
    }

    private Finding heldOut() {
        return Finding.ok(
                        "held-out rows",
                        "%,d",
                        found.heldOut().map(RowChecks::accepted).orElse(0L))
                .graded(
                        found.heldOut().isEmpty(),
                        false,
                        "hold some out with {heldOut}: nothing else tells how the map does on rows it has not"
                                + " seen");
    }

    private Finding inputsOnBothSides(long heldOut) {
        return shared("x on both sides of the split", found.duplicates().sharedInputs(), heldOut);
    }

    private List<Finding> keys() {
        if (!found.keyed()) {
            return List.of();
        }
        Duplicates duplicates = found.duplicates();
        List<Finding> findings = new ArrayList<>();
        found.heldOut()
                .ifPresent(checks -> findings.add(
                        shared("keys on both sides of the split", duplicates.sharedKeys(), checks.accepted())));
        if (duplicates.sharedKeys() == 0
                && (duplicates.keys() > 0 || found.heldOut().isEmpty())) {
            findings.add(Finding.ok("duplicate keys", "%,d rows", duplicates.keys())
                    .graded(
                            duplicates.keys() > 0,
                            false,
                            "see whether {rowKeyCol} names the key: each row should have its own"));
        }
        return findings;
    }

    private static Finding shared(String topic, long rows, long heldOut) {
        double share = (double) rows / heldOut;
        return Finding.ok(topic, "%,d of %,d rows held out", rows, heldOut)
                .graded(
                        share > FEW_DUPLICATES,
                        share > MANY_SHARED,
                        "split by what is common to them with {rowKeyCol}, or drop duplicates first: the held-out angle"
                                + " flatters otherwise");
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.3g %%", 100 * share);
    }
}
