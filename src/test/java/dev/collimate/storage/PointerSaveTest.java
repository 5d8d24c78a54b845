package dev.collimate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.model.ParameterFiles;
import dev.collimate.model.ParametersFolder;
import dev.collimate.storage.LyingFileSystem.Trouble;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On an object store a reader finds the old stage, whole, or the new one, whichever change is the last or fails. */
class PointerSaveTest {
    private static final int NONE = 1 << 20;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aReplacedStageIsTheOldOneOrTheNew(Trouble trouble) throws IOException {
        int failures = 0;
        for (int change = 1; ; change++) {
            Path target = folder.resolve(trouble + "-" + change).resolve("model");
            save(new LyingObjectStore(folder, trouble, NONE), target, "old", false);
            LyingObjectStore files = new LyingObjectStore(folder, trouble, change);
            Optional<Throwable> failure = Trial.failure(() -> save(files, target, "new", true));
            boolean failed = failure.isPresent();
            failures += failed ? 1 : 0;
            if (!files.struck()) {
                break;
            }
            String stands = content(target).equals("old") ? WhatStands.OLD : WhatStands.NEW;
            Trial.assertSays(Trial.told(failure), stands, trouble + " at change " + change);
            assertThat(content(target)).as("%s at change %d", trouble, change).isIn("old", "new");
            if (!failed) {
                assertThat(content(target)).isEqualTo("new");
            }
            DeadOwner.in(target);
            save(new LyingObjectStore(folder, trouble, NONE), target, "newer", true);
            assertThat(content(target)).isEqualTo("newer");
            assertThat(names(target)).as("%s at change %d", trouble, change).hasSize(2);
        }
        assertThat(failures).isGreaterThan(2);
    }

    @ParameterizedTest
    @EnumSource
    void aFirstSaveThatFailsLeavesNoStageAndTheSameSaveCanBeMadeAgain(Trouble trouble) throws IOException {
        for (int change = 1; ; change++) {
            Path target = folder.resolve(trouble + "-" + change).resolve("model");
            LyingObjectStore files = new LyingObjectStore(folder, trouble, change);
            Optional<Throwable> failure = Trial.failure(() -> save(files, target, "new", false));
            if (!files.struck()) {
                break;
            }
            boolean stands = Files.exists(target.resolve("metadata").resolve("part-00000"));
            Trial.assertSays(
                    Trial.told(failure),
                    stands ? WhatStands.NEW : WhatStands.NOTHING,
                    trouble + " at change " + change);
            if (!stands) {
                DeadOwner.in(target);
                save(new LyingObjectStore(folder, trouble, NONE), target, "new", false);
            }
            assertThat(content(target)).as("%s at change %d", trouble, change).isEqualTo("new");
        }
    }

    @Test
    void anotherProcessThatLivesKeepsWhatItWrites() throws IOException {
        Path target = folder.resolve("model");
        FileSystem files = new LyingObjectStore(folder, Trouble.REFUSES, NONE);
        save(files, target, "old", false);
        StagingOwner other = StagingOwner.here(files, Trial.hadoop(target), ParameterFiles.FOLDER);
        Path written = Files.createDirectory(target.resolve(ParametersFolder.START + other.uuid()));
        save(files, target, "new", true);
        assertThat(content(target)).isEqualTo("new");
        assertThat(written).exists();
    }

    @Test
    void whatAnotherProcessFinishesWhileThisOneLooksIsNotTakenAway() throws IOException {
        int meetings = 0;
        for (int listing = 1; ; listing++) {
            Path target = folder.resolve("listing-" + listing).resolve("model");
            save(new LyingObjectStore(folder, Trouble.REFUSES, NONE), target, "old", false);
            AtomicInteger left = new AtomicInteger(listing);
            LyingObjectStore files = new LyingObjectStore(folder, Trouble.REFUSES, NONE) {
                @Override
                public FileStatus[] listStatus(org.apache.hadoop.fs.Path path) throws IOException {
                    if (path.getName().equals("model") && left.decrementAndGet() == 0) {
                        save(new LyingObjectStore(folder, Trouble.REFUSES, NONE), target, "other", true);
                    }
                    return super.listStatus(path);
                }
            };
            assertThatThrownBy(() -> PointerSave.save(
                            new Destination(files, Trial.hadoop(target)),
                            new SaveSettings(SavedKind.STAGE, true, 0),
                            (to, directory, name) -> {
                                throw new IOException("no rows");
                            }))
                    .hasMessage("no rows; what was there before is whole");
            if (left.get() > 0) {
                break;
            }
            meetings++;
            assertThat(content(target)).as("before listing %d", listing).isEqualTo("other");
        }
        assertThat(meetings).isGreaterThan(2);
    }

