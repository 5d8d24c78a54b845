package dev.collimate.model;

import dev.collimate.map.VectorMap;
import java.util.Map;

/**
 * A ModelProto of ONNX, by the field numbers of onnx.proto: opset 13 and version 7 of the format, which readers have known
 * since 2020. The input {@code x} has any number of rows of inputDim numbers, the output {@code y} as many of outputDim.
 */
final class OnnxFormat {
    private static final long IR_VERSION = 7;
    private static final long OPSET = 13;

    private OnnxFormat() {}

    /**
     * What a file holds.
     *
     * @param metadata texts for {@code metadata_props}
     * @throws IllegalArgumentException if the file would be larger than a message of Protocol Buffers may be
     */
    static ProtobufMessage model(VectorMap map, double[] parameters, Map<String, String> metadata) {
        ProtobufMessage model = new ProtobufMessage()
                .number(1, IR_VERSION)
                .text(2, "collimate")
                .message(7, OnnxGraph.of(map, parameters))
                .message(8, new ProtobufMessage().text(1, "").number(2, OPSET));
        metadata.forEach((key, value) ->
                model.message(14, new ProtobufMessage().text(1, key).text(2, value)));
        requireSize(model.length());
        return model;
    }

    static void requireSize(long bytes) {
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("an ONNX file has at most " + Integer.MAX_VALUE
                    + " bytes, but this map would take " + bytes + "; export it to safetensors or npy");
        }
    }
}
