package dev.collimate.benchmark;

import dev.collimate.fit.Phase;
import dev.collimate.fit.TrainingSummary;
import java.util.stream.Stream;

/** What the phases of a fit took. */
final class PhaseSeconds {
    private PhaseSeconds() {}

    /** Of all phases whose names start so. */
    static double of(TrainingSummary summary, String... starts) {
        return summary.phases().stream()
                .filter(phase -> Stream.of(starts).anyMatch(phase.name()::startsWith))
                .mapToDouble(Phase::seconds)
                .sum();
    }

    /** Of all matrices. */
    static double ofDecompositions(TrainingSummary summary) {
        return of(summary, "eigenvalues", "singular values", "Cholesky");
    }
}
