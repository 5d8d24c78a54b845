package dev.collimate.storage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * What the listings of a store show late, to all of its users: the next few after a file was written do not show it, and
 * those after it was deleted still do.
 */
final class LateListings {
    private final int late;
    private final Map<String, Integer> hidden = new HashMap<>();
    private final Map<String, Ghost> ghosts = new HashMap<>();
    private int listings;

    private record Ghost(FileStatus status, int until) {}

    /** @param late how many listings are */
    LateListings(int late) {
        this.late = late;
    }

    synchronized void written(Path path, boolean anew) {
        ghosts.remove(key(path));
        if (anew) {
            hidden.put(key(path), listings + late);
        }
    }

    synchronized void deleted(FileStatus status) {
        if (hidden.remove(key(status.getPath())) == null) {
            ghosts.put(key(status.getPath()), new Ghost(status, listings + late));
        }
    }

    synchronized FileStatus[] shown(Path directory, FileStatus[] there) {
        hidden.values().removeIf(until -> until <= listings);
        ghosts.values().removeIf(ghost -> ghost.until() <= listings);
        listings++;
        List<FileStatus> shown = new ArrayList<>();
        for (FileStatus entry : there) {
            if (!hidden.containsKey(key(entry.getPath()))) {
                shown.add(entry);
            }
        }
        for (Ghost ghost : ghosts.values()) {
            if (key(ghost.status().getPath().getParent()).equals(key(directory))) {
                shown.add(ghost.status());
            }
        }
        return shown.toArray(FileStatus[]::new);
    }

    private static String key(Path path) {
        return path.toUri().getPath();
    }
}
