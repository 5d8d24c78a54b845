package dev.collimate.benchmark;

import dev.collimate.map.MapWorkspace;
import dev.collimate.map.VectorMap;
import dev.collimate.math.FloatMatrix;
import java.util.List;

/** The matrix products that a step asks for, found by letting a map ask. */
public final class StepGemms {
    private StepGemms() {}

    /** Forwards and backwards through {@code map}, for one block of {@code rows} rows. */
    public static List<GemmShape> ofBlock(VectorMap map, int rows) {
        GemmRecorder recorder = new GemmRecorder();
        FloatMatrix parameters = new FloatMatrix(1, map.layout().size());
        FloatMatrix inputs = new FloatMatrix(rows, map.inputDim());
        MapWorkspace pass = map.newWorkspace(recorder, inputs.precision(), rows);
        var predictions = pass.forward(parameters, inputs);
        pass.backward(parameters, inputs, predictions, new FloatMatrix(1, parameters.columns()));
        return recorder.products();
    }
}
