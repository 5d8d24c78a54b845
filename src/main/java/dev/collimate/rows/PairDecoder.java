package dev.collimate.rows;

import dev.collimate.data.BlockBuilder;
import dev.collimate.data.BlockRules;
import dev.collimate.data.CheckedBlock;
import dev.collimate.data.DocumentBlock;
import dev.collimate.data.PairShape;
import dev.collimate.data.RowProblem;
import dev.collimate.math.Precision;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Turns Spark's internal rows of the columns of {@link PairColumns#names}, in that order, into checked blocks. */
public final class PairDecoder implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int FEATURES = 0;
    private static final int LABEL = 1;

    private final BlockBuilder.Names names;
    private final VectorColumn features;
    private final VectorColumn label;
    private final String featuresRemark;
    private final String labelRemark;
    private final int weight;
    private final int target;

    public PairDecoder(PairColumns columns, StructType schema) {
        this.names = new BlockBuilder.Names(columns.features(), columns.label());
        this.features = VectorColumn.of(schema, columns.features());
        this.label = VectorColumn.of(schema, columns.label());
        this.featuresRemark = StoredForm.remark(schema, columns.features());
        this.labelRemark = StoredForm.remark(schema, columns.label());
        this.weight = columns.weight() == null ? -1 : columns.names().indexOf(columns.weight());
        this.target = columns.target() == null ? -1 : columns.names().lastIndexOf(columns.target());
    }

    public boolean weighted() {
        return weight >= 0;
    }

    public boolean targeted() {
        return target >= 0;
    }

    /** The shape that the first row which blocks of {@code precision} take gives to the data set; null if there is none. */
    public PairShape firstShape(Iterator<InternalRow> rows, Precision precision) {
        PairShape shape = null;
        while (shape == null && rows.hasNext()) {
            shape = usableShape(rows.next(), precision);
        }
        return shape;
    }

    /** How many rows that blocks of {@code precision} take have vectors of which lengths, in the order of appearance. */
    public LinkedHashMap<PairShape, Long> shapes(Iterator<InternalRow> rows, Precision precision) {
        LinkedHashMap<PairShape, Long> counts = new LinkedHashMap<>();
        while (rows.hasNext()) {
            PairShape shape = usableShape(rows.next(), precision);
            if (shape != null) {
                counts.merge(shape, 1L, Long::sum);
            }
        }
        return counts;
    }

    private PairShape usableShape(InternalRow row, Precision precision) {
        PairShape shape = shape(row);
        if (shape == null) {
            return null;
        }
        BlockBuilder trial = new BlockBuilder(shape, names, new BlockRules(1, precision, false), 0);
        add(row, trial);
        return trial.isFull() ? shape : null;
    }

    /** The shape of the first row that has vectors, whatever else is wrong with it; null if {@code rows} has none. */
    public PairShape firstLengths(Iterator<InternalRow> rows) {
        PairShape shape = null;
        while (shape == null && rows.hasNext()) {
            shape = shape(rows.next());
        }
        return shape;
    }

    /** Null where a vector is missing, is empty or has no value somewhere. */
    private PairShape shape(InternalRow row) {
        if (problem(row) != null) {
            return null;
        }
        int inputDim = features.decode(row, FEATURES).length;
        int outputDim = label.decode(row, LABEL).length;
        return inputDim > 0 && outputDim > 0 ? new PairShape(inputDim, outputDim, weighted(), targeted()) : null;
    }

    /** The rows of one partition, in order, as blocks. */
    public Iterator<CheckedBlock> blocks(Iterator<InternalRow> rows, PairShape shape, BlockRules rules, int partition) {
        BlockBuilder builder = new BlockBuilder(shape, names, rules, partition, CurrentFile::path);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !builder.isEmpty() || rows.hasNext();
            }

            @Override
            public CheckedBlock next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                while (!builder.isFull() && rows.hasNext()) {
                    add(rows.next(), builder);
                }
                return builder.build();
            }
        };
    }

    /**
     * The rows of one partition, in order, as documents.
     *
     * @param key ordinal of a text column that tells rows apart; -1 where their positions do
     */
    public Iterator<DocumentBlock> documents(
            Iterator<InternalRow> rows, PairShape shape, BlockRules rules, int partition, int key) {
        BlockBuilder builder = new BlockBuilder(shape, names, rules, partition, CurrentFile::path);
        return new Iterator<>() {
            private long position = DocumentBlock.firstOfPartition(partition);

            @Override
            public boolean hasNext() {
                return !builder.isEmpty() || rows.hasNext();
            }

            @Override
            public DocumentBlock next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                List<byte[]> keys = new ArrayList<>();
                while (!builder.isFull() && rows.hasNext()) {
                    add(rows.next(), builder, key, keys);
                }
                CheckedBlock built = builder.build();
                long first = position;
                position += built.block().rows();
                return new DocumentBlock(built, key < 0 ? null : keys.toArray(byte[][]::new), first);
            }
        };
    }

    /** Adds a row, and its key where the row is good. */
    private void add(InternalRow row, BlockBuilder builder, int key, List<byte[]> keys) {
        if (key >= 0 && row.isNullAt(key)) {
            builder.reject(RowProblem.NULL_KEY, RowProblem.NULL_KEY.sentence());
            return;
        }
        int before = builder.rows();
        add(row, builder);
        if (key >= 0 && builder.rows() > before) {
            keys.add(row.getUTF8String(key).getBytes().clone());
        }
    }

    private void add(InternalRow row, BlockBuilder builder) {
        RowProblem problem = problem(row);
        if (problem != null) {
            boolean ofInput = problem(row, features, FEATURES) != null;
            String name = ofInput ? names.input() : names.actual();
            String remark = ofInput ? featuresRemark : labelRemark;
            builder.reject(
                    problem, name + ": " + problem.sentence() + (problem == RowProblem.NULL_ELEMENT ? remark : ""));
        } else {
            builder.add(
                    (matrix, at) -> features.decode(row, FEATURES, matrix, at),
                    (matrix, at) -> label.decode(row, LABEL, matrix, at),
                    weighted() ? number(row, weight) : 1,
                    targeted() ? number(row, target) : 1);
        }
    }

    private RowProblem problem(InternalRow row) {
        RowProblem problem = problem(row, features, FEATURES);
        return problem != null ? problem : problem(row, label, LABEL);
    }

    private static RowProblem problem(InternalRow row, VectorColumn column, int ordinal) {
        if (row.isNullAt(ordinal)) {
            return RowProblem.NULL_VECTOR;
        }
        return UnreadableVector.problem(column, row, ordinal);
    }

    private static double number(InternalRow row, int ordinal) {
        return row.isNullAt(ordinal) ? Double.NaN : row.getDouble(ordinal);
    }
}
