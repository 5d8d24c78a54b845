package dev.collimate.ml;

import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.map.OrthogonalMap;
import dev.collimate.map.PerceptronMap;
import dev.collimate.map.VectorMap;
import dev.collimate.objective.AngularObjective;
import dev.collimate.objective.ClosedForms;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a search starts, or what a closed form gives.
 *
 * @param parameters of the map
 * @param reference parameters that penalties pull towards
 * @param rank of the inputs' second moments, where the start is a least-squares solution
 */
record StartPoint(double[] parameters, double[] reference, OptionalInt rank) {
    static final String AUTO = "auto";
    private static final String RANDOM = "random";

    /** Whether the search starts elsewhere than where moments lead. */
    static boolean isChosen(AngularRegression settings) {
        return settings.getInitMode().equals(RANDOM)
                || settings.isSet(settings.initialModel())
                || settings.getInitMode().equals(AUTO) && !settings.lossChoice().alignsVectors();
    }

    /** Whether the settings ask for a random start. */
    static boolean isRandom(AngularRegression settings) {
        return settings.getInitMode().equals(RANDOM) && !settings.isSet(settings.initialModel());
    }

    /**
     * Whether the start of {@code settings}, or what they pull towards, follows from moments.
     *
     * @throws IllegalArgumentException if the settings ask for one that the map does not have
     */
    static boolean needsMoments(AngularRegression settings, VectorMap map) {
        if (settings.getInitMode().equals("least-squares") && !hasLeastSquares(map)) {
            throw new IllegalArgumentException("the map " + map.name()
                    + " has no start by least squares without a residual; set residual, or initMode to auto or random");
        }
        if (pullsToOrthogonal(settings) && !(map instanceof LinearMap)) {
            throw new IllegalArgumentException("only the map linear is pulled to the orthogonal map, but the map was "
                    + map.name() + "; leave pullTo at start");
        }
        return !isChosen(settings) || pullsToOrthogonal(settings);
    }

    private static boolean hasLeastSquares(VectorMap map) {
        return !(map instanceof PerceptronMap perceptron) || perceptron.containsLinear();
    }

    static boolean pullsToOrthogonal(AngularRegression settings) {
        return settings.getPullTo().equals(HasSolver.Declared.ORTHOGONAL);
    }

    /** @param closedForms empty if neither the start nor the reference needs moments, or the fit does without */
    static StartPoint of(AngularRegression settings, VectorMap map, Optional<ClosedForms> closedForms) {
        double[] orthogonal = pullsToOrthogonal(settings)
                ? closedForms.orElseThrow().scaledOrthogonal(settings.getFitIntercept())
                : null;
        boolean fromMoments = !isChosen(settings) && closedForms.isPresent();
        if (fromMoments && !(map instanceof OrthogonalMap) && hasLeastSquares(map)) {
            return leastSquares(settings, map, closedForms.get(), orthogonal);
        }
        double[] parameters;
        if (settings.isSet(settings.initialModel())) {
            parameters = initialModel(settings.getInitialModel(), map);
        } else if (fromMoments && map instanceof OrthogonalMap) {
            ClosedForms forms = closedForms.get();
            parameters = settings.getFitIntercept() ? forms.centredOrthogonal() : forms.orthogonal();
        } else if (fromMoments && map instanceof PerceptronMap perceptron) {
            parameters = closedForms.get().standardisedStart(perceptron, settings.getSeed());
        } else {
            parameters = map.initialParameters(settings.getSeed());
        }
        return new StartPoint(parameters, orthogonal == null ? parameters : orthogonal, OptionalInt.empty());
    }

    /**
     * The ridge pulls towards the same reference as the search will; with none but the start, towards 0.
     *
     * @param orthogonal what a linear map is pulled towards; null if that is the start
     */
    private static StartPoint leastSquares(
            AngularRegression settings, VectorMap map, ClosedForms forms, double[] orthogonal) {
        double ridge = settings.getRegParam();
        if (settings.reductionChoice() == AngularObjective.Reduction.SUM) {
            ridge /= forms.weight();
        }
        ClosedForms.LeastSquares found;
        if (map instanceof LowRankMap lowRank) {
            found = forms.reducedRank(lowRank, ridge);
        } else if (map instanceof PerceptronMap perceptron) {
            found = forms.leastSquares(perceptron, settings.getSeed(), ridge);
        } else if (orthogonal != null) {
            found = forms.leastSquares(settings.getFitIntercept(), ridge, orthogonal);
        } else {
            found = forms.leastSquares(settings.getFitIntercept(), ridge);
        }
        return new StartPoint(
                found.parameters(), orthogonal == null ? found.parameters() : orthogonal, OptionalInt.of(found.rank()));
    }

    private static double[] initialModel(String path, VectorMap map) {
        AngularRegressionModel model = AngularRegressionModel.load(path);
        if (!model.map().description().equals(map.description())) {
            throw new IllegalArgumentException("the initial model " + path + " is "
                    + model.map().description().sentence() + ", but this fit is of "
                    + map.description().sentence() + "; start from a model of the same shape");
        }
        return Arrays.copyOf(model.sharedParameters(), model.sharedParameters().length);
    }
}
