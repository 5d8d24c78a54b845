package dev.collimate.cli;

import dev.collimate.data.Judgements;
import dev.collimate.distributed.DocumentKeys;
import dev.collimate.distributed.DocumentSource;
import dev.collimate.evaluation.RetrievalSummary;
import dev.collimate.fit.FitSettings;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.ml.RetrievalEvaluation;
import dev.collimate.report.QueryGroupTable;
import dev.collimate.report.Result;
import dev.collimate.report.RetrievalPage;
import dev.collimate.report.RetrievalReport;
import dev.collimate.report.RunFacts;
import dev.collimate.tables.Pairs;
import dev.collimate.tables.VectorFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Measures what share of search results survives a map. */
@Command(
        name = "retrieval",
        description =
                "Measures what share of search results survives: how much of what the model of y finds with vectors"
                        + " of its own is found with mapped vectors, beside doing nothing and simpler maps.")
final class RetrievalCommand extends JobCommand {
    @Mixin
    private InputOptions input;

    @Mixin
    private CorpusOptions corpus;

    @Mixin
    private TruthOptions truth;

    @Mixin
    private GateOptions gate;

    @Mixin
    private MeasuredOptions measured;

    @Mixin
    private MappedOption mapped;

    @Mixin
    private TrainingOption training;

    @Mixin
    private GroupOption group;

    @Option(
            names = "--run",
            paramLabel = "FILE",
            description = "TREC run to write: what the map finds, to the largest k; needs --key")
    private String run;

    @Mixin
    private ReportOption page;

    private final ParameterOptions parameters = new ParameterOptions(CommandLineStage.create());

    RetrievalCommand(Environment surroundings) {
        super(surroundings);
    }

    @Override
    void addParameterOptions(CommandSpec command) {
        MeasuredOptions.addColumns(
                parameters,
                command,
                "as the model was trained; beside " + MeasuredOptions.PREDICTION_COL
                        + " none, and doing nothing and the naive swap are left out");
        parameters.addTo(command, Set.of("badRows", "maxSkippedFraction", "blas")::contains);
    }

    @Override
    void checkOptions() {
        apply(parameters, CommandLineStage.create());
        requireNone(
                input.conflict(),
                input.vectors().conflict(),
                inOneTable(),
                measured.conflict(),
                training.conflict(measured),
                group.conflict(corpus.key()),
                mapped.problem(gate.isSet()),
                corpus.problem(),
                truth.problem(corpus.key().isPresent()));
        requireNone(
                gate.problem(truth.measureNames()),
                run != null && corpus.key().isEmpty()
                        ? "--run needs --key, the column of the keys that it is to hold"
                        : null);
    }

    private String inOneTable() {
        String format = input.settings().format();
        return VectorFiles.isFormat(format)
                ? "files of the format " + format
                        + " have one vector a row, but both vectors must be in one table; write"
                        + " them as columns of one, as of parquet"
                : null;
    }

    private String mainMeasure() {
        return RetrievalReport.mainMeasure(truth.ks());
    }

