package dev.collimate.reproducibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.SparkTests;
import dev.collimate.data.BadDataException;
import dev.collimate.data.ChangedRowsException;
import dev.collimate.ml.AngularRegressionModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blocks that are read again must be those that were read first; a fit never goes on with rows of two inputs. */
class ChangedInputIT {
    @TempDir
    private Path folder;

    private StoredPairs pairs;

    @BeforeEach
    void write() {
        pairs = StoredPairs.write(SparkTests.session(), folder);
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatChangedIsNamedWhenItsRowsAreReadAgain(StoredPairs.Change change) throws IOException {
        StoredPairs.Changing file = pairs.changing(2, change);
        Dataset<Row> rows = pairs.read();
        assertThatThrownBy(() -> fit(rows, file::change))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("the input changed during the fit: ")
                .hasMessageContaining(file.path().getFileName().toString());
    }

    @Test
    void rowsOfTheSameLengthAndTimeAreToldByTheirNumbers() throws IOException {
        Path file = pairs.files().get(1);
        Dataset<Row> rows = pairs.read();
        assertThatThrownBy(() -> fit(rows, () -> {
                    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
                    FileTime time = Files.getLastModifiedTime(file);
                    byte[] bytes = Files.readAllBytes(file);
                    // One bit of one number, in the middle of a page that is not compressed.
                    bytes[bytes.length / 2] ^= 1;
                    Files.write(file, bytes);
                    Files.setLastModifiedTime(file, time);
                }))
                .rootCause()
                .isInstanceOf(ChangedRowsException.class)
                .hasMessageContaining("the rows of partition 0, counted from 0, had to be read again and are others");
    }

    @Test
    void filesThatAreAddedOrTouchedChangeNothing() throws IOException {
        AngularRegressionModel expected = fit(pairs.read(), () -> {});
        Path file = pairs.files().get(0);
        AngularRegressionModel found =
                fit(pairs.read(), () -> Files.copy(file, file.resolveSibling("part-00009-x.parquet")));
        assertThat(SmallFit.bits(found)).isEqualTo(SmallFit.bits(expected));
    }

    /** After pass 3 something happens, and then all blocks are lost. */
    private AngularRegressionModel fit(Dataset<Row> rows, StoredPairs.Disturbance disturbance) {
        return pairs.fit(rows, () -> {
            disturbance.happens();
            CachedPairs.lose(SparkTests.session().sparkContext());
        });
    }
}
