package dev.collimate.ml;

import dev.collimate.fit.FittedMap;
import dev.collimate.model.ParameterFiles;
import dev.collimate.model.ParameterReader;
import dev.collimate.storage.HadoopFolder;
import dev.collimate.storage.HadoopSettings;
import dev.collimate.storage.Redaction;
import dev.collimate.storage.StageMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.MLReader;

/** Loads {@link AngularRegressionModel}s. */
final class ModelReader extends MLReader<AngularRegressionModel> {
    /** Parameters that earlier builds saved with a model, which never read them. */
    private static final Set<String> OF_TRAINING_ALONE = Set.of("blockSize", "numPartitions", "aggregator");

    @Override
    public AngularRegressionModel load(String path) {
        try {
            Path directory = new Path(path);
            FileSystem files = files(directory);
            return HadoopFolder.read(files, directory, () -> read(files, directory, path));
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    private static AngularRegressionModel read(FileSystem files, Path directory, String path) throws IOException {
        StageMetadata metadata = StageMetadata.read(AngularRegressionModel.class, files, directory);
        ParameterFiles.Content content = ParameterReader.read(
                new HadoopFolder(files, directory, metadata.parametersFolder()), Redaction.of(path));
        AngularRegressionModel model = new AngularRegressionModel(
                        metadata.uid(), new FittedMap(content.map(), content.parameters()))
                .withTrainingBlas(metadata.texts(AngularRegressionModel.TRAINING_BLAS))
                .withTrainingLoss(metadata.texts(AngularRegressionModel.TRAINING_LOSS).stream()
                        .findFirst()
                        .orElse(null));
        metadata.applyTo(model, OF_TRAINING_ALONE);
        return model;
    }

    private FileSystem files(Path directory) throws IOException {
        return directory.getFileSystem(HadoopSettings.of(sparkSession()));
    }

    private static UncheckedIOException failure(String path, IOException cause) {
        return new UncheckedIOException(
                "cannot load the model " + Redaction.of(path) + ": " + Redaction.of(cause.getMessage()), cause);
    }
}
