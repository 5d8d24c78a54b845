package dev.collimate.model;

import dev.collimate.map.MapDescription;
import dev.collimate.map.MapDescriptions;
import dev.collimate.map.Maps;
import dev.collimate.map.VectorMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.Floats;
import dev.collimate.math.HashRandom;
import java.util.List;
import java.util.stream.Stream;

/** Maps of every kind with parameters, rows of extreme lengths, and how far a prediction may lie from that of the map. */
final class ExportedMaps {
    static final int ROWS = 1000;

    /** Of the length of the prediction. */
    private static final double TOLERANCE = 2e-6;

    private ExportedMaps() {}

    /** A map with parameters that are all random, intercepts included. */
    static ParameterFiles.Content random(MapDescription description) {
        VectorMap map = Maps.create(description);
        double[] parameters = map.initialParameters(5);
        map.layout().entries().stream().filter(entry -> entry.intercept()).forEach(entry -> {
            for (int i = entry.offset(); i < entry.offset() + entry.size(); i++) {
                parameters[i] = HashRandom.gaussian(6, i);
            }
        });
        return new ParameterFiles.Content(map, parameters);
    }

    static List<MapDescription> descriptions() {
        return Stream.concat(
                        MapDescriptions.ofEveryKind().stream(),
                        Stream.of(
                                MapDescription.of("linear", 384, 256, true),
                                MapDescriptions.perceptron("relu", true, true, 64, 96, 48),
                                MapDescriptions.perceptron("relu", true, true, 5, 8, 6, 7),
                                MapDescriptions.perceptron("relu", false, true, 5, 8, 6, 7),
                                MapDescriptions.perceptron("gelu", true, true, 64, 96, 80, 48),
                                MapDescriptions.perceptron("tanh", true, true, 4, 3)))
                .toList();
    }

    /** {@link #ROWS} x inputDim, of lengths from 1e-30 to 1e30; some elements and rows are 0. */
    static float[] rows(int inputDim) {
        float[] rows = new float[ROWS * inputDim];
        for (int i = 0; i < rows.length; i++) {
            int row = i / inputDim;
            double scale = row % 7 == 0 ? Math.pow(10, row % 61 - 30) : 1;
            rows[i] = row % 100 == 99 || i % 13 == 5 ? 0 : (float) (scale * HashRandom.gaussian(7, i));
        }
        return rows;
    }

    /** What the map itself predicts. */
    static float[] predictions(ParameterFiles.Content content, float[] rows) {
        VectorPredictor predictor =
                new VectorPredictor(content.map(), Floats.of(content.parameters()), BlasChoice.JAVA);
        float[] out = new float[ROWS * content.map().outputDim()];
        predictor.predict(rows, ROWS, out, predictor.newWorkspace(128));
        return out;
    }

    /** Rows that are further from those of the map than they may be. */
    static long wrongRows(float[] expected, float[] found, int outputDim) {
        long wrong = 0;
        for (int row = 0; row < ROWS; row++) {
            double apart = 0;
            double length = 0;
            for (int i = row * outputDim; i < (row + 1) * outputDim; i++) {
                apart += Math.pow((double) found[i] - expected[i], 2);
                length += (double) expected[i] * expected[i];
            }
            wrong += Math.sqrt(apart) <= TOLERANCE * Math.sqrt(length) ? 0 : 1;
        }
        return wrong;
    }
}
