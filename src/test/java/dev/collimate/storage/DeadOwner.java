package dev.collimate.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Unfinished work whose process has ended: this one has not, so that the name in it becomes another one's. */
final class DeadOwner {
    private DeadOwner() {}

    /** One of this machine. */
    static LockOwner here() {
        LockOwner here = LockOwner.here();
        return new LockOwner(here.host(), here.place(), here.process(), here.started() - 5000, "id", 0);
    }

    /** Makes that of all unfinished work in a directory, which need not exist. */
    static void in(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> owners;
        try (Stream<Path> all = Files.list(directory)) {
            owners = all.filter(file -> file.toString().endsWith(StagingName.OWNER))
                    .toList();
        }
        for (Path owner : owners) {
            Files.write(owner, here().toBytes());
        }
    }
}
