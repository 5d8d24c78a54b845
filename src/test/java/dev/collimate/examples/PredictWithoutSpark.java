package dev.collimate.examples;

import dev.collimate.model.PredictionWorkspace;
import dev.collimate.model.VectorPredictor;
import java.io.IOException;
import java.nio.file.Path;

/** Maps rows, one behind the other in {@code x}, with a saved model. */
public final class PredictWithoutSpark {
    private PredictWithoutSpark() {}

    public static float[] map(Path model, float[] x) throws IOException {
        VectorPredictor predictor = VectorPredictor.load(model); // once, for all threads
        PredictionWorkspace workspace = predictor.newWorkspace(256); // one a thread
        int rows = x.length / predictor.map().inputDim();
        float[] out = new float[rows * predictor.map().outputDim()];
        predictor.predict(x, rows, out, workspace); // allocates nothing
        return out;
    }
}