    @Override
    Result run(SparkSession spark) throws IOException {
        Stopwatch watch = new Stopwatch();
        page.requireWritable(spark);
        Optional<RunFile> runFile = RunFile.asked(spark, run);
        Optional<AngularRegressionModel> model = measured.load();
        AngularRegression stage = measured.settings(model, parameters);
        RetrievalInput read = new RetrievalInput(
                new InputColumns(spark, input),
                stage,
                measured.featuresOption(stage),
                measured.inputs(parameters),
                corpus.keyColumn());
        Pairs pairs = read.pairs(group.selected());
        stage.setLabelCol(pairs.label());
        FitSettings settings = stage.fitSettings();
        DocumentSource.Tables tables = read.tables(pairs.rows(), corpus, settings);
        Optional<DocumentKeys> keys = uniqueKeys(tables);
        Optional<KnownJudgements> judgements =
                KnownJudgements.of(truth, truth.read(spark, input.settings().allowIncompleteInput()), tables, keys);
        OptionalLong trained = training.among(read, keys);
        RetrievalEvaluation evaluation = evaluation(settings, judgements.map(KnownJudgements::judgements));
        RetrievalEvaluation.Result found = model.isPresent()
                ? evaluation.ofModel(measured.name(), model.get(), training.baselines(read, settings), tables)
                : read.ofPredictions(evaluation, measured.name(), tables);
        if (runFile.isPresent()) {
            runFile.get().write(found.queries(), found.kept());
        }
        RetrievalReport report =
                report(found, trained, model.isPresent() ? training.leftOut() : read.leftOut(), judgements);
        report.print(surroundings().out());
        Optional<QueryGroupTable> groups = group.column()
                .map(column ->
                        QueryGroupReport.of(tables, column, model, settings, found, mainMeasure(), corpus.seed()));
        groups.ifPresent(table -> table.print(surroundings().out()));
        Result result = report.put(Result.of("retrieval"));
        groups.ifPresent(table -> table.put(result));
        measured.put(result);
        SnapshotReport.put(result, pairs.snapshots());
        result.put("run", run).put("blas", String.join("; ", found.kernels())).put("seconds", watch.seconds());
        Optional<String> shortfall = shortfall(found.summary());
        page.write(
                spark,
                () -> new RetrievalPage(report, shortfall, groups, naming())
                        .html(MeasuredOptions.named(facts(read, tables, found.kernels()), model)),
                result);
        return judged(shortfall, result);
    }

    private Optional<DocumentKeys> uniqueKeys(DocumentSource.Tables tables) {
        Optional<DocumentKeys> keys = tables.key().map(key -> new DocumentKeys(tables));
        keys.ifPresent(DocumentKeys::requireUnique);
        if (run != null || truth.judged()) {
            keys.ifPresent(DocumentKeys::requireUniqueQueries);
        }
        return keys;
    }

    private RetrievalReport report(
            RetrievalEvaluation.Result found,
            OptionalLong trained,
            Optional<String> leftOut,
            Optional<KnownJudgements> judgements) {
        return new RetrievalReport(
                found.summary(),
                new RetrievalReport.Setting(
                        mapped.side().toString(),
                        truth.ks(),
                        corpus.keepOwn(),
                        found.queries().available(),
                        found.documents(),
                        trained,
                        leftOut.stream().toList(),
                        judgements.map(known -> known.told(found.queries().unknown()))));
    }

    private Optional<String> shortfall(RetrievalSummary summary) {
        RetrievalSummary.Search last = summary.searches().get(summary.searches().size() - 1);
        return gate.shortfall(summary, last, mainMeasure());
    }

    private RunFacts facts(RetrievalInput read, DocumentSource.Tables tables, List<String> kernels) throws IOException {
        List<Dataset<Row>> all = new ArrayList<>(List.of(tables.input()));
        all.addAll(tables.corpus());
        all.addAll(training.sources(read));
        all.addAll(truth.sources(tables.input().sparkSession(), input.settings().allowIncompleteInput()));
        return ReportOption.facts(name(), words(), all, corpus.seed(), String.join("; ", kernels));
    }

    /** What was measured, as it was given, but for options that have their defaults. */
    List<String> words() {
        List<String> own = new ArrayList<>();
        SourceWords.add(own, "--run", run);
        return Stream.of(
                        input.words(),
                        corpus.words(),
                        truth.words(),
                        gate.words(),
                        measured.words(),
                        training.words(),
                        group.words(),
                        mapped.words(),
                        own,
                        parameters.given())
                .flatMap(List::stream)
                .toList();
    }

    /** A failure, said in one line, if a measure falls short. */
    private Result judged(Optional<String> shortfall, Result result) {
        shortfall.ifPresent(line -> surroundings().err().println("collimate: " + line));
        return shortfall.isPresent() ? result.asFailure() : result;
    }

    private RetrievalEvaluation evaluation(FitSettings settings, Optional<Judgements> judgements) {
        return new RetrievalEvaluation(new RetrievalEvaluation.Settings(
                truth.measures(judgements),
                mapped.side(),
                corpus.keepOwn(),
                corpus.maxQueries(),
                run == null ? 0 : truth.ks().get(truth.ks().size() - 1),
                corpus.seed(),
                settings.execution().badRows(),
                settings.execution().maxSkippedFraction(),
                settings.execution().blas()));
    }
}
