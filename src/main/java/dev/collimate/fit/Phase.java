package dev.collimate.fit;

/**
 * A part of the time of a fit.
 *
 * @param name what was done; of a decomposition its kind and size
 * @param seconds without those of decompositions, which are phases of their own
 */
public record Phase(String name, double seconds) {
    /** Rows are looked at, read, checked and cached. */
    static final String READ = "read";

    /** Passes of moments of the inputs. */
    static final String MOMENTS = "moments";

    /** The start, with the pass that a solved layer takes. */
    static final String START = "start";

    /** Passes of the search. */
    static final String PASSES = "passes";

    /** Measures on the rows held out. */
    static final String EVALUATION = "evaluation";
}
