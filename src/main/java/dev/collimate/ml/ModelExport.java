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
    private final Export export;
    private ExportManifest manifest;

    /** @throws IllegalArgumentException if the format cannot hold the map */
    ModelExport(FittedMap fitted, ExportManifest.Origin origin, ExportFormat format) throws IOException {
        this.export = Export.of(format, new ParameterFiles.Content(fitted.map(), fitted.parameters()), origin);
    }

    ExportManifest write(String path, boolean overwrite) throws IOException {
        AtomicSave.save(
                path,
                HadoopSettings.of(SparkSession.active()),
                new SaveSettings(SavedKind.EXPORT, overwrite, export.bytes()),
                this::fill);
        return manifest;
    }

    private void fill(FileSystem files, Path directory) throws IOException {
        ExportFolder folder = new ExportFolder(files, directory);
        manifest = export.write(folder);
        Export.verify(manifest, folder);
    }
}
