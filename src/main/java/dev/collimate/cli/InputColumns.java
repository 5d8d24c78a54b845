package dev.collimate.cli;

import dev.collimate.ml.AngularRegression;
import dev.collimate.tables.PairReader;
import dev.collimate.tables.SelectedColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.SparkSession;

/** The columns of the input that a stage names, under the names of the options that set them. */
final class InputColumns {
    private InputColumns() {}

    static PairReader reader(SparkSession spark, InputOptions input, AngularRegression stage) {
        return reader(spark, input, stage, OptionNames.of(stage.featuresCol()));
    }

    /** @param groupCol a column to read beside those of {@code stage} */
    static PairReader reader(
            SparkSession spark, InputOptions input, AngularRegression stage, Optional<String> groupCol) {
        return reader(
                spark,
                input,
                stage,
                OptionNames.of(stage.featuresCol()),
                groupCol.map(column -> List.of(new SelectedColumn("--group-col", column)))
                        .orElse(List.of()));
    }

    /** @param featuresOption the option that names the features column of {@code stage} */
    static PairReader reader(SparkSession spark, InputOptions input, AngularRegression stage, String featuresOption) {
        return reader(spark, input, stage, featuresOption, List.of());
    }

    private static PairReader reader(
            SparkSession spark,
            InputOptions input,
            AngularRegression stage,
            String featuresOption,
            List<SelectedColumn> more) {
        List<SelectedColumn> others =
                new ArrayList<>(set(stage, Stream.of(stage.rowKeyCol(), stage.validationIndicatorCol())));
        others.addAll(more);
        PairReader.Selection selection = new PairReader.Selection(
                new SelectedColumn(featuresOption, stage.getFeaturesCol()),
                new SelectedColumn(OptionNames.of(stage.labelCol()), stage.getLabelCol()),
                set(stage, Stream.of(stage.weightCol(), stage.targetCol())),
                others);
        return new PairReader(spark, input.settings(), selection);
    }

    private static List<SelectedColumn> set(AngularRegression stage, Stream<Param<String>> parameters) {
        return parameters
                .filter(stage::isSet)
                .map(parameter -> new SelectedColumn(OptionNames.of(parameter), stage.getOrDefault(parameter)))
                .toList();
    }
}
