package dev.collimate.moments;

import dev.collimate.map.LinearMap;
import dev.collimate.map.LowRankMap;
import dev.collimate.map.OrthogonalMap;
import dev.collimate.map.PerceptronMap;
import dev.collimate.map.VectorMap;

/** Which {@link MapMethods} a map has: the one place that asks what kind of map it is. */
public final class MapMethodsFactory {
    private MapMethodsFactory() {}

    /** @throws IllegalArgumentException if the kind of map is not known here */
    public static MapMethods of(VectorMap map) {
        if (map instanceof LinearMap linear) {
            return new LinearMethods(linear);
        }
        if (map instanceof LowRankMap lowRank) {
            return new LowRankMethods(lowRank);
        }
        if (map instanceof PerceptronMap perceptron) {
            return new PerceptronMethods(perceptron);
        }
        if (map instanceof OrthogonalMap orthogonal) {
            return new OrthogonalMethods(orthogonal);
        }
        throw new IllegalArgumentException("nothing is known of how to start the map " + map.name());
    }
}
