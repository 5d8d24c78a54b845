package dev.collimate.fit;

import dev.collimate.loss.AngularLoss;
import dev.collimate.loss.Reduction;
import dev.collimate.rows.PairColumns;

/** All that a fit depends on beside its rows, as one immutable value. */
public record FitSettings(
        PairColumns columns,
        MapSettings map,
        AngularLoss loss,
        Reduction reduction,
        SearchSettings search,
        FirstOrderSettings firstOrder,
        ValidationSettings validation,
        ExecutionSettings execution) {}
