package dev.collimate.storage;

import dev.collimate.model.ParameterFiles;
import dev.collimate.model.ParametersFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a stage to an object store, where no rename helps: its parameters go to a folder of the stage's directory that
 * nothing had before, then the one file of its metadata, which names that folder, is replaced. A reader finds the old stage
 * or the new one, whenever the writer ends. The parameters of the old stage go last; who read its metadata shortly before,
 * and misses them, reads once more, see {@link HadoopFolder#read}.
 */
final class PointerSave {
    private static final Logger LOG = LoggerFactory.getLogger(PointerSave.class);

    private PointerSave() {}

    /** Fills the directory: parameters into the folder of that name, then the metadata. */
    interface Filling {
        void fill(FileSystem files, Path directory, String folder) throws IOException;
    }

    /** @throws IOException as {@link AtomicSave#require} does, before filling, or if it cannot be written */
    static void save(Destination destination, SaveSettings settings, Filling filling) throws IOException {
        boolean unfinished = destination.holdsUnfinishedStage();
        if (!unfinished) {
            AtomicSave.require(destination, settings);
        }
        FileSystem files = destination.files();
        Path directory = destination.path();
        boolean exists = files.exists(directory);
        if (exists) {
            clean(files, directory);
        }
        boolean replaces = exists && !unfinished;
        String before = StageMetadata.parametersFolder(files, directory);
        StagingOwner owner = StagingOwner.unique(files, directory, ParameterFiles.FOLDER);
        String folder = ParametersFolder.START + owner.uuid();
        WhatStands.toldAfter(
                () -> {
                    owner.begin();
                    Staging.run(
                            destination,
                            new Path(directory, folder),
                            settings.bytes(),
                            staging -> filling.fill(files, directory, folder),
                            () -> undo(files, directory, folder, owner));
                },
                () -> Optional.of(
                        StageMetadata.parametersFolder(files, directory).equals(folder)
                                ? WhatStands.NEW
                                : WhatStands.before(replaces)));
        try {
            owner.deleteUnfinished();
            files.delete(new Path(directory, before), true);
        } catch (IOException | RuntimeException | FSError e) {
            StagingOwner.warnOfRest(destination.shown(), e);
        }
    }

    /** Takes the new folder away, but not if an answer was lost and the stage has it already, or nobody can tell. */
    private static void undo(FileSystem files, Path directory, String folder, StagingOwner owner) throws IOException {
        if (!StageMetadata.parametersFolder(files, directory).equals(folder)) {
            files.delete(new Path(directory, folder), true);
        }
        owner.deleteUnfinished();
    }

    /** Takes away folders of parameters that the metadata do not name and nobody writes, as far as can be told. */
    private static void clean(FileSystem files, Path directory) throws IOException {
        // In this order: of what is listed, a save that ends meanwhile has its owner still, or is the current one.
        FileStatus[] entries = files.listStatus(directory);
        Set<String> written = new HashSet<>();
        for (StagingOwner owner : StagingOwner.all(files, directory, ParameterFiles.FOLDER)) {
            if (owner.isDead()) {
                owner.deleteUnfinished();
            } else {
                owner.warnIfOld(Redaction.of(directory.toString()));
                written.add(ParametersFolder.START + owner.uuid());
            }
        }
        written.add(StageMetadata.parametersFolder(files, directory));
        List<String> taken = new ArrayList<>();
        for (FileStatus entry : entries) {
            String name = entry.getPath().getName();
            boolean ofParameters = ParametersFolder.isUnique(name) || name.equals(ParameterFiles.FOLDER);
            if (ofParameters && !written.contains(name) && files.delete(entry.getPath(), true)) {
                taken.add(name);
            }
        }
        if (!taken.isEmpty()) {
            LOG.warn(
                    "a run was killed while it wrote {}: what it left is taken away ({})",
                    Redaction.of(directory.toString()),
                    String.join(", ", taken));
        }
    }
}
