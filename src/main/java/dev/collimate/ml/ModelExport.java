package dev.collimate.ml;

import dev.collimate.fit.FittedMap;
import dev.collimate.model.Export;
import dev.collimate.model.ExportFormat;
import dev.collimate.model.ExportManifest;
import dev.collimate.model.ParameterFiles;
import dev.collimate.storage.AtomicSave;
import dev.collimate.storage.ExportFolder;
import dev.collimate.storage.HadoopSettings;
import dev.collimate.storage.SaveSettings;
import dev.collimate.storage.SavedKind;
import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Writes a model in a format of another program; all of it or nothing. */
final class ModelExport {
    private final FittedMap fitted;
    private final ExportManifest.Origin origin;
    private final ExportFormat format;
    private ExportManifest manifest;

    ModelExport(FittedMap fitted, ExportManifest.Origin origin, ExportFormat format) {
        this.fitted = fitted;
        this.origin = origin;
        this.format = format;
    }

    ExportManifest write(String path, boolean overwrite) throws IOException {
        long bytes = Export.bytes(format, content(), origin);
        AtomicSave.save(
                path,
                HadoopSettings.of(SparkSession.active()),
                new SaveSettings(SavedKind.EXPORT, overwrite, bytes),
                this::fill);
        return manifest;
    }

    private void fill(FileSystem files, Path directory) throws IOException {
        ExportFolder folder = new ExportFolder(files, directory);
        manifest = Export.write(format, content(), origin, folder);
        Export.verify(manifest, folder);
    }

    private ParameterFiles.Content content() {
        return new ParameterFiles.Content(fitted.map(), fitted.parameters());
    }
}
