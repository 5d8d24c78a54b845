package dev.collimate.cli;

import dev.collimate.SparkTests;
import dev.collimate.tables.TradeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.execution.datasources.v2.jdbc.JDBCTableCatalog;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What the commands of the page on vectors read: small, with whole numbers, which every encoding can hold. */
final class DataPageFiles implements AutoCloseable {
    static final int ROWS = 40;
    private static final int INPUTS = 3;
    private static final int OUTPUTS = 2;
    private static final int HALF_BYTE = 50;
    private static final String DATABASE = "jdbc:h2:mem:data-page";
    private static final DataType FLOATS = DataTypes.createArrayType(DataTypes.FloatType);

    private final Path folder;
    // A database in memory lives as long as a connection.
    private final Connection database;

    DataPageFiles(Path folder) throws SQLException {
        this.folder = folder;
        this.database = DriverManager.getConnection(DATABASE);
    }

    /** The catalog that the page calls lake. */
    Map<String, String> catalogs() {
        return Map.of(
                "spark.sql.catalog.lake",
                JDBCTableCatalog.class.getName(),
                "spark.sql.catalog.lake.driver",
                "org.h2.Driver",
                "spark.sql.catalog.lake.url",
                DATABASE);
    }

    /** The command with the tests' own database in the place of the page's. */
    String withOwnServices(String line) {
        return line.replaceAll("jdbc:postgresql:\\S+", DATABASE);
    }

    void write() throws IOException, SQLException {
        twoStores();
        encodings();
        vectorFiles();
        tables();
        gaze();
    }

    private void twoStores() {
        parquet("old.parquet", "embedding", FLOATS, i -> x(i), "none", FLOATS, i -> x(i));
        parquet("new.parquet", "embedding", FLOATS, i -> y(i), "none", FLOATS, i -> y(i));
        parquet("store.parquet", "x", FLOATS, i -> x(i), "note", DataTypes.StringType, i -> "note " + i);
    }

    private void encodings() throws IOException {
        lines("points.jsonl", "", i -> "{\"id\":%d,\"vector\":{\"minilm\":%s,\"bge\":%s}}"
                .formatted(i, Arrays.toString(x(i)), Arrays.toString(y(i))));
        lines("pairs.csv", "embedding,embedding_v2", i -> quoted(Arrays.toString(x(i)), Arrays.toString(y(i))));
        lines("arrays.csv", "embedding,embedding_v2", i -> quoted(braced(x(i)), braced(y(i))));
        lines(
                "sparse.csv",
                "embedding,embedding_v2",
                i -> quoted(stored("sparsevec", x(i)), stored("sparsevec", y(i))));
        for (String encoding : List.of("float32", "float64", "float16", "bfloat16", "int8")) {
            parquet(
                    encoding + ".parquet",
                    "x",
                    DataTypes.BinaryType,
                    i -> stored(encoding, x(i)),
                    "y",
                    DataTypes.BinaryType,
                    i -> stored(encoding, y(i)));
        }
        lines("answers.jsonl", "", i -> "{\"x\":\"%s\",\"y\":\"%s\"}"
                .formatted(stored("base64-float32", x(i)), stored("base64-float32", y(i))));
    }

    private void vectorFiles() throws IOException {
        bytes("X.npy", TradeFiles.npy("<f4", "False", ROWS, INPUTS, Float.BYTES, DataPageFiles::x));
        bytes("Y.npy", TradeFiles.npy("<f4", "False", ROWS, OUTPUTS, Float.BYTES, DataPageFiles::y));
        for (String format : List.of("fvecs", "bvecs", "ivecs")) {
            bytes("old." + format, TradeFiles.vecs(format, ROWS, INPUTS, (i, j) -> x(i, j) + HALF_BYTE));
        }
        bytes("new.fvecs", TradeFiles.vecs("fvecs", ROWS, OUTPUTS, DataPageFiles::y));
        lines("src.vec", ROWS + " " + INPUTS, i -> "old word " + i + " " + blanks(x(i)));
        lines("tgt.vec", ROWS + " " + OUTPUTS, i -> "neu" + i + " " + blanks(y(i)));
        lines("en-fr.txt", "", i -> "old word " + i + "\tneu" + i);
        List<String> source = IntStream.range(0, ROWS).mapToObj(i -> "old" + i).toList();
        List<String> target = IntStream.range(0, ROWS).mapToObj(i -> "neu" + i).toList();
        bytes("src.bin", TradeFiles.words(source, INPUTS, "", DataPageFiles::x));
        bytes("tgt.bin", TradeFiles.words(target, OUTPUTS, "\n", DataPageFiles::y));
        lines("en-de.txt", "", i -> "old" + i + " neu" + i);
    }

