package dev.collimate.reproducibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.SparkTests;
import dev.collimate.data.BadDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** As {@link ChangedInputIT}, where it is a lost executor of a cluster whose blocks are read again. */
@Tag("cluster")
@Timeout(900)
class ClusterChangedInputIT {
    private static final List<StoredPairs.Change> CHANGES =
            List.of(StoredPairs.Change.REPLACED, StoredPairs.Change.REMOVED);

    /** Which of the files changes. */
    private static final int FILE = 2;

    @TempDir
    private static Path folder;

    private static SmallCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = SmallCluster.start(folder);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void aFileThatChangesWhenItsExecutorIsLostIsNamed() throws Exception {
        cluster.use(Map.of(), List.of(), (spark, witness) -> {
            for (StoredPairs.Change change : CHANGES) {
                StoredPairs pairs = StoredPairs.write(spark, Files.createDirectory(folder.resolve(change.toString())));
                StoredPairs.Changing file = pairs.changing(FILE, change);
                Dataset<Row> rows = pairs.read();
                assertThatThrownBy(() -> pairs.fit(rows, () -> {
                            file.change();
                            killHolderOfTheFile(spark.sparkContext());
                        }))
                        .as(change.toString())
                        .isInstanceOf(BadDataException.class)
                        .hasMessageContaining("the input changed during the fit: ")
                        .hasMessageContaining(file.path().getFileName().toString());
            }
            witness.hearAll();
            assertThat(witness.removedExecutors()).hasSize(CHANGES.size());
        });
    }

    @Test
    void withoutAChangeTheLostBlocksAreReadAgainToTheSameBits() throws Exception {
        StoredPairs here = StoredPairs.write(SparkTests.session(), Files.createDirectory(folder.resolve("same")));
        long[] expected = SmallFit.bits(here.fit(here.read(), () -> {}));
        cluster.use(Map.of(), List.of(), (spark, witness) -> {
            StoredPairs there = new StoredPairs(spark, here.folder());
            assertThat(SmallFit.bits(there.fit(there.read(), () -> killHolderOfTheFile(spark.sparkContext()))))
                    .isEqualTo(expected);
            witness.hearAll();
            assertThat(witness.blocksComputedElsewhere()).isPositive();
        });
    }

    private static void killHolderOfTheFile(SparkContext context) {
        int partitions = CachedPairs.info(context).numPartitions();
        cluster.killHolder(context, FILE * partitions / StoredPairs.FILES);
    }
}
