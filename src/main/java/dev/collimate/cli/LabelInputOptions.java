package dev.collimate.cli;

import dev.collimate.tables.DuplicateKeys;
import dev.collimate.tables.KeySettings;
import dev.collimate.tables.ReadSettings;
import dev.collimate.tables.SelectedColumn;
import dev.collimate.tables.TableSource;
import dev.collimate.tables.VectorFiles;
import dev.collimate.tables.VectorForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** A second table, which has the actual vectors, and the key by which its rows meet those of the input. */
final class LabelInputOptions {
    private static final String LABEL_INPUT = "--label-input";
    private static final String KEY = "--key";
    private static final String LABEL_KEY = "--label-key";

    @Option(
            names = LABEL_INPUT,
            paramLabel = "PATH",
            description =
                    "data that have the actual vectors, where the input has only x; repeatable; rows meet by --key")
    private List<String> paths = new ArrayList<>();

    @Option(
            names = "--label-table",
            paramLabel = "NAME",
            description = "table of a catalog that has the actual vectors, in place of --label-input")
    private String table;

    @Option(
            names = "--label-query",
            paramLabel = "SQL",
            description = "query that gives the actual vectors, in place of --label-input")
    private String query;

    @Option(
            names = "--label-format",
            paramLabel = "NAME",
            description =
                    "format of the label input (default: npy, vec, bin, fvecs, bvecs or ivecs as the file's name ends,"
                            + " else what --format and --option say of the input)")
    private String format;

    @Option(
            names = "--label-option",
            paramLabel = "K=V",
            description = "option of Spark's reader for the label input, repeatable",
            showDefaultValue = Visibility.NEVER)
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--label-encoding",
            paramLabel = "NAME",
            converter = VectorOptions.Encoding.class,
            description = "how the actual vectors are stored in a column of text or bytes (default: as"
                    + " --vector-encoding says)")
    private String encoding;

    @Option(
            names = KEY,
            paramLabel = "COL[,COL]",
            description = "columns that say which rows of the input and of the label input belong together; paths and"
                    + " SQL expressions too")
    private String key;

    @Option(
            names = LABEL_KEY,
            paramLabel = "COL[,COL]",
            description = "what they are called in the label input (default: as in the input)")
    private String labelKey;

    @Option(
            names = "--dictionary",
            paramLabel = "PATH",
            description =
                    "pairs of words, one a line with a tab or blanks between, of which the first is a --key of the"
                            + " input and the second one of the label input (default of both: word)")
    private String dictionary;

    @Option(
            names = "--duplicate-keys",
            paramLabel = "NAME",
            converter = Duplicates.class,
            description = "if a key is repeated in a table: error, or first, the first of its rows in the order of file"
                    + " name and position")
    private DuplicateKeys duplicates = DuplicateKeys.ERROR;

    /** Names what is allowed as it is written. */
    static final class Duplicates implements ITypeConverter<DuplicateKeys> {
        @Override
        public DuplicateKeys convert(String name) {
            return Arrays.stream(DuplicateKeys.values())
                    .filter(value -> value.toString().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("must be error or first, but was '" + name + "'"));
        }
    }

    boolean given() {
        return !source().isEmpty();
    }

    /** Which options are wrong together; null if none are. */
    String conflict(InputOptions input) {
        if (!given()) {
            return ofTwoTables()
                    .map(option -> option + " is for two tables; give the second with " + LABEL_INPUT)
                    .orElse(null);
        }
        String conflict = of().conflict(input.settingsWithoutName());
        if (conflict != null) {
            return conflict;
        }
        if (key == null && dictionary == null && !byPosition(input)) {
            return LABEL_INPUT + " needs " + KEY + ", the columns that say which rows belong together";
        }
        if (key != null && keys(KEY, key).size() != keys(LABEL_KEY, labelKey()).size()) {
            return KEY + " " + key + " and " + LABEL_KEY + " " + labelKey() + " must name as many columns";
        }
        return null;
    }

    /** The first of the options that were given and mean nothing without a second table. */
    private Optional<String> ofTwoTables() {
        Map<String, Boolean> given = of().ofReaders();
        given.put(KEY, key != null);
        given.put(LABEL_KEY, labelKey != null);
        given.put("--dictionary", dictionary != null);
        given.put("--duplicate-keys", duplicates != DuplicateKeys.ERROR);
        return given.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** These options as they were given, but for those that have their defaults. */
    List<String> words() {
        List<String> words = new ArrayList<>(of().words());
        SourceWords.add(words, "--label-encoding", encoding);
        SourceWords.add(words, KEY, key);
        SourceWords.add(words, LABEL_KEY, labelKey);
        SourceWords.add(words, "--dictionary", dictionary);
        if (duplicates != DuplicateKeys.ERROR) {
            words.addAll(List.of("--duplicate-keys", duplicates.toString().toLowerCase(Locale.ROOT)));
        }
        return words;
    }

    TableSource source() {
        return new TableSource(paths, table, query);
    }

    ReadSettings settings(InputOptions input) {
        return of().settings(input.settingsWithoutName());
    }

    private SourceOptions of() {
        return new SourceOptions(LABEL_INPUT, "--label", source(), format, options);
    }

    VectorForm form(VectorForm input) {
        return encoding == null ? input : new VectorForm(encoding, encoding.equals("text") ? input.delimiter() : null);
    }

    /** A dictionary of pairs of words; empty for none. */
    Optional<String> dictionary() {
        return Optional.ofNullable(dictionary);
    }

    /** Whether rows meet by their positions in files that have no other names for them. */
    boolean byPosition(InputOptions input) {
        return key == null
                && dictionary == null
                && !paths.isEmpty()
                && !input.source().paths().isEmpty()
                && VectorFiles.isPositional(input.settings().format())
                && VectorFiles.isPositional(settings(input).format());
    }

    KeySettings keys(InputOptions input) {
        boolean positions = byPosition(input);
        String usual = positions ? "id" : "word";
        return new KeySettings(
                keys(KEY, key == null ? usual : key),
                keys(LABEL_KEY, labelKey() == null ? usual : labelKey()),
                duplicates,
                positions);
    }

    private String labelKey() {
        return labelKey == null ? key : labelKey;
    }

    /** Commas inside of parentheses belong to an expression. */
    private static List<SelectedColumn> keys(String option, String text) {
        List<SelectedColumn> keys = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char sign = i < text.length() ? text.charAt(i) : ',';
            depth += sign == '(' ? 1 : sign == ')' ? -1 : 0;
            if (sign == ',' && (depth == 0 || i == text.length())) {
                keys.add(new SelectedColumn(option, text.substring(start, i).strip()));
                start = i + 1;
            }
        }
        return keys;
    }
}
