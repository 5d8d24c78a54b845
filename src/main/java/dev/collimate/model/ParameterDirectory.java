package dev.collimate.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The parameters of a model directory on a local file system.
 *
 * @param directory the folder of parameters itself
 */
record ParameterDirectory(Path directory) implements ParameterFiles.Source, ParameterFiles.Sink {
    /**
     * Of a model directory.
     *
     * @throws IOException if its metadata, where it has any, cannot be read
     */
    static ParameterDirectory of(Path model) throws IOException {
        Path metadata = model.resolve(ParametersFolder.METADATA);
        if (!Files.exists(metadata)) {
            return new ParameterDirectory(model.resolve(ParameterFiles.FOLDER));
        }
        ParametersFolder.requireLength(Files.size(metadata), metadata.toString());
        return new ParameterDirectory(
                model.resolve(ParametersFolder.of(Files.readAllBytes(metadata), metadata.toString())));
    }

    @Override
    public String folder() {
        return directory.getFileName().toString();
    }

    @Override
    public long length(String name) throws IOException {
        return Files.size(directory.resolve(name));
    }

    @Override
    public InputStream open(String name) throws IOException {
        return Files.newInputStream(directory.resolve(name));
    }

    @Override
    public OutputStream create(String name) throws IOException {
        Files.createDirectories(directory);
        return Files.newOutputStream(directory.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
}
