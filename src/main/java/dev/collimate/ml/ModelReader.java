package dev.collimate.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.MLReader;

/** Loads {@link AngularRegressionModel}s. */
final class ModelReader extends MLReader<AngularRegressionModel> {
    @Override
    public AngularRegressionModel load(String path) {
        try {
            Path directory = new Path(path);
            FileSystem files = directory.getFileSystem(sc().hadoopConfiguration());
            StageMetadata metadata = StageMetadata.read(AngularRegressionModel.class, files, directory);
            ParameterFiles.Content content = ParameterFiles.read(new HadoopFolder(files, directory), path);
            AngularRegressionModel model =
                    new AngularRegressionModel(metadata.uid(), content.map(), content.parameters());
            metadata.applyTo(model);
            return model;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot load the model " + path + ": " + e.getMessage(), e);
        }
    }
}
