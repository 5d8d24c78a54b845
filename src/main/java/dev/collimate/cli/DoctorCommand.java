package dev.collimate.cli;

import dev.collimate.data.PairShape;
import dev.collimate.doctor.Diagnosis;
import dev.collimate.doctor.Examination;
import dev.collimate.doctor.FitEstimate;
import dev.collimate.doctor.Measurements;
import dev.collimate.fit.FitSettings;
import dev.collimate.math.Blas;
import dev.collimate.ml.AngularRegression;
import dev.collimate.report.DoctorPage;
import dev.collimate.report.DoctorReport;
import dev.collimate.report.Result;
import dev.collimate.report.RunFacts;
import dev.collimate.tables.Pairs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Looks at pairs before a map is fitted to them. */
@Command(
        name = "doctor",
        description =
                "Looks at pairs before a map is fitted to them: rows that cannot be used, lengths, duplicates, rank,"
                        + " leakage between training and held-out rows, memory and time. Says what to do, and the command that"
                        + " suits the data. Takes the options of train that shape the fit; fails where a finding says stop.")
final class DoctorCommand extends JobCommand {
    /** Of columns that training does not write, and of what to do with rows that cannot be used, which are counted here. */
    private static final Set<String> NOT_OFFERED =
            Set.of("predictionCol", "predictionType", "angleCol", "badRows", "maxSkippedFraction", "initialModel");

    @Mixin
    private FittedInput input;

    @Mixin
    private ReportOption page;

    @Option(
            names = "--estimate",
            arity = "1",
            paramLabel = "true|false",
            description = "whether to say how many passes and minutes the fit will take, from at most 10 seconds of"
                    + " steps on synthetic pairs")
    private boolean estimate = true;

    private final AngularRegression estimator = CommandLineStage.create();
    private final ParameterOptions parameters = new ParameterOptions(CommandLineStage.create());

    DoctorCommand(Environment surroundings) {
        super(surroundings);
    }

    @Override
    void addParameterOptions(CommandSpec command) {
        parameters.addTo(command, name -> !NOT_OFFERED.contains(name));
    }

    @Override
    UnaryOperator<String> naming() {
        return input.naming(estimator, super.naming());
    }

    @Override
    void checkOptions() {
        apply(parameters, estimator);
        requireNone(input.conflicts(estimator, isGiven(OptionNames.of(estimator.labelCol()))));
        input.applyTo(estimator);
    }

    @Override
    Result run(SparkSession spark) throws IOException {
        Stopwatch watch = new Stopwatch();
        page.requireWritable(spark);
        ValidationInput.Sides sides = input.pairs(spark, estimator, List.of());
        Pairs pairs = sides.pairs();
        FitSettings settings = estimator.fitSettings();
        Measurements measurements = new Examination(pairs.rows(), settings).run();
        Optional<FitEstimate> expected =
                estimate ? Optional.of(expected(spark, settings, measurements)) : Optional.empty();
        Diagnosis diagnosis = Diagnosis.of(measurements, expected);
        UnaryOperator<String> ofTrain = OptionNames.ofTrain();
        String recommended = command(diagnosis, ofTrain);
        DoctorReport report = new DoctorReport(diagnosis, ofTrain, recommended);
        report.print(surroundings().out());
        Result result = report.result(watch.seconds());
        KeyReport.put(result, pairs, sides.heldOutKeys());
        SnapshotReport.put(result, pairs.snapshots());
        page.write(
                spark,
                () -> new DoctorPage(diagnosis, ofTrain, recommended).html(facts(pairs.rows(), settings)),
                result);
        return result;
    }

    private RunFacts facts(Dataset<Row> rows, FitSettings settings) {
        return ReportOption.facts(
                name(),
                words(),
                List.of(rows),
                settings.search().seed(),
                Blas.of(settings.execution().blas()).description());
    }

    private static FitEstimate expected(SparkSession spark, FitSettings settings, Measurements measurements) {
        PairShape shape = measurements.shape();
        return FitEstimate.measure(spark, settings, shape, measurements.rows().accepted());
    }

    /** The training command with the options given here and those that the data ask for. */
    private String command(Diagnosis diagnosis, UnaryOperator<String> ofTrain) {
        List<String> words = new ArrayList<>(List.of("./submit.sh", "train"));
        words.addAll(words());
        diagnosis.recommended().forEach((name, value) -> {
            if (!words.contains(ofTrain.apply(name))) {
                words.addAll(List.of(ofTrain.apply(name), value));
            }
        });
        words.addAll(List.of("--model", "MODEL"));
        return ShownCommand.of(words);
    }

    /** The options of train that were given here, but for those that have their defaults. */
    List<String> words() {
        return input.words(parameters);
    }
}
