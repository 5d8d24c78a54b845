package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vectors that a command computes are written without dictionaries, the columns beside them with, where numbers repeat. */
class ParquetDictionariesIT {
    @TempDir
    private Path folder;

    @Test
    void computedVectorsHaveNoDictionaryAndOtherColumnsKeepTheirs() throws IOException {
        SparkTests.session()
                .range(0, 300, 1, 1)
                .selectExpr(
                        "array(float(id % 2), float(id % 3), 1f) as x", "array(float(id % 3), float(1 + id % 2)) as y")
                .write()
                .parquet(path("repeated"));
        CommandRun.of("train", "--input", path("repeated"), "--model", path("model"))
                .result();

        predict("predicted");
        predict("asked", "--output-option", "parquet.enable.dictionary=true");

        assertThat(dictionaries("predicted")).containsEntry("prediction", false).containsEntry("x", true);
        assertThat(dictionaries("asked")).containsEntry("prediction", true).containsEntry("x", true);
    }

    private void predict(String output, String... more) {
        String[] arguments = {"predict", "--input", path("repeated"), "--model", path("model"), "--output", path(output)
        };
        CommandRun.of(Stream.of(arguments, more).flatMap(Stream::of).toArray(String[]::new))
                .result();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    /** Of each column of the files in a folder by its name, whether it has pages of a dictionary. */
    private Map<String, Boolean> dictionaries(String name) throws IOException {
        Map<String, Boolean> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".parquet")).toList()) {
                try (ParquetFileReader reader = ParquetFileReader.open(
                        HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), new Configuration()))) {
                    for (ColumnChunkMetaData column :
                            reader.getFooter().getBlocks().get(0).getColumns()) {
                        found.merge(column.getPath().toArray()[0], column.hasDictionaryPage(), Boolean::logicalOr);
                    }
                }
            }
        }
        return found;
    }
}
