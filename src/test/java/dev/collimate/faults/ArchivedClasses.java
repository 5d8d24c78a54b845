package dev.collimate.faults;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * This JVM's class path for others, which keep their classes as a JVM has them: the first writes them down at its end, and
 * those after it start in half the time. A JVM does so of jars alone, hence folders are packed into some.
 *
 * @param classPath of jars
 * @param archive of classes
 */
record ArchivedClasses(String classPath, Path archive) {
    /** @param folder for the jars and the archive */
    static ArchivedClasses in(Path folder) throws IOException {
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                jars.add(packed(path, folder.resolve(jars.size() + ".jar")).toString());
            } else if (Files.exists(path)) {
                jars.add(entry);
            }
        }
        return new ArchivedClasses(String.join(File.pathSeparator, jars), folder.resolve("classes.jsa"));
    }

    /** The options of a JVM that uses the archive, or makes it. */
    List<String> options() {
        String use = Files.exists(archive) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=";
        // What the JVM says of it would stand among the results.
        return List.of("-Xlog:disable", use + archive, "-cp", classPath);
    }

    private static Path packed(Path classes, Path jar) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            for (Path file : files) {
                entries.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, entries);
            }
        }
        return jar;
    }
}
