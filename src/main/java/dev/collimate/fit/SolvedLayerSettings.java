package dev.collimate.fit;

import dev.collimate.map.VectorMap;
import dev.collimate.moments.MapMethods;
import dev.collimate.moments.MapMethodsFactory;
import java.util.List;
import java.util.OptionalDouble;

/** What settings say of a last layer that is solved, and of the ridge. */
final class SolvedLayerSettings {
    private static final String REMEDY = "set {initMode} to least-squares or {solver} to closed-form, or ";

    private SolvedLayerSettings() {}

    /**
     * Whether the last layer of the map is solved from moments of its hidden units.
     *
     * @param solver never auto
     * @throws SettingsException if a ridge is asked for that nothing would read
     */
    static boolean isAskedFor(FitSettings settings, VectorMap map, String solver) {
        SearchSettings search = settings.search();
        boolean solves = MapMethodsFactory.of(map).hasHiddenLayers()
                && settings.loss().bringsTogether()
                && !StartPoint.isChosen(settings)
                && (List.of(Solvers.CLOSED_FORM, Solvers.PRECONDITIONED_LBFGS).contains(solver)
                        || search.initMode().equals(StartPoint.LEAST_SQUARES));
        boolean ridged = solves || MapMethodsFactory.of(map).hasRidge() && !StartPoint.isChosen(settings);
        if (search.ridge().isPresent() && !ridged) {
            throw new SettingsException(
                    "{ridge} was %s, but this fit of the map %s solves no layer by ridge regression; "
                            + (couldSolve(map) ? REMEDY : "") + "leave {ridge} out",
                    search.ridge().get(),
                    map.name());
        }
        if (search.ridge().isPresent() && search.regParam() > 0) {
            throw new SettingsException(
                    "set {ridge}, of the solution by least squares, or {regParam}, of the search, not both; they were %s"
                            + " and %s",
                    search.ridge().get(), search.regParam());
        }
        return solves;
    }

    private static boolean couldSolve(VectorMap map) {
        MapMethods methods = MapMethodsFactory.of(map);
        return methods.hasHiddenLayers() || methods.hasRidge();
    }

    /** Whether the ridge of least squares on inputs is chosen by rows held back. */
    static boolean choosesByMoments(FitSettings settings, VectorMap map) {
        if (settings.map().leavesMapOpen()) {
            return ridge(settings).isChosen();
        }
        return settings.search().ridge().filter(Ridge::isChosen).isPresent()
                && MapMethodsFactory.of(map).hasRidge();
    }

    /** The ridge of the settings; chosen where they leave it open. */
    static Ridge ridge(FitSettings settings) {
        return settings.search().ridge().orElse(new Ridge(OptionalDouble.empty()));
    }
}
