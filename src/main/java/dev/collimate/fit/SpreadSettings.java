package dev.collimate.fit;

import dev.collimate.map.VectorMap;
import dev.collimate.moments.MapMethodsFactory;

/**
 * How far predictions are spread out after a fit; the parameters of the same names say more.
 *
 * @param amount in [0, 1]
 * @param scale above 0
 */
public record SpreadSettings(double amount, double scale) {
    /** Whether they change the map. */
    public boolean changes() {
        return amount > 0 || scale != 1;
    }

    /** @throws SettingsException if the map has no last layer that takes them up */
    void requireFor(VectorMap map) {
        if (changes() && !MapMethodsFactory.of(map).canSpread()) {
            throw new SettingsException(
                    "{spread} was %s and {spreadScale} %s, but the map %s cannot take them up%s; choose the map linear, low-rank"
                            + " without a residual, or mlp, each with an intercept, or leave both out",
                    amount, scale, map.name(), map.description().fitIntercept() ? "" : " without an intercept");
        }
    }
}
