package dev.collimate.benchmark;

import dev.collimate.map.MapPass;
import dev.collimate.map.VectorMap;
import dev.collimate.math.FloatMatrix;
import java.util.List;

/** The matrix products that a step asks for, found by letting a map ask. */
public final class StepProducts {
    private StepProducts() {}

    /** Forwards and backwards through {@code map}, for one block of {@code rows} rows. */
    public static List<ProductShape> ofBlock(VectorMap map, int rows) {
        ProductRecorder recorder = new ProductRecorder();
        FloatMatrix parameters = new FloatMatrix(1, map.layout().size());
        FloatMatrix inputs = new FloatMatrix(rows, map.inputDim());
        MapPass pass = map.newPass(recorder, inputs.precision(), rows);
        var predictions = pass.forward(parameters, inputs);
        pass.backward(parameters, inputs, predictions, new FloatMatrix(1, parameters.columns()));
        return recorder.products();
    }
}
