package dev.collimate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.collimate.math.Matrix;
import dev.collimate.math.Precision;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reference values of losses, networks and angles: autograd of another library in float64, 80-digit arithmetic. */
public final class GoldenReference {
    private GoldenReference() {}

    /** One of the sections {@code losses}, {@code networks} and {@code angles}. */
    public static JsonNode section(String name) {
        try (InputStream file = GoldenReference.class.getResourceAsStream("/golden/angular-reference.json")) {
            return new ObjectMapper().readTree(file).required(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static double[] vector(JsonNode numbers) {
        double[] values = new double[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i).doubleValue();
        }
        return values;
    }

    /** An array of rows. */
    public static Matrix matrix(JsonNode rows, Precision precision) {
        Matrix matrix = precision.zeros(rows.size(), rows.get(0).size());
        for (int i = 0; i < rows.size(); i++) {
            matrix.setRow(i, vector(rows.get(i)));
        }
        return matrix;
    }
}
