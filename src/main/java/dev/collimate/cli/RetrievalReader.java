package dev.collimate.cli;

import dev.collimate.tables.InputReader;
import dev.collimate.tables.PairReader;
import dev.collimate.tables.Pairs;
import dev.collimate.tables.TableSource;
import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads what the options select, of the input and of every other table alike. */
record RetrievalReader(InputReader tables, PairReader pairs) {
    Pairs read(TableSource source) throws IOException {
        return pairs.read(tables.read(source));
    }

    Dataset<Row> rows(String path) throws IOException {
        return read(TableSource.ofPath(path)).rows();
    }
}
