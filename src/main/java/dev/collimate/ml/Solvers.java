package dev.collimate.ml;

import java.util.List;

/** Names of the solvers that the estimator offers. */
final class Solvers {
    static final String AUTO = "auto";
    static final List<String> NAMES = List.of(AUTO, "gd");

    private Solvers() {}
}
