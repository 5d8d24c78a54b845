package dev.collimate.report;

import dev.collimate.cluster.DriverBudget;
import dev.collimate.data.RowChecks;
import dev.collimate.distributed.Duplicates;
import dev.collimate.doctor.Diagnosis;
import dev.collimate.doctor.Finding;
import dev.collimate.doctor.FitEstimate;
import dev.collimate.doctor.Grade;
import dev.collimate.doctor.Measurements;
import dev.collimate.profile.LengthHistogram;
import dev.collimate.profile.PairProfile;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What was found in pairs before a fit: a table for a reader, and the result. */
public final class DoctorReport {
    private static final String LINE = "  %-5s %-38s %s";
    private static final String UNDER_FOUND = " ".repeat(46);
    private static final double MINUTE = 60;

    private final Diagnosis diagnosis;
    private final UnaryOperator<String> naming;
    private final String recommended;

    /**
     * @param naming the names that parameters have where this is read
     * @param recommended the command that suits the data
     */
    public DoctorReport(Diagnosis diagnosis, UnaryOperator<String> naming, String recommended) {
        this.diagnosis = diagnosis;
        this.naming = naming;
        this.recommended = recommended;
    }

    /** A line for each finding, with what to do below it, and the command. */
    public void print(PrintStream out) {
        for (Finding finding : diagnosis.findings()) {
            out.println(String.format(LINE, finding.grade().label(), finding.topic(), finding.found()));
            if (finding.grade() != Grade.OK) {
                out.println(UNDER_FOUND + finding.advice(naming));
            }
        }
        diagnosis.estimate().ifPresent(estimate -> out.println(sentence(estimate)));
        out.println("Recommended: " + recommended);
    }

    /** What a fit will take, in words. */
    static String sentence(FitEstimate estimate) {
        return String.format(
                Locale.ROOT,
                "The fit will take about %d passes at %,.0f rows a second: %s beside reading, %s of it decompositions on the"
                        + " driver.",
                estimate.passes(),
                estimate.rowsPerSecond(),
                duration(estimate.seconds()),
                duration(estimate.driverSeconds()));
    }

    private static String duration(double seconds) {
        return seconds < MINUTE
                ? String.format(Locale.ROOT, "%.1f seconds", seconds)
                : String.format(Locale.ROOT, "%.1f minutes", seconds / MINUTE);
    }

    /** A failure if a finding says stop. */
    public Result result(double seconds) {
        Measurements found = diagnosis.measurements();
        Result result = AngleReport.putRows(Result.of("doctor"), found.rows())
                .put("heldOutRows", found.heldOut().map(RowChecks::accepted).orElse(0L))
                .put("inputDim", found.shape().inputDim())
                .put("outputDim", found.shape().outputDim())
                .put("inputType", found.inputType())
                .put("outputType", found.actualType())
                .put("partitions", found.partitionRows().size())
                .put("partitionSkew", found.partitionSkew())
                .put("rowsPerDimension", found.rowsPerDimension())
                .put("inputLengths", lengths(found.pairs().inputLengths()))
                .put("outputLengths", lengths(found.pairs().actualLengths()))
                .put("elements", elements(found.pairs()))
                .put("duplicates", duplicates(found.duplicates()));
        found.moments()
                .ifPresent(moments -> result.put("rank", moments.spectrum().rank())
                        .put("conditionNumber", moments.spectrum().conditionNumber())
                        .put("meanVectorCosine", moments.meanActualCosine()));
        result.put("memory", memory(found.memory()));
        diagnosis.estimate().ifPresent(estimate -> result.put("estimate", estimate(estimate)));
        result.put("grade", diagnosis.grade().label())
                .put("findings", findings())
                .put("recommended", recommended)
                .put("seconds", seconds);
        return diagnosis.grade() == Grade.STOP ? result.asFailure() : result;
    }

    private List<Result> findings() {
        return diagnosis.findings().stream()
                .map(finding -> new Result()
                        .put("grade", finding.grade().label())
                        .put("topic", finding.topic())
                        .put("found", finding.found())
                        .put("advice", finding.advice(naming)))
                .toList();
    }

    private static Result lengths(LengthHistogram lengths) {
        return new Result()
                .put("min", lengths.least())
                .put("lowerQuartile", lengths.quantile(0.25))
                .put("median", lengths.quantile(0.5))
                .put("upperQuartile", lengths.quantile(0.75))
                .put("max", lengths.greatest())
                .put("unit", lengths.isUnit());
    }

    private static Result elements(PairProfile pairs) {
        return new Result()
                .put("constantInputs", pairs.inputElements().constant())
                .put("nearlyConstantInputs", pairs.inputElements().nearlyConstant())
                .put("constantOutputs", pairs.actualElements().constant())
                .put("nearlyConstantOutputs", pairs.actualElements().nearlyConstant())
                .put("inputScaleRatio", pairs.inputElements().scaleRatio());
    }

    private static Result duplicates(Duplicates duplicates) {
        return new Result()
                .put("inputs", duplicates.share(duplicates.inputs()))
                .put("outputs", duplicates.share(duplicates.actuals()))
                .put("pairs", duplicates.share(duplicates.pairs()))
                .put("ambiguous", duplicates.share(duplicates.ambiguous()))
                .put("sharedInputs", duplicates.sharedInputs())
                .put("keys", duplicates.keys())
                .put("sharedKeys", duplicates.sharedKeys());
    }

    private static Result memory(Measurements.Memory memory) {
        DriverBudget driver = memory.driver();
        return new Result()
                .put("driverBytes", memory.need().heap())
                .put("driverFreeBytes", driver.freeHeap())
                .put("cachedBytes", memory.cached())
                .put("storageBytes", memory.storage());
    }

    private static Result estimate(FitEstimate estimate) {
        return new Result()
                .put("passes", estimate.passes())
                .put("rowsPerSecond", estimate.rowsPerSecond())
                .put("driverSeconds", estimate.driverSeconds())
                .put("seconds", estimate.seconds());
    }
}