    private void tables() throws SQLException {
        database.createStatement().execute("create schema \"store\"");
        for (String table : List.of("\"store\".\"pairs\"", "pairs")) {
            database.createStatement().execute("create table " + table + "(\"x\" varchar(99), \"y\" varchar(99))");
            try (PreparedStatement insert = database.prepareStatement("insert into " + table + " values (?, ?)")) {
                for (int i = 0; i < ROWS; i++) {
                    insert.setString(1, Arrays.toString(x(i)));
                    insert.setString(2, Arrays.toString(y(i)));
                    insert.execute();
                }
            }
        }
        SparkTests.session()
                .sql("create table store using parquet location '" + folder.resolve("store")
                        + "' as select *, if(id < 30, '2026-11-01', '2026-11-02') day from parquet.`"
                        + folder.resolve("store.parquet") + "`");
    }

    /** The features of a face turn as its direction does. */
    private void gaze() throws IOException {
        IntFunction<double[]> angles =
                i -> new double[] {Math.toRadians(8 * i - 160), Math.toRadians(7 * (i % 9) - 30)};
        IntFunction<String> features = i -> {
            double[] of = angles.apply(i);
            return Math.cos(of[1]) * Math.sin(of[0]) + "," + Math.sin(of[1]) + "," + Math.cos(of[1]) * Math.cos(of[0]);
        };
        lines(
                "gaze.csv",
                "f0,f1,f2,yaw,pitch",
                i -> features.apply(i) + "," + angles.apply(i)[0] + "," + angles.apply(i)[1]);
        lines("new.csv", "f0,f1,f2", features);
    }

    @Override
    public void close() throws SQLException {
        SparkTests.session().sql("drop table if exists store");
        database.close();
    }

    private static float x(int row, int column) {
        double turn = 0.7 * row;
        double number = column == 0 ? Math.sin(turn) : column == 1 ? Math.cos(turn) : Math.sin(3 * turn + 1);
        return Math.round((HALF_BYTE - 1) * number);
    }

    private static float y(int row, int column) {
        return column == 0 ? x(row, 0) + x(row, 2) : x(row, 1) - x(row, 0);
    }

    private static float[] x(int row) {
        return new float[] {x(row, 0), x(row, 1), x(row, 2)};
    }

    private static float[] y(int row) {
        return new float[] {y(row, 0), y(row, 1)};
    }

    private static Object stored(String encoding, float[] numbers) {
        return TradeFiles.stored(encoding, numbers);
    }

    private static String blanks(float[] numbers) {
        return Arrays.toString(numbers).replaceAll("[\\[\\],]", "");
    }

    private static String braced(float[] numbers) {
        return Arrays.toString(numbers).replace('[', '{').replace(']', '}');
    }

    private static String quoted(Object first, Object second) {
        return "\"" + first + "\",\"" + second + "\"";
    }

    /** @param header empty for none */
    private void lines(String name, String header, IntFunction<String> line) throws IOException {
        List<String> lines = new ArrayList<>(header.isEmpty() ? List.of() : List.of(header));
        IntStream.range(0, ROWS).mapToObj(line).forEach(lines::add);
        Files.write(folder.resolve(name), lines);
    }

    private void bytes(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }

    private void parquet(
            String name,
            String first,
            DataType type,
            IntFunction<Object> value,
            String second,
            DataType other,
            IntFunction<Object> otherValue) {
        List<Row> rows = IntStream.range(0, ROWS)
                .mapToObj(i -> RowFactory.create((long) i, value.apply(i), otherValue.apply(i)))
                .toList();
        StructType schema =
                new StructType().add("id", DataTypes.LongType).add(first, type).add(second, other);
        Dataset<Row> dataset = SparkTests.session().createDataFrame(rows, schema);
        PairFiles.write(folder.resolve(name), dataset);
    }
}
