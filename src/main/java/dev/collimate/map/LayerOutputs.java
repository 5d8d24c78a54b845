package dev.collimate.map;

import dev.collimate.math.Matrix;

/** What the last forward of a perceptron's workspace left behind in its layers, until a backward takes it. */
public interface LayerOutputs {
    /** h of a hidden layer, rows x size(layer); not to be changed. */
    Matrix outputs(int layer);

    /** The activation's slopes at h of a hidden layer, rows x size(layer); not to be changed. */
    Matrix slopes(int layer);
}
