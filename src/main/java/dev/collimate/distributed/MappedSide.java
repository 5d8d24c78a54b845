package dev.collimate.distributed;

import dev.collimate.data.PairShape;
import dev.collimate.distributed.DistributedEvaluation.PredictorFactory;
import dev.collimate.evaluation.BlockPredictor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which side of a search a map is used on; it changes which of two maps is better. */
public enum MappedSide {
    /** Mapped x asks y: a bridge in front of a store of y. */
    QUERY,
    /** y asks mapped x: a rewritten store of x, asked by the model of y. */
    STORE;

    /** The search of the new model with vectors of its own. */
    public static final String CEILING = "ceiling: y asks y";

    /** The search as it is before anything changes. */
    public static final String DO_NOTHING = "do nothing: x asks x";

    private static final PredictorFactory INPUTS = DistributedEvaluation.identity();
    private static final PredictorFactory ACTUALS = maxRows -> (BlockPredictor) block -> block.actuals();

    /** Names as they are written in options and results. */
    public static List<String> names() {
        return Arrays.stream(values()).map(MappedSide::toString).toList();
    }

    /**
     * The side of a name of {@link #names}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static MappedSide of(String name) {
        return Arrays.stream(values())
                .filter(side -> side.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the mapped side must be one of " + String.join(", ", names()) + ", but was " + name));
    }

    /**
     * The ceiling, what is there without a map, and a search with each map.
     *
     * @param maps by name, in order
     */
    public List<RetrievalSearch> searches(PairShape shape, Map<String, PredictorFactory> maps) {
        List<RetrievalSearch> searches = new ArrayList<>();
        searches.add(new RetrievalSearch(CEILING, ACTUALS, ACTUALS));
        searches.add(new RetrievalSearch(DO_NOTHING, INPUTS, INPUTS));
        Map<String, PredictorFactory> mapped = new LinkedHashMap<>();
        if (shape.inputDim() == shape.outputDim()) {
            mapped.put(this == QUERY ? "naive swap: x asks y" : "naive swap: y asks x", INPUTS);
        }
        mapped.putAll(maps);
        mapped.forEach((name, map) -> searches.add(search(name, map)));
        return searches;
    }

    /** The ceiling, and a search with each map. */
    public List<RetrievalSearch> searchesOfMaps(Map<String, PredictorFactory> maps) {
        List<RetrievalSearch> searches = new ArrayList<>();
        searches.add(new RetrievalSearch(CEILING, ACTUALS, ACTUALS));
        maps.forEach((name, map) -> searches.add(search(name, map)));
        return searches;
    }

    /** The ceiling, and a search with predictions that are there in place of inputs. */
    public List<RetrievalSearch> searchesOfPredictions(String name) {
        return List.of(new RetrievalSearch(CEILING, ACTUALS, ACTUALS), search(name, INPUTS));
    }

    private RetrievalSearch search(String name, PredictorFactory map) {
        return this == QUERY ? new RetrievalSearch(name, map, ACTUALS) : new RetrievalSearch(name, ACTUALS, map);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
