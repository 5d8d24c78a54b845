package dev.collimate.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What an overwrite on a local disk must leave alone, whatever it holds. */
final class LocalGuard {
    private LocalGuard() {}

    /**
     * Refuses what is no plain directory, and a directory that others stand on.
     *
     * @param shown the path as the user knows it
     * @param path exists, maybe as a link that leads nowhere
     */
    static void requireReplaceable(org.apache.hadoop.fs.Path shown, Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new NotReplaceableException(shown, "is a symbolic link", "name the folder itself");
        }
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new NotReplaceableException(shown, "is a file", "name a folder");
        }
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new NotReplaceableException(shown, "is a device, a pipe or a socket", "name a folder");
        }
        Path real = path.toRealPath();
        if (real.getParent() == null) {
            throw new NotReplaceableException(shown, "is the root of the file system", "name a folder inside it");
        }
        for (String property : List.of("user.dir", "user.home")) {
            Path kept = Path.of(System.getProperty(property));
            if (Files.exists(kept) && kept.toRealPath().startsWith(real)) {
                String name = property.equals("user.home") ? "home" : "working";
                throw new NotReplaceableException(
                        shown, "is the " + name + " directory or holds it", "name a folder inside it");
            }
        }
        Optional<String> mounted = MountPoints.within(real);
        if (mounted.isPresent()) {
            String reason = mounted.get().equals(real.toString())
                    ? "is a mount point"
                    : "holds the mount point " + mounted.get();
            throw new NotReplaceableException(shown, reason, "name a folder inside it");
        }
    }
}
