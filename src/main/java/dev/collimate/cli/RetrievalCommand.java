package dev.collimate.cli;

import dev.collimate.data.Judgements;
import dev.collimate.distributed.DocumentKeys;
import dev.collimate.distributed.DocumentSource;
import dev.collimate.distributed.MappedSide;
import dev.collimate.evaluation.RetrievalSummary;
import dev.collimate.fit.Baseline;
import dev.collimate.fit.FitSettings;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.ml.RetrievalEvaluation;
import dev.collimate.report.Result;
import dev.collimate.report.RetrievalReport;
import dev.collimate.tables.InputReader;
import dev.collimate.tables.PairReader;
import dev.collimate.tables.PairSelection;
import dev.collimate.tables.Pairs;
import dev.collimate.tables.SelectedColumn;
import dev.collimate.tables.VectorForm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
    private static final String PREDICTION_COL = "--prediction-col";
    private static final String SEARCH = "the model";
    private static final String SEARCH_OF_COLUMN = "column ";

    @Mixin
    private InputOptions input;

    @Mixin
    private CorpusOptions corpus;

    @Mixin
    private TruthOptions truth;

    @Mixin
    private GateOptions gate;

    @Option(names = "--model", paramLabel = "PATH", description = "model directory to read")
    private String modelPath;

    @Option(
            names = PREDICTION_COL,
            paramLabel = "NAME",
            description = "column of predicted vectors to measure, in place of a model")
    private String predictionCol;

    @Option(
            names = "--mapped",
            paramLabel = "NAME",
            description = "side that is mapped: query (mapped x asks y) or store (y asks mapped x); not set: query")
    private String mapped;

    @Option(
            names = "--training",
            paramLabel = "PATH",
            description =
                    "pairs that trained the map: the baselines of train are fitted to them too, and documents with"
                            + " their keys are counted")
    private String training;

    @Option(
            names = "--run",
            paramLabel = "FILE",
            description = "TREC run to write: what the map finds, to the largest k; needs --key")
    private String run;

    private final ParameterOptions parameters = new ParameterOptions(CommandLineStage.create());

    RetrievalCommand(Environment surroundings) {
        super(surroundings);
    }

    @Override
    void addParameterOptions(CommandSpec command) {
        parameters.addWithoutDefault(command, "featuresCol", "as the model was trained");
        parameters.addWithoutDefault(
                command,
                "labelCol",
                "as the model was trained; without a model, "
                        + CommandLineStage.create().getLabelCol());
        parameters.addTo(command, Set.of("badRows", "maxSkippedFraction", "blas")::contains);
    }

    @Override
    void checkOptions() {
        apply(parameters, CommandLineStage.create());
        requireNone(input.conflict(), input.vectors().conflict());
        if ((modelPath == null) == (predictionCol == null)) {
            throw usage("give either --model or " + PREDICTION_COL);
        }
        if (predictionCol != null && parameters.has("featuresCol")) {
            throw usage("--features-col is for a model; " + PREDICTION_COL + " names the predictions");
        }
        if (predictionCol != null && training != null) {
            throw usage(
                    "--training is for a model; nothing is known of what made " + PREDICTION_COL + " " + predictionCol);
        }
        if (mapped != null && !MappedSide.names().contains(mapped)) {
            throw usage("--mapped must be one of " + String.join(", ", MappedSide.names()) + ", but was " + mapped);
        }
        if (mapped == null && gate.isSet()) {
            throw usage(
                    "--mapped query or store must be given where a measure decides: it changes which map is better");
        }
        refuse(corpus.problem());
        refuse(truth.problem(corpus.key().isPresent()));
        refuse(gate.problem(truth.measureNames(), mainMeasure()));
        if (run != null && corpus.key().isEmpty()) {
            throw usage("--run needs --key, the column of the keys that it is to hold");
        }
    }

    private void refuse(String problem) {
        if (problem != null) {
            throw usage(problem);
        }
    }

    private String mainMeasure() {
        return RetrievalReport.mainMeasure(truth.ks());
    }

    private MappedSide side() {
        return mapped == null ? MappedSide.QUERY : MappedSide.of(mapped);
    }

    @Override
    Result run(SparkSession spark) throws IOException {
        Stopwatch watch = new Stopwatch();
        AngularRegression stage = CommandLineStage.create();
        Optional<AngularRegressionModel> model = Optional.ofNullable(modelPath).map(AngularRegressionModel::load);
        model.ifPresent(loaded -> stage.setFeaturesCol(loaded.getFeaturesCol()).setLabelCol(loaded.getLabelCol()));
        parameters.applyTo(stage);
        if (model.isEmpty()) {
            stage.setFeaturesCol(predictionCol);
        }
        RetrievalReader reader = reader(spark, stage);
        Pairs pairs = reader.read(input.source());
        stage.setLabelCol(pairs.label());
        FitSettings settings = stage.fitSettings();
        Optional<RunFile> runFile = Optional.ofNullable(run).map(path -> new RunFile(spark, path));
        if (runFile.isPresent()) {
            runFile.get().requireWritable();
        }
        DocumentSource.Tables tables = tables(pairs.rows(), reader, settings);
        Optional<DocumentKeys> keys = tables.key().map(key -> new DocumentKeys(tables));
        keys.ifPresent(DocumentKeys::requireUnique);
        Optional<KnownJudgements> judgements = KnownJudgements.of(truth, spark, tables, keys);
        OptionalLong trained = trained(reader, keys);
        RetrievalEvaluation evaluation = evaluation(settings, judgements.map(KnownJudgements::judgements));
        RetrievalEvaluation.Result found = model.isPresent()
                ? evaluation.ofModel(SEARCH, model.get(), baselines(reader, settings), tables)
                : evaluation.ofPredictions(SEARCH_OF_COLUMN + predictionCol, tables);
        if (runFile.isPresent()) {
            runFile.get().write(found.queries(), found.kept());
        }
        RetrievalReport report = new RetrievalReport(
                found.summary(),
                new RetrievalReport.Setting(
                        side().toString(),
                        truth.ks(),
                        corpus.keepOwn(),
                        found.queries().available(),
                        found.documents(),
                        trained,
                        judgements.map(known -> known.told(found.queries().unknown()))));
        report.print(surroundings().out());
        Result result = report.put(Result.of("retrieval"))
                .put(model.isPresent() ? "model" : "predictionCol", model.isPresent() ? modelPath : predictionCol)
                .put("run", run)
                .put("blas", String.join("; ", found.kernels()))
                .put("seconds", watch.seconds());
        return judged(found.summary(), result);
    }

    /** A failure, said in one line, if a measure falls short. */
    private Result judged(RetrievalSummary summary, Result result) {
        RetrievalSummary.Search last = summary.searches().get(summary.searches().size() - 1);
        Optional<String> shortfall = gate.shortfall(summary, last, mainMeasure());
        shortfall.ifPresent(line -> surroundings().err().println("collimate: " + line));
        return shortfall.isPresent() ? result.asFailure() : result;
    }

    private RetrievalReader reader(SparkSession spark, AngularRegression stage) {
        VectorForm form = input.vectors().form();
        PairSelection selection = new PairSelection(
                new SelectedColumn(
                        modelPath == null ? PREDICTION_COL : OptionNames.of(stage.featuresCol()),
                        stage.getFeaturesCol()),
                form,
                new SelectedColumn(OptionNames.of(stage.labelCol()), stage.getLabelCol()),
                form,
                List.of(),
                corpus.key().stream()
                        .map(key -> new SelectedColumn(CorpusOptions.KEY, key))
                        .toList());
        return new RetrievalReader(new InputReader(spark, input.settings()), new PairReader(selection));
    }

    private DocumentSource.Tables tables(Dataset<Row> rows, RetrievalReader reader, FitSettings settings)
            throws IOException {
        List<Dataset<Row>> more = new ArrayList<>();
        for (String path : corpus.paths()) {
            more.add(reader.rows(path));
        }
        return new DocumentSource.Tables(rows, more, corpus.corpusOnly(), settings.columns(), corpus.key());
    }

    /** How many documents trained the map, where keys tell. */
    private OptionalLong trained(RetrievalReader reader, Optional<DocumentKeys> keys) throws IOException {
        return keys.isEmpty() || training == null
                ? OptionalLong.empty()
                : OptionalLong.of(keys.get().among(reader.rows(training)));
    }

    private List<Baseline> baselines(RetrievalReader reader, FitSettings settings) throws IOException {
        return training == null ? List.of() : Baseline.fit(reader.rows(training), settings);
    }

    private RetrievalEvaluation evaluation(FitSettings settings, Optional<Judgements> judgements) {
        return new RetrievalEvaluation(new RetrievalEvaluation.Settings(
                truth.measures(judgements),
                side(),
                corpus.keepOwn(),
                corpus.maxQueries(),
                run == null ? 0 : truth.ks().get(truth.ks().size() - 1),
                corpus.seed(),
                settings.execution().badRows(),
                settings.execution().maxSkippedFraction(),
                settings.execution().blas()));
    }
}
