package dev.collimate.ml;

import dev.collimate.map.MapDescription;
import java.util.List;

/** Small maps of every kind and option. */
final class MapDescriptions {
    private MapDescriptions() {}

    static List<MapDescription> ofEveryKind() {
        return List.of(
                MapDescription.of("linear", 5, 3, true),
                MapDescription.of("linear", 3, 5, false),
                MapDescription.of("orthogonal", 5, 3, true),
                MapDescription.of("orthogonal", 3, 5, false));
    }
}
