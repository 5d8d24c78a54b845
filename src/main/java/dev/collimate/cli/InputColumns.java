package dev.collimate.cli;

import dev.collimate.ml.AngularRegression;
import dev.collimate.tables.DictionaryPairs;
import dev.collimate.tables.InputReader;
import dev.collimate.tables.KeySettings;
import dev.collimate.tables.KeyedPairReader;
import dev.collimate.tables.PairReader;
import dev.collimate.tables.PairSelection;
import dev.collimate.tables.Pairs;
import dev.collimate.tables.ReadSettings;
import dev.collimate.tables.SelectedColumn;
import dev.collimate.tables.TableSource;
import dev.collimate.tables.VectorForm;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The pairs that a stage names by columns, under the names of the options that set them. */
final class InputColumns {
    private final SparkSession spark;
    private final InputOptions input;
    private final LabelInputOptions labelInput;

    /** Of one table that has both vectors. */
    InputColumns(SparkSession spark, InputOptions input) {
        this(spark, input, new LabelInputOptions());
    }

    InputColumns(SparkSession spark, InputOptions input, LabelInputOptions labelInput) {
        this.spark = spark;
        this.input = input;
        this.labelInput = labelInput;
    }

    /**
     * The pairs of the input.
     *
     * @param further columns that are taken as they are, beside those that {@code stage} names
     */
    Pairs ofInput(AngularRegression stage, List<SelectedColumn> further) throws IOException {
        return ofInput(stage, OptionNames.of(stage.featuresCol()), List.of(), further);
    }

    /**
     * As {@link #ofInput(AngularRegression, List)}.
     *
     * @param featuresOption the option that names the features column of {@code stage}
     * @param vectors more vectors, beside those that {@code stage} names
     * @param further columns that are taken as they are, beside those that {@code stage} names
     */
    Pairs ofInput(
            AngularRegression stage, String featuresOption, List<SelectedColumn> vectors, List<SelectedColumn> further)
            throws IOException {
        return read(input.source(), input.settings(), selection(stage, featuresOption, vectors, further), true);
    }

    /** As {@link #ofInput(AngularRegression, String, List, List)}, of files that are like those of the input. */
    Pairs ofFiles(
            String path,
            AngularRegression stage,
            String featuresOption,
            List<SelectedColumn> vectors,
            List<SelectedColumn> further)
            throws IOException {
        return read(
                TableSource.ofPath(path),
                input.settingsOfFiles(),
                selection(stage, featuresOption, vectors, further),
                true);
    }

    /** Pairs whose columns are called as those of the input are. */
    Pairs of(TableSource source, ReadSettings settings, AngularRegression stage, List<SelectedColumn> further)
            throws IOException {
        return read(source, settings, selection(stage, OptionNames.of(stage.featuresCol()), List.of(), further), false);
    }

    private PairSelection selection(
            AngularRegression stage,
            String featuresOption,
            List<SelectedColumn> vectors,
            List<SelectedColumn> further) {
        VectorForm form = input.vectors().form();
        return new PairSelection(
                new SelectedColumn(featuresOption, stage.getFeaturesCol()),
                form,
                new SelectedColumn(OptionNames.of(stage.labelCol()), stage.getLabelCol()),
                labelInput.form(form),
                vectors,
                set(stage, Stream.of(stage.weightCol(), stage.targetCol())),
                Stream.concat(
                                set(stage, Stream.of(stage.rowKeyCol(), stage.validationIndicatorCol())).stream(),
                                further.stream())
                        .toList());
    }

    /** @param all whether entries of a dictionary are to be found among these rows, and not in part in others */
    private Pairs read(TableSource source, ReadSettings settings, PairSelection selection, boolean all)
            throws IOException {
        Dataset<Row> rows = new InputReader(spark, settings)
                .read(source, selection.features().name());
        if (!labelInput.given()) {
            return new PairReader(selection).read(rows).readOf(List.of(rows));
        }
        Dataset<Row> labels = new InputReader(spark, labelInput.settings(input))
                .read(labelInput.source(), selection.label().name());
        KeySettings keys = labelInput.keys(input);
        Optional<String> path = labelInput.dictionary();
        if (path.isEmpty()) {
            return new KeyedPairReader(selection, keys).read(rows, labels).readOf(List.of(rows, labels));
        }
        DictionaryPairs dictionary = DictionaryPairs.read(spark, path.get(), settings.allowIncompleteInput());
        Pairs met = new KeyedPairReader(selection, dictionary.keys(keys))
                .read(dictionary.sources(rows, keys), dictionary.targets(labels, keys));
        return (all ? dictionary.counted(met) : met).readOf(List.of(rows, labels));
    }

    private static List<SelectedColumn> set(AngularRegression stage, Stream<Param<String>> parameters) {
        return parameters
                .filter(stage::isSet)
                .map(parameter -> new SelectedColumn(OptionNames.of(parameter), stage.getOrDefault(parameter)))
                .toList();
    }
}
