package dev.collimate.cli;

import dev.collimate.evaluation.QueryRows;
import dev.collimate.evaluation.Ranking;
import dev.collimate.evaluation.TrecRun;
import dev.collimate.storage.AtomicSave;
import dev.collimate.storage.HadoopSettings;
import dev.collimate.storage.SaveSettings;
import dev.collimate.storage.SavedKind;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * A TREC run as one file, written as a whole or not at all.
 *
 * @param path any that Hadoop takes, where nothing is yet
 */
record RunFile(SparkSession spark, String path) {
    private static final SaveSettings NEW = new SaveSettings(SavedKind.FILE, false, 0);

    /**
     * The run that is asked for, after a check, before any work is done, whether its file may be written.
     *
     * @param path null where none is asked for
     */
    static Optional<RunFile> asked(SparkSession spark, String path) throws IOException {
        if (path == null) {
            return Optional.empty();
        }
        AtomicSave.require(path, HadoopSettings.of(spark), NEW);
        return Optional.of(new RunFile(spark, path));
    }

    /** @param rankings one a query */
    void write(QueryRows queries, List<Ranking> rankings) throws IOException {
        AtomicSave.save(path, HadoopSettings.of(spark), NEW, (files, staging) -> {
            try (BufferedWriter out =
                    new BufferedWriter(new OutputStreamWriter(files.create(staging), StandardCharsets.UTF_8))) {
                for (int query = 0; query < rankings.size(); query++) {
                    for (String line : TrecRun.lines(queries.key(query), rankings.get(query))) {
                        out.write(line);
                        out.write('\n');
                    }
                }
            }
        });
    }
}
