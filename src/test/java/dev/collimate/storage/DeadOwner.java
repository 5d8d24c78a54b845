package dev.collimate.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Unfinished work whose process has ended: this one has not, so that the name in it becomes another one's. */
final class DeadOwner {
    private DeadOwner() {}

    /** Makes that of all unfinished work in a directory, which need not exist. */
    static void in(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        LockOwner here = LockOwner.here();
        LockOwner dead = new LockOwner(here.host(), here.place(), here.process(), here.started() - 5000, "id", 0);
        List<Path> owners;
        try (Stream<Path> all = Files.list(directory)) {
            owners = all.filter(file -> file.toString().endsWith(StagingName.OWNER))
                    .toList();
        }
        for (Path owner : owners) {
            Files.write(owner, dead.toBytes());
        }
    }
}
