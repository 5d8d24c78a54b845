package dev.collimate.cli;

import dev.collimate.tables.GazeAngles;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** How directions in space are given as two angles. */
final class AngleOptions {
    private static final Set<String> NAMES = Set.of("yaw", "pitch");

    @Option(names = "--angle-unit", paramLabel = "rad|deg", description = "unit of yaw and pitch: rad or deg")
    private String unit = "rad";

    @Option(
            names = "--angle-axes",
            paramLabel = "NAME",
            description = "direction of yaw y and pitch p: forward is (cos p sin y, sin p, cos p cos y), camera its"
                    + " opposite, as in MPIIGaze")
    private String axes = "forward";

    /** Which values are wrong; null if none are. */
    String conflict(String option, Map<String, String> columns) {
        if (!Set.of("rad", "deg").contains(unit)) {
            return "--angle-unit must be rad or deg, but was " + unit;
        }
        if (!Set.of("forward", "camera").contains(axes)) {
            return "--angle-axes must be forward or camera, but was " + axes;
        }
        return columns.isEmpty() || columns.keySet().equals(NAMES)
                ? null
                : option + " must name both angles, as in yaw=COL,pitch=COL, but was "
                        + String.join(",", columns.keySet()).toLowerCase(Locale.ROOT);
    }

    /** @param columns of the two angles; empty for none */
    Optional<GazeAngles> of(Map<String, String> columns) {
        return columns.isEmpty()
                ? Optional.empty()
                : Optional.of(new GazeAngles(
                        columns.get("yaw"), columns.get("pitch"), unit.equals("deg"), axes.equals("camera")));
    }
}
