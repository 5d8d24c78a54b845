package dev.collimate.cli;

import dev.collimate.tables.GazeAngles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** How directions in space are given as two angles. */
final class AngleOptions {
    private static final Set<String> NAMES = Set.of("yaw", "pitch");
    private static final String RADIANS = "rad";
    private static final String FORWARD = "forward";

    @Option(names = "--angle-unit", paramLabel = "rad|deg", description = "unit of yaw and pitch: rad or deg")
    private String unit = RADIANS;

    @Option(
            names = "--angle-axes",
            paramLabel = "NAME",
            description = "direction of yaw y and pitch p: forward is (cos p sin y, sin p, cos p cos y), camera its"
                    + " opposite, as in MPIIGaze")
    private String axes = FORWARD;

    /** Which values are wrong; null if none are. */
    String conflict(String option, Map<String, String> columns) {
        if (!Set.of(RADIANS, "deg").contains(unit)) {
            return "--angle-unit must be rad or deg, but was " + unit;
        }
        if (!Set.of(FORWARD, "camera").contains(axes)) {
            return "--angle-axes must be forward or camera, but was " + axes;
        }
        if (columns.isEmpty() && !words().isEmpty()) {
            return String.join(" ", words()) + " says how angles are meant; give their columns with " + option;
        }
        if (columns.keySet().equals(NAMES) && columns.get("yaw").equalsIgnoreCase(columns.get("pitch"))) {
            return option + " must name two columns, but both angles are " + columns.get("yaw");
        }
        return columns.isEmpty() || columns.keySet().equals(NAMES)
                ? null
                : option + " must name both angles, as in yaw=COL,pitch=COL, but was "
                        + String.join(",", columns.keySet()).toLowerCase(Locale.ROOT);
    }

    /** These options as they were given, but for those that have their defaults. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        SourceWords.add(words, "--angle-unit", unit.equals(RADIANS) ? null : unit);
        SourceWords.add(words, "--angle-axes", axes.equals(FORWARD) ? null : axes);
        return words;
    }

    /** @param columns of the two angles; empty for none */
    Optional<GazeAngles> of(Map<String, String> columns) {
        return columns.isEmpty()
                ? Optional.empty()
                : Optional.of(new GazeAngles(
                        columns.get("yaw"), columns.get("pitch"), unit.equals("deg"), axes.equals("camera")));
    }
}
