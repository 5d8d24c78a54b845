package dev.collimate.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.SparkTests;
import dev.collimate.storage.SparkOnLies;
import dev.collimate.storage.WhatStands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whichever change of files is refused, of Spark's tasks or of the driver, an output is the old one or the new. */
@Tag("faults")
@Timeout(600)
class OutputOnLyingFilesIT {
    private static final String STORES = "spark.collimate.objectStores";
    private static final int OLD = 3;
    private static final int NEW = 5;

    @TempDir
    private Path folder;

    private SparkSession session;

    @BeforeEach
    void nameThem() {
        session = SparkTests.session();
        session.sparkContext()
                .hadoopConfiguration()
                .setClass("fs.lyingdisk.impl", SparkOnLies.Disk.class, org.apache.hadoop.fs.FileSystem.class);
        session.sparkContext()
                .hadoopConfiguration()
                .setClass("fs.lyingstore.impl", SparkOnLies.Store.class, org.apache.hadoop.fs.FileSystem.class);
        session.conf().set(STORES, "lyingstore");
    }

    @AfterEach
    void noMore() {
        SparkOnLies.refuse(0);
        session.conf().unset(STORES);
    }

    /** What must hold of a write, one of whose changes was refused. */
    private interface Law {
        /**
         * @param failure empty where the write was done all the same
         * @param at the change, and what was told, for messages
         */
        void check(Path place, Optional<Exception> failure, String at) throws IOException;
    }

    private void assertWhicheverIsRefused(String scheme, OutputMode mode, Law law) throws IOException {
        for (int change = 1; ; change++) {
            Path place = old(scheme + "-" + change);
            SparkOnLies.refuse(change);
            Optional<Exception> failure = failure(scheme + "://" + place, mode);
            if (!SparkOnLies.refused()) {
                return;
            }
            law.check(
                    place,
                    failure,
                    scheme + " at change " + change + ": "
                            + failure.map(SparkErrors::reason)
                                    .map(Object::toString)
                                    .orElse(""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lyingdisk", "lyingstore"})
    void anOverwrittenOutputIsTheOldOneOrTheNewAndTheErrorSaysWhich(String scheme) throws IOException {
        assertWhicheverIsRefused(scheme, OutputMode.OVERWRITE, (place, failure, at) -> {
            if (Files.notExists(place.resolve("_SUCCESS"))) {
                assertThat(scheme).isEqualTo("lyingstore");
                assertSays(failure.orElseThrow(), "is half replaced", at);
                write(scheme + "://" + place, OutputMode.OVERWRITE, NEW);
            } else if (failure.isPresent()) {
                String stands = count(place) == OLD ? "before is whole" : "new one is whole";
                assertSays(failure.get(), stands, at);
            }
            assertThat(count(place)).as(at).isIn((long) OLD, (long) NEW);
            if (failure.isEmpty()) {
                assertThat(count(place)).as(at).isEqualTo(NEW);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"lyingdisk", "lyingstore"})
    void anAppendAddsAllOfItsRowsOrNoneAndTheErrorSaysSo(String scheme) throws IOException {
        assertWhicheverIsRefused(scheme, OutputMode.APPEND, (place, failure, at) -> {
            assertThat(count(place)).as(at).isEqualTo(failure.isEmpty() ? OLD + NEW : OLD);
            failure.ifPresent(told -> assertSays(told, "none of its files stands there", at));
        });
    }

    /** A check before any work says no more than that nothing can be written. */
    private static void assertSays(Exception failure, String stands, String at) {
        String told = SparkErrors.reason(failure)
                + WhatStands.of(failure).map(clause -> "; " + clause).orElse("");
        if (!told.endsWith("for the user " + System.getProperty("user.name") + "; choose another path")) {
            assertThat(told).as(at).contains(stands);
        }
    }

    private Optional<Exception> failure(String path, OutputMode mode) {
        try {
            assertThat(write(path, mode, NEW)).isEqualTo(NEW);
            return Optional.empty();
        } catch (Exception e) {
            // Spark's may be checked, though no signature tells of them.
            return Optional.of(e);
        }
    }

    private long write(String path, OutputMode mode, int rows) throws IOException {
        Dataset<Row> data = session.range(rows).toDF("id").coalesce(1);
        return new OutputWriter(session, new WriteSettings(path, "json", Map.of(), mode, List.of()), null)
                .write(data, data, Optional.empty())
                .rows();
    }

    private Path old(String name) throws IOException {
        Path place = Files.createDirectory(folder.resolve(name));
        Files.writeString(place.resolve("part-old.json"), "{\"id\":0}\n".repeat(OLD));
        return Files.createFile(place.resolve("_SUCCESS")).getParent();
    }

    /** The rows that a reader finds. */
    private static long count(Path place) throws IOException {
        long rows = 0;
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                rows += name.startsWith("part-") ? Files.readAllLines(file).size() : 0;
            }
        }
        return rows;
    }
}
