package dev.collimate.fit;

import dev.collimate.data.PairBlock;
import dev.collimate.map.Maps;
import dev.collimate.map.ParameterLayout;
import dev.collimate.map.VectorMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.HashRandom;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import dev.collimate.ml.AngularRegression;
import dev.collimate.moments.ClosedForms;
import dev.collimate.objective.AngularObjective;
import dev.collimate.objective.LocalFunction;
import dev.collimate.objective.MomentCurvedFunction;
import dev.collimate.objective.PenalizedFunction;
import dev.collimate.objective.PlantedPairs;
import dev.collimate.objective.PullPenalty;
import dev.collimate.objective.Rows;
import dev.collimate.optim.Minimizer;
import dev.collimate.optim.SmoothFunction;
import dev.collimate.optim.SolverResult;
import java.util.List;
import java.util.Optional;

/** The search of a fit as a plain loop in this JVM, in float32 as on Spark: start, solver and stop rules are the fit's. */
final class PlainSearch {
    private PlainSearch() {}

    static VectorMap map(AngularRegression estimator, PairBlock block) {
        return Maps.create(estimator
                .mapDescription()
                .between(block.inputs().columns(), block.actuals().columns()));
    }

    static SolverResult run(AngularRegression estimator, PairBlock block) {
        FitSettings settings = estimator.fitSettings();
        VectorMap map = map(estimator, block);
        ClosedForms forms = Rows.startForms(block);
        StartPoint start = StartPoint.of(settings, map, Optional.of(forms), Optional.empty());
        PullPenalty pull = new PullPenalty(map.layout(), start.reference());
        AngularObjective objective = new AngularObjective(map, settings.loss(), settings.reduction());
        LocalFunction plain = new LocalFunction(objective, BlasChoice.JAVA, Precision.FLOAT, List.of(block));
        double regParam = settings.search().regParam();
        SmoothFunction function = regParam > 0
                ? new PenalizedFunction(plain, pull, regParam)
                : new MomentCurvedFunction(plain, objective, forms, BlasChoice.JAVA);
        return new Minimizer(
                        Solvers.of(Solvers.resolve(settings, map), settings, pull),
                        Search.rules(settings, block.rows()),
                        state -> {})
                .minimize(function, start.parameters());
    }

    /** Float32 pairs of a random map with random intercepts. */
    static PairBlock pairs(VectorMap map, int rows, double noise, int problem) {
        double[] planted = map.initialParameters(problem);
        for (ParameterLayout.Entry entry : map.layout().entries()) {
            for (int i = entry.offset(); entry.intercept() && i < entry.offset() + entry.size(); i++) {
                planted[i] = HashRandom.gaussian(problem, i) / 2;
            }
        }
        PairBlock made =
                PlantedPairs.of(map, planted, rows, noise, 500 + problem).block();
        return new PairBlock(floats(made.inputs()), floats(made.actuals()), null, null);
    }

    private static Matrix floats(Matrix values) {
        Matrix floats = Precision.FLOAT.zeros(values.rows(), values.columns());
        for (int i = 0; i < values.rows(); i++) {
            for (int j = 0; j < values.columns(); j++) {
                floats.set(i, j, values.get(i, j));
            }
        }
        return floats;
    }
}
