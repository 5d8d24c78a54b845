package dev.collimate.model;

import dev.collimate.map.MapDescription;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Writes every map in every format that holds it, with rows and what the map predicts for them, for other programs to check.
 * Argument: a folder, whose files are replaced.
 */
public final class ExportedFiles {
    private ExportedFiles() {}

    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        remove(root);
        int number = 0;
        for (MapDescription description : ExportedMaps.descriptions()) {
            Path folder = root.resolve(String.format("%02d-%s", number++, description.name()));
            ParameterFiles.Content content = ExportedMaps.random(description);
            ParameterFiles.write(
                    content.map(), content.parameters(), files(folder.resolve("model/" + ParameterFiles.FOLDER)));
            for (ExportFormat format : ExportFormat.values()) {
                export(format, content, folder);
            }
            float[] rows = ExportedMaps.rows(description.inputDim());
            floats(folder.resolve("x.f32"), rows);
            floats(folder.resolve("expected.f32"), ExportedMaps.predictions(content, rows));
        }
        System.out.println(number + " maps in " + root);
    }

    private static void remove(Path root) throws IOException {
        if (Files.exists(root)) {
            try (Stream<Path> paths = Files.walk(root)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static void export(ExportFormat format, ParameterFiles.Content content, Path folder) throws IOException {
        ExportManifest.Origin origin = new ExportManifest.Origin("uid", "old", "new", "cosine", "0".repeat(64));
        try {
            Export.of(format, content, origin).write(files(folder.resolve(format.toString())));
        } catch (IllegalArgumentException refused) {
            Files.writeString(folder.resolve(format + ".refused"), refused.getMessage());
        }
    }

    private static ParameterFiles.Sink files(Path folder) {
        return name -> {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.newOutputStream(file);
        };
    }

    private static void floats(Path file, float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(bytes.array());
        }
    }
}
