package dev.collimate.report;

import dev.collimate.data.Message;
import dev.collimate.evaluation.AngleStatistics;
import dev.collimate.evaluation.Interval;
import dev.collimate.fit.Comparison;
import dev.collimate.fit.Selection;
import dev.collimate.fit.TrainingSummary;
import dev.collimate.loss.Losses;
import dev.collimate.map.VectorMap;
import dev.collimate.moments.RidgeChoice;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a fit found: a table for a reader, and the result. */
public final class TrainingReport {
    private final String loss;
    private final VectorMap map;
    private final TrainingSummary summary;

    /** @param loss its name */
    public TrainingReport(String loss, VectorMap map, TrainingSummary summary) {
        this.loss = loss;
        this.map = map;
        this.summary = summary;
    }

    /**
     * The angles on the rows held out, of the model and of what takes less work.
     *
     * @param naming the names that parameters have where this is read
     */
    public void print(PrintStream out, UnaryOperator<String> naming) {
        List<Comparison> comparisons = summary.comparisons();
        if (comparisons.isEmpty()) {
            out.println(Message.of(
                            "No rows were held out, so nothing tells how the map does on rows it has not seen; {heldOut}"
                                    + " holds some out.")
                    .under(naming));
            return;
        }
        AngleTable.of(comparisons)
                .print(
                        out,
                        "Angles on the " + comparisons.get(0).statistics().rows()
                                + " rows held out, in degrees, and passes over the training rows:");
        summary.selection().ifPresent(selection -> print(selection, out));
    }

    private static void print(Selection selection, PrintStream out) {
        out.println("Chosen as " + selection.rule()
                + selection
                        .searched()
                        .map(searched -> String.format(
                                Locale.ROOT,
                                ", %s mapped, %,d queries among %,d documents of which %,d trained the maps",
                                searched.mapped(),
                                searched.queries(),
                                searched.documents(),
                                searched.trained()))
                        .orElse("")
                + ": " + selection.chosen());
        for (Selection.Candidate candidate : selection.candidates()) {
            Interval value = candidate.value();
            out.printf(Locale.ROOT, "  %-32s %9.4f", candidate.name(), value.value());
            String interval = Double.isNaN(value.low())
                    ? ""
                    : String.format(Locale.ROOT, "   %.4f–%.4f", value.low(), value.high());
            String behind = candidate
                    .solved()
                    .map(solved -> String.format(
                            Locale.ROOT, "   %.4f ± %.4f behind", solved.behind(), solved.standardError()))
                    .orElse("");
            out.println(interval + behind);
        }
    }

    /** Null where the fitted map was not to be compared. */
    private Result selection() {
        return summary.selection()
                .map(selection -> new Result()
                        .put("measure", selection.measure())
                        .put(
                                "mapped",
                                selection
                                        .searched()
                                        .map(Selection.Searched::mapped)
                                        .orElse(null))
                        .put(
                                "queries",
                                selection
                                        .searched()
                                        .map(Selection.Searched::queries)
                                        .orElse(0))
                        .put(
                                "documents",
                                selection
                                        .searched()
                                        .map(Selection.Searched::documents)
                                        .orElse(null))
                        .put(
                                "trainedDocuments",
                                selection
                                        .searched()
                                        .map(Selection.Searched::trained)
                                        .orElse(null))
                        .put("chosen", selection.chosen())
                        .put(
                                "candidates",
                                selection.candidates().stream()
                                        .map(TrainingReport::candidate)
                                        .toList()))
                .orElse(null);
    }

    private static Result candidate(Selection.Candidate candidate) {
        Result result = new Result()
                .put("name", candidate.name())
                .put("value", candidate.value().value())
                .put("low", candidate.value().low())
                .put("high", candidate.value().high());
        candidate.solved().ifPresent(solved -> result.put("parameters", solved.parameters())
                .put("ridge", solved.ridge().map(RidgeChoice::ridge).orElse(null))
                .put("spread", solved.spread().orElse(null))
                .put("behindBest", solved.behind())
                .put("behindBestError", solved.standardError()));
        return result;
    }

    /**
     * The result, but for where the model is.
     *
     * @param seconds of the whole job
     * @param phases of them
     * @param rowsPerSecond of a pass
     */
    public Result result(double seconds, PhaseTable phases, double rowsPerSecond) {
        Result result = AngleReport.putRows(Result.of("train"), summary.rows())
                .put("inputDim", map.inputDim())
                .put("outputDim", map.outputDim())
                .put("parameters", map.layout().size())
                .put("loss", loss)
                .put("map", map.name())
                .put("solver", summary.solver())
                .put("passes", summary.passes())
                .put("iterations", summary.iterations())
                .put("stopReason", summary.stopReason().name())
                .put("stopDetail", summary.stopReason().sentence());
        summary.resumedFromPass().ifPresent(pass -> result.put("resumedFromPass", pass));
        summary.rank().ifPresent(rank -> result.put("rank", rank));
        summary.ridge().ifPresent(ridge -> putRidge(result, ridge));
        summary.spread()
                .ifPresent(spread -> result.put("spread", spread.amount()).put("spreadScale", spread.scale()));
        summary.leverage().ifPresent(leverage -> result.put("effectiveRows", leverage.effectiveRows()));
        summary.betterBaseline(Losses.of(loss, 0)).ifPresent(better -> result.put("betterBaseline", better.name()));
        return result.put("trainLoss", summary.finalPass().loss())
                .put("trainMeanAngleDegrees", summary.finalPass().meanAngleDegrees())
                .put("undirectedPredictions", summary.finalPass().undirectedPredictions())
                .put("validation", validation())
                .put("selection", selection())
                .put("partitions", summary.partitions())
                .put("fitSeconds", summary.seconds())
                .put("seconds", seconds)
                .put("phases", phases.entries())
                .put("rowsPerSecond", rowsPerSecond)
                .put("blas", String.join("; ", summary.blas()));
    }

    private static void putRidge(Result result, RidgeChoice ridge) {
        result.put("ridge", ridge.ridge());
        if (!ridge.curve().isEmpty()) {
            result.put(
                    "ridgeCurve",
                    ridge.curve().stream()
                            .map(point -> new Result()
                                    .put("ridge", point.ridge())
                                    .put("meanSquaredError", point.meanSquaredError()))
                            .toList());
        }
    }

    /** Null where no rows were held out. */
    private Result validation() {
        List<Comparison> comparisons = summary.comparisons();
        if (comparisons.isEmpty()) {
            return null;
        }
        Result result =
                AngleReport.putRows(new Result(), summary.validationRows().orElseThrow());
        AngleReport.putStatistics(
                result,
                loss,
                comparisons.get(comparisons.size() - 1).statistics(),
                statistics(Comparison.MEAN_VECTOR).orElseThrow(),
                statistics(Comparison.IDENTITY));
        return result.put(
                "comparison", comparisons.stream().map(TrainingReport::entry).toList());
    }

    private Optional<AngleStatistics> statistics(String name) {
        return summary.comparisons().stream()
                .filter(comparison -> comparison.name().equals(name))
                .map(Comparison::statistics)
                .findFirst();
    }

    private static Result entry(Comparison comparison) {
        Result entry = new Result().put("name", comparison.name()).put("passes", comparison.passes());
        AngleReport.putSummary(entry, comparison.statistics());
        return entry;
    }
}
