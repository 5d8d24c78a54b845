package dev.collimate.cli;

import dev.collimate.tables.VectorForm;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How vectors are stored in columns of text or bytes. */
final class VectorOptions {
    /** For the help. */
    static final class Encodings implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return VectorForm.names().iterator();
        }
    }

    /** Names what is allowed. */
    static final class Encoding implements ITypeConverter<String> {
        @Override
        public String convert(String name) {
            return oneOf(VectorForm.names(), name);
        }
    }

    @Option(
            names = "--vector-delimiter",
            paramLabel = "TEXT",
            description = "separator of the numbers of a vector stored as text in one column; a space means any white"
                    + " space (default: what the first vector has, of ; , | and white space)",
            showDefaultValue = Visibility.NEVER)
    private String delimiter;

    @Option(
            names = "--vector-encoding",
            paramLabel = "NAME",
            converter = Encoding.class,
            completionCandidates = Encodings.class,
            description = "how vectors are stored in columns of text or bytes: ${COMPLETION-CANDIDATES}; text and"
                    + " sparsevec are told apart without it, bytes and base64 are not")
    private String encoding;

    static String oneOf(List<String> allowed, String name) {
        if (!allowed.contains(name)) {
            throw new TypeConversionException(
                    "must be one of " + String.join(", ", allowed) + ", but was '" + name + "'");
        }
        return name;
    }

    String delimiter() {
        return delimiter;
    }

    /** Both say how text is read. */
    String conflict() {
        return delimiter != null && encoding != null && !encoding.equals("text")
                ? "--vector-delimiter is of vectors that are text, not of --vector-encoding " + encoding
                        + "; give one of them"
                : null;
    }

    /** These options as they were given. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        SourceWords.add(words, "--vector-delimiter", delimiter);
        SourceWords.add(words, "--vector-encoding", encoding);
        return words;
    }

    VectorForm form() {
        return new VectorForm(encoding, delimiter);
    }
}
