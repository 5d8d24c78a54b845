package dev.collimate.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files of a folder of {@link Generations}: {@code 000012.manifest} of each generation, {@code 000012-003.npy} of each
 * array that it was the first to hold. Other files there are left alone.
 */
record GenerationFiles(FileSystem files, Path folder) {
    private static final String MANIFEST = ".manifest";
    private static final Pattern NAME = Pattern.compile("(\\d{6,9})(-\\d{3,9}\\.npy|\\.manifest)");

    String name() {
        return folder.getName();
    }

    void createFolder() throws IOException {
        files.mkdirs(folder);
    }

    /** The highest number that any file has, whole or not. */
    int last() throws IOException {
        int last = 0;
        for (FileStatus entry : entries()) {
            Matcher name = NAME.matcher(entry.getPath().getName());
            if (name.matches()) {
                last = Math.max(last, Integer.parseInt(name.group(1)));
            }
        }
        return last;
    }

    /** Numbers of all manifests, the newest first, but for those that a listing shows though they were deleted. */
    List<Integer> manifests() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (FileStatus entry : entries()) {
            Matcher name = NAME.matcher(entry.getPath().getName());
            if (name.matches() && name.group(2).equals(MANIFEST) && files.exists(entry.getPath())) {
                numbers.add(Integer.parseInt(name.group(1)));
            }
        }
        numbers.sort(Comparator.reverseOrder());
        return numbers;
    }

    /** Writes a manifest and reads it back. */
    void write(Manifest manifest) throws IOException {
        try (OutputStream out = files.create(manifestPath(manifest.number()), false)) {
            out.write(manifest.toBytes());
        }
        manifest(manifest.number());
    }

    Manifest manifest(int number) throws IOException {
        return Manifest.parse(manifestBytes(number), number);
    }

    byte[] manifestBytes(int number) throws IOException {
        try (InputStream in = files.open(manifestPath(number))) {
            return in.readNBytes(Manifest.MOST_BYTES + 1);
        }
    }

    private Path manifestPath(int number) {
        return new Path(folder, String.format(Locale.ROOT, "%06d", number) + MANIFEST);
    }

    Manifest.Stored writeArray(String name, double[] array) throws IOException {
        return ArrayFile.write(files, new Path(folder, name), array);
    }

    double[] readArray(String name, Manifest.Stored stored) throws IOException {
        return ArrayFile.read(files, new Path(folder, name), stored);
    }

    void requireArrays(Manifest manifest) throws IOException {
        for (Map.Entry<String, Manifest.Stored> file : manifest.arrays().entrySet()) {
            ArrayFile.requireLength(files, new Path(folder, file.getKey()), file.getValue());
        }
    }

    /** Deletes what belongs to no generation that is kept: manifests first. */
    void sweep(Collection<Manifest> kept) throws IOException {
        List<Path> manifests = new ArrayList<>();
        List<Path> arrays = new ArrayList<>();
        for (FileStatus entry : entries()) {
            Path path = entry.getPath();
            Matcher name = NAME.matcher(path.getName());
            if (!name.matches()) {
                continue;
            }
            if (name.group(2).equals(MANIFEST)) {
                int number = Integer.parseInt(name.group(1));
                if (kept.stream().noneMatch(manifest -> manifest.number() == number)) {
                    manifests.add(path);
                }
            } else if (kept.stream().noneMatch(manifest -> manifest.arrays().containsKey(path.getName()))) {
                arrays.add(path);
            }
        }
        manifests.addAll(arrays);
        for (Path path : manifests) {
            files.delete(path, false);
        }
    }

    private FileStatus[] entries() throws IOException {
        try {
            return files.listStatus(folder);
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }
}
