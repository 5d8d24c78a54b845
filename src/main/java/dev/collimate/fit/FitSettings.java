package dev.collimate.fit;

import dev.collimate.loss.AngularLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.map.MapDescription;
import dev.collimate.rows.PairColumns;

/** All that a fit depends on beside its rows, as one immutable value. */
public record FitSettings(
        PairColumns columns,
        MapDescription map,
        AngularLoss loss,
        Reduction reduction,
        SearchSettings search,
        SpreadSettings spread,
        FirstOrderSettings firstOrder,
        ValidationSettings validation,
        ExecutionSettings execution,
        CheckpointSettings checkpoint) {
    /**
     * The columns, once it is known that the loss finds its targets among them.
     *
     * @throws SettingsException if it does not
     */
    public PairColumns requireColumns() {
        if (loss.usesTarget() && columns.target() == null) {
            throw new SettingsException(
                    "the loss %s needs a column of targets, +1 or -1: set {targetCol}", loss.name());
        }
        return columns;
    }

    /** Whether what is chosen from has spread maps too, which raise the recall of neighbours, and the angle. */
    public boolean selectsAmongSpreads() {
        return loss.bringsTogether()
                && validation.selection().filter(asked -> !asked.byAngle()).isPresent();
    }
}
