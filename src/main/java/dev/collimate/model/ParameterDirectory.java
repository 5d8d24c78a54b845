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
 * @param folder the {@value ParameterFiles#FOLDER} folder itself
 */
record ParameterDirectory(Path folder) implements ParameterFiles.Source, ParameterFiles.Sink {
    static ParameterDirectory of(Path model) {
        return new ParameterDirectory(model.resolve(ParameterFiles.FOLDER));
    }

    @Override
    public long length(String name) throws IOException {
        return Files.size(folder.resolve(name));
    }

    @Override
    public InputStream open(String name) throws IOException {
        return Files.newInputStream(folder.resolve(name));
    }

    @Override
    public OutputStream create(String name) throws IOException {
        Files.createDirectories(folder);
        return Files.newOutputStream(folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
}
