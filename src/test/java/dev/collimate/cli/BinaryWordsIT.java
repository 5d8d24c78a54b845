package dev.collimate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.collimate.SparkTests;
import dev.collimate.tables.TradeFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Word vectors in word2vec's binary format. */
@Tag("long")
class BinaryWordsIT {
    private static final int WORDS = 40;

    @TempDir
    private Path folder;

    @Test
    void wordsWithOrWithoutLineEndsMeetByADictionaryAndAreWrittenAsText() throws IOException {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < WORDS; i++) {
            entries.add("größe" + i + "\tsize" + i);
        }
        Path dictionary = Files.write(folder.resolve("dict.txt"), entries);
        for (String end : List.of("", "\n")) {
            Path source = write("src.bin", words("größe", WORDS, 2, end, 0));
            Path target = write("tgt.bin", words("size", WORDS, 2, end, Math.PI / 2));
            JsonNode result = CommandRun.of(Arguments.of(
                            "train --map orthogonal --mode overwrite --model " + path("m"),
                            "--input",
                            source.toString(),
                            "--label-input",
                            target.toString(),
                            "--dictionary",
                            dictionary.toString()))
                    .result();
            assertThat(result.get("rows").asInt()).isEqualTo(WORDS);
            assertThat(result.get("trainMeanAngleDegrees").asDouble()).isLessThan(0.01);
            CommandRun.of(Arguments.of(
                            "predict --output-format vec --mode overwrite --model " + path("m"),
                            "--input",
                            source.toString(),
                            "--output",
                            path("out")))
                    .result();
            List<Row> lines = SparkTests.session().read().text(path("out")).collectAsList();
            assertThat(lines.get(0).getString(0)).isEqualTo(WORDS + " 2");
            assertThat(lines.get(8).getString(0)).startsWith("größe7 ");
        }
    }

    /** 20 MB are two pieces. */
    @Test
    void aLongFileIsReadInOrderByPieces() throws IOException {
        int words = 75_000;
        Path file = write("long.bin", words("w", words, 64, "\n", 0));
        Path more = write("more.bin", words("v", WORDS, 64, "", 0));
        CommandRun.of(Arguments.of(
                        "generate --rows 100 --input-dim 64 --output-dim 2 --partitions 1", "--output", path("pairs")))
                .result();
        CommandRun.of("train", "--input", path("pairs"), "--model", path("m")).result();
        JsonNode result = CommandRun.of(Arguments.of(
                        "predict --model " + path("m") + " --output-format csv --output " + path("out"),
                        "--input",
                        file.toString(),
                        "--input",
                        more.toString()))
                .result();
        assertThat(result.get("rows").asInt()).isEqualTo(words + WORDS);
        List<String> lines = new ArrayList<>();
        try (Stream<Path> parts = Files.list(folder.resolve("out"))) {
            for (Path part : parts.filter(part -> part.toString().endsWith(".csv"))
                    .sorted()
                    .toList()) {
                List<String> read = Files.readAllLines(part);
                lines.addAll(read.subList(1, read.size()));
            }
        }
        assertThat(lines).hasSize(words + WORDS);
        for (int i = 0; i < lines.size(); i++) {
            int number = i % words;
            assertThat(lines.get(i))
                    .startsWith((i < words ? "w" : "v") + number + "," + (float) Math.sin(number) + " ");
        }
    }

    @Test
    void aFileThatIsNotWhatItsFirstLineSaysIsNamed() throws IOException {
        byte[] good = words("w", WORDS, 2, "", 0);
        String text = new String(good, StandardCharsets.ISO_8859_1);
        Object[][] examples = {
            {Arrays.copyOf(good, good.length - 3), "it ends within word 39, counted from 0"},
            {Arrays.copyOf(good, good.length / 2), "they take 405 bytes at least, but it has"},
            {(text + "more").getBytes(StandardCharsets.ISO_8859_1), "it goes on after them"},
            {latin(text.replaceFirst("40 2", "39 2")), "says 39 words of 2 numbers: it goes on after them"},
            {latin(text.replaceFirst("40 2", "41 2")), "says 41 words of 2 numbers: "},
            {latin(text.replaceFirst("40 2", "40 1")), "says 40 words of 1 numbers: "},
            {latin(text.replaceFirst("w3 ", "\u00ff3 ")), "word 3, counted from 0, has bytes that are no UTF-8"},
            {latin(text.replaceFirst("w3 ", " ")), "word 3, counted from 0, is empty"},
            {latin(text.replaceFirst("40 2\n", "40 2 1\n")), "is not of word2vec's binary format"},
            {latin(text.replaceFirst("40 2\n", "40 0\n")), "is not of word2vec's binary format"},
            {new byte[0], "is not of word2vec's binary format"},
        };
        Path label = write("label.bin", good);
        for (Object[] example : examples) {
            Path bad = write("bad.bin", (byte[]) example[0]);
            CommandRun.of(Arguments.of(
                            "train --key word --model " + path("m"),
                            "--input",
                            bad.toString(),
                            "--label-input",
                            label.toString()))
                    .assertError(1, "bad.bin", (String) example[1]);
        }
        Path wide = write("wide.bin", words("w", WORDS, 3, "", 0));
        CommandRun.of(Arguments.of(
                        "train --key word --model " + path("m"),
                        "--input",
                        label.toString(),
                        "--input",
                        wide.toString(),
                        "--label-input",
                        label.toString()))
                .assertError(1, "the files have different vectors");
    }

    /** Vectors (sin(i + turn), cos(i + turn), ...) of words that are numbered. */
    private static byte[] words(String word, int count, int dim, String end, double turn) {
        List<String> numbered =
                IntStream.range(0, count).mapToObj(i -> word + i).toList();
        return TradeFiles.words(
                numbered, dim, end, (i, j) -> (float) (j % 2 == 0 ? Math.sin(i + turn) : Math.cos(i + turn)));
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
