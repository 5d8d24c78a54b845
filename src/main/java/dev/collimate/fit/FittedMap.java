package dev.collimate.fit;

import dev.collimate.map.VectorMap;

/**
 * A map and its parameters.
 *
 * @param parameters in the order of the map's layout; holders do not change them
 */
public record FittedMap(VectorMap map, double[] parameters) {}
