package dev.collimate.cli;

import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.model.ExportFormat;
import dev.collimate.model.ExportManifest;
import dev.collimate.report.Result;
import dev.collimate.storage.SavedKind;
import dev.collimate.tables.OutputMode;
import java.io.IOException;
import java.util.Iterator;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Writes a fitted map for other programs. */
@Command(
        name = "export",
        description = "Writes a trained model's map in a format of other programs, in float32, with export.json, which"
                + " says what the map is and lists the files.")
final class ExportCommand extends JobCommand {
    @Option(names = "--model", required = true, paramLabel = "PATH", description = "model directory to read")
    private String modelPath;

    @Option(
            names = "--to",
            required = true,
            converter = FormatConverter.class,
            completionCandidates = Names.class,
            paramLabel = "NAME",
            description = "format: ${COMPLETION-CANDIDATES}")
    private ExportFormat format;

    @Option(names = "--output", required = true, paramLabel = "PATH", description = "folder to write")
    private String output;

    @Mixin
    private ModeOption mode;

    ExportCommand(Environment surroundings) {
        super(surroundings);
    }

    /** The names of formats, for the help. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ExportFormat.names().iterator();
        }
    }

    /** Names what is allowed as it is written. */
    static final class FormatConverter implements ITypeConverter<ExportFormat> {
        @Override
        public ExportFormat convert(String name) {
            if (!ExportFormat.names().contains(name)) {
                throw new TypeConversionException(
                        "must be one of " + String.join(", ", ExportFormat.names()) + ", but was '" + name + "'");
            }
            return ExportFormat.of(name);
        }
    }

    @Override
    void checkOptions() {
        if (mode.value() == OutputMode.APPEND) {
            throw usage("--mode append is not for exports; use errorifexists or overwrite");
        }
    }

    @Override
    Result run(SparkSession spark) throws IOException {
        Stopwatch watch = new Stopwatch();
        mode.value().requireWritable(spark, output, SavedKind.EXPORT);
        AngularRegressionModel model = AngularRegressionModel.load(modelPath);
        ExportManifest written = model.export(format.toString(), output, mode.value() == OutputMode.OVERWRITE);
        return Result.of("export")
                .put("format", written.format())
                .put("map", model.map().name())
                .put("inputDim", model.map().inputDim())
                .put("outputDim", model.map().outputDim())
                .put("files", written.files().size())
                .put("bytes", written.bytes())
                .put("fingerprint", written.origin().fingerprint())
                .put("model", modelPath)
                .put("output", output)
                .put("seconds", watch.seconds());
    }
}
