package dev.collimate.fit;

import dev.collimate.loss.Reduction;
import dev.collimate.map.VectorMap;
import dev.collimate.math.UnitVectors;
import dev.collimate.moments.ClosedForms;
import dev.collimate.moments.MapMethods;
import dev.collimate.moments.MapMethodsFactory;
import dev.collimate.moments.RidgeChoice;
import dev.collimate.moments.SolvedOutputLayer;
import dev.collimate.storage.Redaction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a search starts, or what a closed form gives.
 *
 * @param parameters of the map
 * @param reference parameters that penalties pull towards
 * @param rank of the inputs' second moments, where the start is a least-squares solution
 * @param scales what a search measures its steps of each parameter by; empty where it takes them as they are
 * @param ridge of what was solved by ridge regression; empty where no ridge was asked for nor chosen
 * @param passes that it took, beside those of moments of the inputs
 */
public record StartPoint(
        double[] parameters,
        double[] reference,
        OptionalInt rank,
        Optional<double[]> scales,
        Optional<RidgeChoice> ridge,
        int passes) {
    static final String AUTO = "auto";
    static final String LEAST_SQUARES = "least-squares";
    private static final String RANDOM = "random";
    private static final String START = "start";
    private static final String ORTHOGONAL = "orthogonal";

    /** Where a search may start. */
    public static final List<String> INIT_MODES = List.of(AUTO, LEAST_SQUARES, RANDOM);

    /** What penalties may pull towards. */
    public static final List<String> REFERENCES = List.of(START, ORTHOGONAL);

    /** Whether the search starts elsewhere than where moments lead. */
    static boolean isChosen(FitSettings settings) {
        SearchSettings search = settings.search();
        return search.initMode().equals(RANDOM)
                || search.initialModel().isPresent()
                || search.initMode().equals(AUTO) && !settings.loss().alignsVectors();
    }

    /** Whether the settings ask for a random start. */
    static boolean isRandom(SearchSettings search) {
        return search.initMode().equals(RANDOM) && search.initialModel().isEmpty();
    }

    /**
     * Whether the start of {@code settings}, or what they pull towards, follows from moments.
     *
     * @throws SettingsException if the settings ask for one that the map does not have
     */
    static boolean needsMoments(FitSettings settings, VectorMap map) {
        MapMethods methods = MapMethodsFactory.of(map);
        boolean solvable = methods.hasHiddenLayers() && settings.loss().bringsTogether();
        if (settings.search().initMode().equals(LEAST_SQUARES)
                && !methods.hasLeastSquares()
                && methods.isSearched()
                && !solvable) {
            throw new SettingsException(
                    "the map %s has no start by least squares for the loss %s without a residual; set {residual}, or"
                            + " {initMode} to auto or random",
                    map.name(), settings.loss().name());
        }
        if (pullsToOrthogonal(settings.search()) && !methods.pullsToOrthogonal()) {
            throw new SettingsException(
                    "only the map linear is pulled to the orthogonal map, but the map was %s; leave {pullTo} at start",
                    map.name());
        }
        return !isChosen(settings)
                || pullsToOrthogonal(settings.search())
                || settings.validation().selection().isPresent();
    }

    static boolean pullsToOrthogonal(SearchSettings search) {
        return search.pullTo().filter(ORTHOGONAL::equals).isPresent();
    }

    /**
     * @param closedForms empty if neither the start nor the reference needs moments, or the fit does without
     * @param initial the model to start from, where the settings name one
     */
    static StartPoint of(
            FitSettings settings, VectorMap map, Optional<ClosedForms> closedForms, Optional<FittedMap> initial) {
        double[] orthogonal = pullsToOrthogonal(settings.search())
                ? closedForms.orElseThrow().scaledOrthogonal(settings.map().fitIntercept())
                : null;
        MapMethods methods = MapMethodsFactory.of(map);
        boolean fromMoments = !isChosen(settings) && closedForms.isPresent();
        if (fromMoments && methods.hasLeastSquares()) {
            return ofLeastSquares(settings, methods, closedForms.get(), orthogonal);
        }
        long seed = settings.search().seed();
        double[] parameters;
        Optional<double[]> scales = Optional.empty();
        if (initial.isPresent()) {
            parameters = sameShape(settings, initial.get(), map).parameters().clone();
        } else if (fromMoments) {
            parameters = methods.start(closedForms.get(), seed);
            scales = methods.scales(closedForms.get());
        } else {
            parameters = map.initialParameters(seed);
            if (orthogonal != null) {
                stretch(parameters, orthogonal);
            }
        }
        return new StartPoint(
                parameters,
                orthogonal == null ? parameters : orthogonal,
                OptionalInt.empty(),
                scales,
                Optional.empty(),
                0);
    }

    /** @param orthogonal what a linear map is pulled towards; null if that is the start */
    private static StartPoint ofLeastSquares(
            FitSettings settings, MapMethods methods, ClosedForms forms, double[] orthogonal) {
        Optional<RidgeChoice> ridge = settings.search().ridge().map(asked -> asked.of(methods, forms));
        ClosedForms.LeastSquares found = ridge.map(choice -> leastSquares(settings, methods, forms, choice))
                .orElseGet(() -> leastSquares(settings, methods, forms, orthogonal));
        return new StartPoint(
                found.parameters(),
                orthogonal == null ? found.parameters() : orthogonal,
                OptionalInt.of(found.rank()),
                methods.scales(forms),
                ridge,
                0);
    }

    /** Of a perceptron whose last layer is solved. */
    static StartPoint of(SolvedOutputLayer solved, VectorMap map, ClosedForms forms) {
        return new StartPoint(
                solved.parameters(),
                solved.parameters(),
                solved.rank(),
                MapMethodsFactory.of(map).scales(forms),
                Optional.of(solved.ridge()),
                1);
    }

    /**
     * To the length of what a linear map is pulled towards, which changes no angle: far from it the pull alone counts, and
     * the curvature found there says little of that at the length where the search ends.
     */
    private static void stretch(double[] parameters, double[] reference) {
        double factor = UnitVectors.norm(reference) / UnitVectors.norm(parameters);
        for (int i = 0; i < parameters.length && factor > 0 && factor < Double.POSITIVE_INFINITY; i++) {
            parameters[i] *= factor;
        }
    }

    /** With a ridge that pulls towards 0. */
    static ClosedForms.LeastSquares leastSquares(
            FitSettings settings, MapMethods methods, ClosedForms forms, RidgeChoice ridge) {
        double absolute = ridge.ridge() * forms.meanInputVariance(settings.map().fitIntercept());
        return methods.leastSquares(forms, absolute, null, settings.search().seed());
    }

    /**
     * The ridge pulls towards the same reference as the search will; with none but the start, towards 0.
     *
     * @param orthogonal what a linear map is pulled towards; null if that is the start
     */
    private static ClosedForms.LeastSquares leastSquares(
            FitSettings settings, MapMethods methods, ClosedForms forms, double[] orthogonal) {
        double ridge = settings.search().regParam();
        if (settings.reduction() == Reduction.SUM) {
            ridge /= forms.weight();
        }
        return methods.leastSquares(forms, ridge, orthogonal, settings.search().seed());
    }

    private static FittedMap sameShape(FitSettings settings, FittedMap initial, VectorMap map) {
        if (!initial.map().description().equals(map.description())) {
            throw new SettingsException(
                    "the initial model %s is %s, but this fit is of %s; start from a model of the same shape",
                    Redaction.of(settings.search().initialModel().orElse("")),
                    initial.map().description().sentence(),
                    map.description().sentence());
        }
        return initial;
    }
}
