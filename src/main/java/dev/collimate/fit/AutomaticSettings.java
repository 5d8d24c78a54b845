package dev.collimate.fit;

import dev.collimate.map.MapDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What settings may say beside the map auto, whose candidates are solved and never searched. */
final class AutomaticSettings {
    /** Hidden units of the networks, of which the smaller has the first units of the larger. */
    static final List<Integer> UNITS = List.of(1024, MapDescription.MOST_UNITS);

    private AutomaticSettings() {}

    /** Whether spread maps are candidates too. */
    static boolean spreads(FitSettings settings) {
        return settings.map().leavesMapOpen() && settings.map().fitIntercept() && settings.selectsAmongSpreads();
    }

    /** @throws SettingsException if they ask for what candidates do not have, or hold no rows out to choose by */
    static void require(FitSettings settings) {
        MapDescription map = settings.map();
        if (!settings.validation().holdsOut()) {
            throw new SettingsException("{map} is auto, which chooses on rows held out, but none are: set {heldOut}");
        }
        if (!settings.loss().bringsTogether()) {
            throw new SettingsException(
                    "{map} is auto, whose maps make every prediction point where its actual does, which the loss %s does"
                            + " not ask for; choose another loss, or one map",
                    settings.loss().name());
        }
        if (map.rank() != 0 || !map.layers().isEmpty() || map.activation() != null || map.residual()) {
            throw new SettingsException("{map} is auto, whose maps have their own {rank}, {layers}, {activation} and"
                    + " {residual}; leave these out, or choose one map");
        }
        if (settings.spread().changes()) {
            throw new SettingsException(
                    "{spread} and {spreadScale} spread the predictions of one map, but {map} is auto;"
                            + " leave them out, or choose one map");
        }
        searches(settings).forEach((name, asked) -> {
            if (asked) {
                throw new SettingsException("{map} is auto, whose maps are solved and not searched, but {" + name
                        + "} asks for a search; leave it out, or choose one map");
            }
        });
    }

    /** What asks for a search, by the parameter. */
    private static Map<String, Boolean> searches(FitSettings settings) {
        SearchSettings search = settings.search();
        Map<String, Boolean> asked = new LinkedHashMap<>();
        asked.put(
                "solver",
                !search.solver().equals(Solvers.AUTO) && !search.solver().equals(Solvers.CLOSED_FORM));
        asked.put("initMode", StartPoint.isRandom(search));
        asked.put("initialModel", search.initialModel().isPresent());
        asked.put("maxIter", search.maxIter().isPresent());
        asked.put("regParam", search.regParam() > 0);
        asked.put("pullTo", search.pullTo().isPresent());
        asked.put("batchFraction", settings.firstOrder().batchFraction() < 1);
        asked.put("patience", settings.validation().patience().isPresent());
        return asked;
    }
}
