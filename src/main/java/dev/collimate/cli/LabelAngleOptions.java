package dev.collimate.cli;

import dev.collimate.ml.AngularRegression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Actual directions that are given as two angles. */
final class LabelAngleOptions {
    private static final String LABEL_ANGLES = "--label-angles";

    @Option(
            names = LABEL_ANGLES,
            paramLabel = "yaw=COL,pitch=COL",
            split = ",",
            description = "columns of two angles that give the direction y in space, in place of --label-col",
            showDefaultValue = Visibility.NEVER)
    private Map<String, String> columns = new LinkedHashMap<>();

    @Mixin
    private AngleOptions angles;

    /**
     * Which options are wrong together; null if none are.
     *
     * @param labelColGiven whether the user names the column of actual vectors
     */
    String conflict(AngularRegression stage, boolean labelColGiven) {
        return !columns.isEmpty() && labelColGiven
                ? LABEL_ANGLES + " and " + OptionNames.of(stage.labelCol()) + " each say what y is; give one of them"
                : angles.conflict(LABEL_ANGLES, columns);
    }

    /** Sets what is selected as y, where angles are given. */
    void applyTo(AngularRegression stage) {
        angles.of(columns).ifPresent(gaze -> stage.setLabelCol(gaze.expression()));
    }

    /** These options as they were given, but for those that have their defaults. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        if (!columns.isEmpty()) {
            words.add(LABEL_ANGLES);
            words.add(String.join(
                    ",",
                    columns.entrySet().stream()
                            .map(angle -> angle.getKey() + "=" + angle.getValue())
                            .toList()));
        }
        words.addAll(angles.words());
        return words;
    }
}
