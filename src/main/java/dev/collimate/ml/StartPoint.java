package dev.collimate.ml;

import dev.collimate.map.LinearMap;
import dev.collimate.map.OrthogonalMap;
import dev.collimate.map.VectorMap;
import dev.collimate.objective.ClosedForms;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a search starts, or what a closed form gives.
 *
 * @param parameters of the map
 * @param rank of the inputs' second moments, where the start is a least-squares solution
 */
record StartPoint(double[] parameters, OptionalInt rank) {
    private static final String RANDOM = "random";

    /** Whether the settings name a start other than what moments give. */
    static boolean isChosen(AngularRegression settings) {
        return settings.getInitMode().equals(RANDOM) || settings.isSet(settings.initialModel());
    }

    /**
     * Whether the start of {@code settings} follows from moments.
     *
     * @throws IllegalArgumentException if the settings ask for one that the map does not have
     */
    static boolean needsMoments(AngularRegression settings, VectorMap map) {
        boolean closed = map instanceof LinearMap || map instanceof OrthogonalMap;
        if (settings.getInitMode().equals("least-squares") && !closed) {
            throw new IllegalArgumentException(
                    "the map " + map.name() + " has no start by least squares; set initMode to auto or random");
        }
        return closed && !isChosen(settings);
    }

    /** @param closedForms empty if the start needs no moments */
    static StartPoint of(AngularRegression settings, VectorMap map, Optional<ClosedForms> closedForms) {
        if (settings.isSet(settings.initialModel())) {
            return new StartPoint(initialModel(settings.getInitialModel(), map), OptionalInt.empty());
        }
        if (closedForms.isEmpty()) {
            return new StartPoint(map.initialParameters(settings.getSeed()), OptionalInt.empty());
        }
        if (map instanceof OrthogonalMap) {
            return new StartPoint(
                    settings.getFitIntercept()
                            ? closedForms.get().centredOrthogonal()
                            : closedForms.get().orthogonal(),
                    OptionalInt.empty());
        }
        ClosedForms.LeastSquares leastSquares =
                closedForms.get().leastSquares(settings.getFitIntercept(), settings.getRegParam());
        return new StartPoint(leastSquares.parameters(), OptionalInt.of(leastSquares.rank()));
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
