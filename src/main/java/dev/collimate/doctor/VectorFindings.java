package dev.collimate.doctor;

import dev.collimate.data.RowChecks;
import dev.collimate.moments.RowLeverage;
import dev.collimate.profile.ElementSums;
import dev.collimate.profile.LengthHistogram;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is to be said of vectors: dimensions, lengths, elements, and in how many directions they vary. */
final class VectorFindings {
    /** Elements of a unit hypercube and of a unit sphere differ by less; units of measurement differ by more. */
    private static final double MOST_SCALE_RATIO = 1e3;

    /** float32 predictions keep 3 of their 7 digits in the direction of least variation. */
    private static final double MOST_CONDITION = 1e4;

    /** Embeddings often lie in a plane of one dimension less. */
    private static final double LEAST_RANK = 0.99;

    private static final double HIGH_MEAN_COSINE = 0.5;

    /** 0.8 degrees: predictions in float32 tell no rows apart that are much nearer. */
    private static final double SAME_COSINE = 0.9999;

    private final Measurements found;

    VectorFindings(Measurements found) {
        this.found = found;
    }

    List<Finding> all() {
        return Stream.of(
                        Stream.of(
                                dimensions(),
                                inputLengths(),
                                lengths("lengths of y", found.pairs().actualLengths()),
                                constants("elements of x", found.pairs().inputElements()),
                                constants("elements of y", found.pairs().actualElements()),
                                scales()),
                        found.moments().stream().flatMap(moments -> Stream.of(rank(moments), meanCosine(moments))))
                .flatMap(findings -> findings)
                .toList();
    }

    private Finding dimensions() {
        return Finding.ok(
                "dimensions",
                "x %d (%s), y %d (%s)",
                found.shape().inputDim(),
                found.inputType(),
                found.shape().outputDim(),
                found.actualType());
    }

    private Finding inputLengths() {
        Finding plain = lengths("lengths of x", found.pairs().inputLengths());
        RowChecks rows = found.rows();
        boolean extreme = found.moments()
                .map(Measurements.Moments::leverage)
                .map(RowLeverage::isExtreme)
                .orElse(false);
        if (extreme) {
            return plain.graded(
                    true,
                    false,
                    "look for damaged rows, or give x a common length: a few long rows decide about the fit");
        }
        return plain.graded(
                rows.zeroInputs() > 0,
                false,
                String.format(
                        Locale.ROOT,
                        "see what wrote %,d x of zeros only; {badRows} skip leaves them out",
                        rows.zeroInputs()));
    }

    private static Finding lengths(String topic, LengthHistogram lengths) {
        return Finding.ok(
                topic,
                "%s: %.4g to %.4g, quartiles %.4g, %.4g, %.4g",
                lengths.isUnit() ? "unit" : "not unit",
                lengths.least(),
                lengths.greatest(),
                lengths.quantile(0.25),
                lengths.quantile(0.5),
                lengths.quantile(0.75));
    }

    private static Finding constants(String topic, ElementSums elements) {
        boolean all = elements.constant() == elements.elements();
        return Finding.ok(
                        topic,
                        "%d constant, %d nearly, of %d",
                        elements.constant(),
                        elements.nearlyConstant(),
                        elements.elements())
                .graded(
                        elements.constant() + elements.nearlyConstant() > 0,
                        all,
                        all
                                ? "see what wrote them: all rows are one vector, from or to which nothing can be learned"
                                : "see whether they should vary; a fit copes, and they add next to nothing");
    }

    private Finding scales() {
        double ratio = found.pairs().inputElements().scaleRatio();
        return Finding.ok("scales of x", "standard deviations of elements differ by a factor of %.3g", ratio)
                .graded(
                        ratio > MOST_SCALE_RATIO,
                        false,
                        "divide elements by their standard deviations if they are of different units; {map} linear does not"
                                + " care, orthogonal does");
    }

    private Finding rank(Measurements.Moments moments) {
        int rank = moments.spectrum().rank();
        int varying = found.shape().inputDim() - found.pairs().inputElements().constant();
        double condition = moments.spectrum().conditionNumber();
        return Finding.ok(
                        "rank of x",
                        "%d of %d, condition number %.3g",
                        rank,
                        found.shape().inputDim(),
                        condition)
                .graded(
                        rank < LEAST_RANK * varying || condition > MOST_CONDITION,
                        rank == 0,
                        "see whether x should lie in a subspace: directions without variation are left out of the fit, and those"
                                + " of little variation need many rows");
    }

    private Finding meanCosine(Measurements.Moments moments) {
        double cosine = moments.meanActualCosine();
        return Finding.ok("mean cosine of one vector for all y", "%.4f", cosine)
                .graded(
                        cosine > HIGH_MEAN_COSINE,
                        cosine > SAME_COSINE,
                        cosine > SAME_COSINE
                                ? "see what wrote y: all rows have about the same direction"
                                : "judge a mean cosine by this number, which a constant reaches, or by retrieval");
    }
}
