package dev.collimate.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.MLReader;

/** Loads {@link AngularRegression}s. */
final class EstimatorReader extends MLReader<AngularRegression> {
    @Override
    public AngularRegression load(String path) {
        try {
            Path directory = new Path(path);
            FileSystem files = directory.getFileSystem(sc().hadoopConfiguration());
            StageMetadata metadata = StageMetadata.read(AngularRegression.class, files, directory);
            AngularRegression estimator = new AngularRegression(metadata.uid());
            metadata.applyTo(estimator);
            return estimator;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot load the estimator " + path + ": " + e.getMessage(), e);
        }
    }
}
