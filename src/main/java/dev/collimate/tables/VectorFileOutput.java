package dev.collimate.tables;

import dev.collimate.cluster.WritingJobs;
import dev.collimate.model.NpyFormat;
import dev.collimate.rows.ClassicSpark;
import dev.collimate.rows.Columns;
import dev.collimate.rows.VectorCodecs;
import dev.collimate.storage.AtomicSave;
import dev.collimate.storage.HadoopSettings;
import dev.collimate.storage.SaveSettings;
import dev.collimate.storage.SavedKind;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes the vectors of a data set alone, in its order, into one file of a folder: {@code predictions.npy}, float32 in C
 * order, or {@code predictions.fvecs}; and, where a key is named, {@code ids.txt} beside it, a line a vector. Tasks write
 * pieces beside each other, which one task then puts together, so that no vector comes to the driver.
 */
public final class VectorFileOutput implements RowsOutput {
    private static final String NPY = "npy";
    private static final String FVECS = "fvecs";
    private static final String PIECES = "_pieces";

    private final SparkSession spark;
    private final WriteSettings settings;
    private final WrittenVectors vectors;

    /** @param settings without columns of partitions, and not to append */
    public VectorFileOutput(SparkSession spark, WriteSettings settings, WrittenVectors vectors) {
        this.spark = spark;
        this.settings = settings;
        this.vectors = vectors;
    }

    public static boolean isFormat(String format) {
        return Set.of(NPY, FVECS).contains(format);
    }

    @Override
    public void requireWritable() throws IOException {
        settings.mode().requireWritable(spark, settings.path(), SavedKind.DATA);
    }

    @Override
    public void requireNotRead(Dataset<Row> input) throws IOException {
        settings.mode().requireNotRead(spark, settings.path(), input);
    }

    /**
     * The number of vectors follows from the length of the file.
     *
     * @throws BadTableException if a column is not there, or its values cannot be written
     */
    @Override
    public Written write(Dataset<Row> rows, Dataset<Row> counted, Optional<String> nullable) throws IOException {
        Column numbers = vectors.floats(rows, settings.format());
        int dim = vectors.dim();
        Optional<String> key = vectors.key();
        if (key.isPresent() && !Columns.exists(rows.schema(), key.get())) {
            throw new BadTableException(
                    "the column " + key.get() + " of ids is not there. Columns: " + Columns.list(rows.schema()));
        }
        Column id = key.map(name -> Columns.of(name).cast(DataTypes.StringType)).orElse(functions.lit(""));
        Dataset<Row> stored = rows.select(VectorCodecs.encode(new Float32Bytes(), numbers), id);
        long[] written = new long[1];
        AtomicSave.save(
                settings.path(),
                HadoopSettings.of(spark),
                new SaveSettings(SavedKind.DATA, settings.mode() == OutputMode.OVERWRITE, 0),
                (files, folder) -> written[0] = fill(files, folder, stored, dim));
        return new Written(written[0], 0);
    }

    /** The number of vectors that the folder then holds. */
    private long fill(FileSystem files, Path folder, Dataset<Row> stored, int dim) throws IOException {
        Path pieces = new Path(folder, PIECES);
        files.mkdirs(pieces);
        List<VectorPieces.Piece> made = pieces(stored, pieces, dim);
        long rows = made.stream().mapToLong(VectorPieces.Piece::rows).sum();
        byte[] header = prefixed() ? new byte[0] : NpyFormat.floatHeader(rows, dim);
        Path file = new Path(folder, "predictions." + settings.format());
        joined(files, made.stream().map(VectorPieces.Piece::vectors).toList(), header, file);
        if (vectors.key().isPresent()) {
            List<String> ids = made.stream().map(VectorPieces.Piece::ids).toList();
            joined(files, ids, new byte[0], new Path(folder, "ids.txt"));
        }
        long rowBytes = (prefixed() ? Integer.BYTES : 0) + (long) dim * Float.BYTES;
        long bytes = files.getFileStatus(file).getLen();
        if (bytes != header.length + rows * rowBytes) {
            throw new IOException("cannot write " + file.getName() + ": it has " + bytes + " bytes, but " + rows
                    + " vectors of " + dim + " numbers take " + (header.length + rows * rowBytes));
        }
        files.delete(pieces, true);
        mark(files, folder);
        return (bytes - header.length) / rowBytes;
    }

    /** Whether each vector has its length in front of it. */
    private boolean prefixed() {
        return settings.format().equals(FVECS);
    }

    private List<VectorPieces.Piece> pieces(Dataset<Row> stored, Path folder, int dim) throws IOException {
        VectorPieces.Task task = new VectorPieces.Task(
                folder.toString(),
                configuration(),
                dim,
                prefixed(),
                vectors.key().isPresent());
        return WritingJobs.run(ClassicSpark.context(spark), () -> ClassicSpark.dataset(
                        spark, ClassicSpark.rows(stored), stored.schema())
                .toJavaRDD()
                .mapPartitionsWithIndex(task::write, true)
                .collect());
    }

    /** Puts pieces together in one task; what another attempt of it leaves goes with the pieces. */
    private void joined(FileSystem files, List<String> pieces, byte[] header, Path target) throws IOException {
        SerializableConfiguration conf = configuration();
        String folder = target.getParent() + "/" + PIECES;
        SparkContext context = ClassicSpark.context(spark);
        String whole = WritingJobs.run(context, () -> JavaSparkContext.fromSparkContext(context)
                .parallelize(List.of(target.getName()), 1)
                .map(name -> VectorPieces.join(pieces, header, folder, name, conf.value()))
                .first());
        if (!files.rename(new Path(whole), target)) {
            throw new IOException("could not rename " + new Path(whole).getName() + " to " + target.getName());
        }
    }

    private SerializableConfiguration configuration() {
        Configuration configuration = HadoopSettings.of(spark);
        return new SerializableConfiguration(configuration);
    }

    /** The mark by which Spark says that a folder is complete. */
    private static void mark(FileSystem files, Path folder) throws IOException {
        try (OutputStream out = files.create(new Path(folder, SavedKind.SUCCESS), true)) {
            out.flush();
        }
    }
}