    @Test
    void aModelOfARenamingStoreIsReplacedAndItsParametersGo() throws IOException {
        Path target = folder.resolve("model");
        Files.createDirectories(target.resolve("metadata"));
        Files.writeString(target.resolve("metadata").resolve("part-00000"), "{}");
        Files.createDirectories(target.resolve(ParameterFiles.FOLDER));
        save(new LyingObjectStore(folder, Trouble.REFUSES, NONE), target, "new", true);
        assertThat(content(target)).isEqualTo("new");
        assertThat(target.resolve(ParameterFiles.FOLDER)).doesNotExist();
    }

    @Test
    void aReaderThatMissesWhatItsMetadataNamedReadsOnceMore() throws IOException {
        Path target = folder.resolve("model");
        FileSystem files = new LyingObjectStore(folder, Trouble.REFUSES, NONE);
        save(files, target, "new", false);
        AtomicInteger readings = new AtomicInteger();
        HadoopFolder.Reading<Integer> reading = () -> {
            if (readings.incrementAndGet() == 1) {
                throw new IOException("its parameters are gone");
            }
            return readings.get();
        };
        assertThat(HadoopFolder.read(files, Trial.hadoop(target), reading)).isEqualTo(2);
        Files.writeString(target.resolve("metadata").resolve("part-00000"), "{}");
        readings.set(0);
        assertThatThrownBy(() -> HadoopFolder.read(files, Trial.hadoop(target), reading))
                .hasMessage("its parameters are gone");
        assertThat(readings).hasValue(1);
    }

    @Test
    void whatIsNoModelIsNotReplaced() throws IOException {
        Path target = Files.createDirectories(folder.resolve("thesis"));
        Files.writeString(target.resolve("chapter.tex"), "");
        FileSystem files = new LyingObjectStore(folder, Trouble.REFUSES, NONE);
        assertThatThrownBy(() -> save(files, target, "new", true)).isInstanceOf(NotReplaceableException.class);
        assertThatThrownBy(() -> save(files, target, "new", false)).hasMessageContaining("already exists");
    }

    @Test
    void storesAreKnownByTheirSchemeOrBySetting() throws IOException {
        FileSystem files = new LyingObjectStore(folder, Trouble.REFUSES, NONE);
        Configuration configuration = new Configuration();
        assertThat(ObjectStores.has(files, configuration)).isFalse();
        assertThat(List.of("s3a", "S3A", "gs", "abfs", "abfss"))
                .allMatch(scheme -> ObjectStores.has(scheme, configuration));
        assertThat(List.of("hdfs", "file", "viewfs")).noneMatch(scheme -> ObjectStores.has(scheme, configuration));
        configuration.set(ObjectStores.SETTING, "other, file");
        assertThat(ObjectStores.has(files, configuration)).isTrue();
    }

    private static void save(FileSystem files, Path target, String text, boolean overwrite) throws IOException {
        PointerSave.save(
                new Destination(files, Trial.hadoop(target)),
                new SaveSettings(SavedKind.STAGE, overwrite, 0),
                (to, directory, name) -> {
                    for (String file : List.of("layout.json", "weights.npy")) {
                        put(
                                to,
                                new org.apache.hadoop.fs.Path(new org.apache.hadoop.fs.Path(directory, name), file),
                                text);
                    }
                    org.apache.hadoop.fs.Path metadata = new org.apache.hadoop.fs.Path(directory, "metadata");
                    put(
                            to,
                            new org.apache.hadoop.fs.Path(metadata, "part-00000"),
                            "{\"" + ParametersFolder.KEY + "\":[\"" + name + "\"],\"uid\":\"" + text + "\"}");
                });
    }

    private static void put(FileSystem files, org.apache.hadoop.fs.Path path, String text) throws IOException {
        try (OutputStream out = files.create(path, true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The one text that metadata and parameters hold. */
    private static String content(Path target) throws IOException {
        String metadata = Files.readString(target.resolve("metadata").resolve("part-00000"));
        Path parameters =
                target.resolve(ParametersFolder.of(metadata.getBytes(StandardCharsets.UTF_8), target.toString()));
        String layout = Files.readString(parameters.resolve("layout.json"));
        assertThat(Files.readString(parameters.resolve("weights.npy"))).isEqualTo(layout);
        assertThat(metadata).contains("\"" + layout + "\"");
        return layout;
    }

    private static List<String> names(Path target) throws IOException {
        try (Stream<Path> all = Files.list(target)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }
}
