package dev.collimate.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The format of Hugging Face's safetensors: the length of a header, a header in JSON that is padded with spaces to a
 * multiple of 8 bytes, and the arrays one behind the other.
 */
final class SafetensorsFormat {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ALIGNMENT = 8;

    private SafetensorsFormat() {}

    /**
     * A file.
     *
     * @param metadata texts for {@code __metadata__}
     */
    static ExportFile file(String name, List<FloatTensor> tensors, Map<String, String> metadata) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        header.set("__metadata__", JSON.valueToTree(metadata));
        long start = 0;
        for (FloatTensor tensor : tensors) {
            ObjectNode entry = header.putObject(tensor.name());
            entry.put("dtype", "F32");
            entry.set("shape", JSON.valueToTree(tensor.shape()));
            entry.putArray("data_offsets").add(start).add(start + tensor.bytes());
            start += tensor.bytes();
        }
        String text = JSON.writeValueAsString(header);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int padding = Math.floorMod(-bytes.length, ALIGNMENT);
        byte[] length = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(bytes.length + padding)
                .array();
        return new ExportFile(name, length.length + bytes.length + padding + start, out -> {
            out.write(length);
            out.write(bytes);
            out.write(" ".repeat(padding).getBytes(StandardCharsets.UTF_8));
            for (FloatTensor tensor : tensors) {
                tensor.writeTo(out);
            }
        });
    }
}
