package dev.collimate.cli;

import dev.collimate.distributed.DocumentSource;
import dev.collimate.fit.FitSettings;
import dev.collimate.ml.AngularRegression;
import dev.collimate.tables.Pairs;
import dev.collimate.tables.SelectedColumn;
import dev.collimate.tables.TableSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The tables of a search: the input and every other one alike, as {@code stage} names their columns. */
record RetrievalInput(InputColumns columns, AngularRegression stage, String featuresOption, List<SelectedColumn> key) {
    /** The rows of the input, with more columns than others need. */
    Pairs pairs(TableSource source, List<SelectedColumn> more) throws IOException {
        List<SelectedColumn> all = new ArrayList<>(key);
        all.addAll(more);
        return columns.read(source, stage, featuresOption, all);
    }

    Dataset<Row> rows(String path) throws IOException {
        return pairs(TableSource.ofPath(path), List.of()).rows();
    }

    /** @param rows of the input */
    DocumentSource.Tables tables(Dataset<Row> rows, CorpusOptions corpus, FitSettings settings) throws IOException {
        List<Dataset<Row>> more = new ArrayList<>();
        for (String path : corpus.paths()) {
            more.add(rows(path));
        }
        return new DocumentSource.Tables(rows, more, corpus.corpusOnly(), settings.columns(), corpus.key());
    }
}
