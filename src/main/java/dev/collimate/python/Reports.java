package dev.collimate.python;

import dev.collimate.distributed.DocumentSource;
import dev.collimate.distributed.MappedSide;
import dev.collimate.doctor.Diagnosis;
import dev.collimate.doctor.Examination;
import dev.collimate.doctor.FitEstimate;
import dev.collimate.doctor.Measurements;
import dev.collimate.evaluation.NeighbourMeasures;
import dev.collimate.fit.Baseline;
import dev.collimate.fit.FitSettings;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.ml.RetrievalEvaluation;
import dev.collimate.report.DoctorReport;
import dev.collimate.report.Result;
import dev.collimate.report.RetrievalReport;
import dev.collimate.rows.PairColumns;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reports of the command line for tables that a program has already. Called through Py4J, so that null is for what is not given. */
public final class Reports {
    private static final List<Integer> KS = List.of(1, 10, 100);
    private static final String MODEL = "model";

    private Reports() {}

    /**
     * Looks at pairs before a fit.
     *
     * @param estimate whether to say how many passes and minutes the fit will take, from at most 10 seconds of steps
     * @return the result of {@code doctor}, with names of parameters in place of options
     * @throws IllegalArgumentException if columns are missing or of wrong types, settings contradict each other, or no row is
     *     usable
     */
    public static String doctor(Dataset<Row> pairs, AngularRegression estimator, boolean estimate) {
        long start = System.nanoTime();
        FitSettings settings = estimator.fitSettings();
        Measurements found = new Examination(pairs, settings).run();
        Optional<FitEstimate> expected = estimate
                ? Optional.of(FitEstimate.measure(
                        pairs.sparkSession(),
                        settings,
                        found.shape(),
                        found.rows().accepted()))
                : Optional.empty();
        Diagnosis diagnosis = Diagnosis.of(found, expected);
        return new DoctorReport(diagnosis, UnaryOperator.identity(), recommended(estimator, diagnosis))
                .result(seconds(start))
                .toJson();
    }

    /** The estimator with its columns and what the data ask for, as Python has it. */
    private static String recommended(AngularRegression estimator, Diagnosis diagnosis) {
        String values = diagnosis.recommended().entrySet().stream()
                .filter(entry -> !estimator.isSet(estimator.getParam(entry.getKey())))
                .map(entry -> ", " + entry.getKey() + "=" + literal(entry.getValue()))
                .collect(Collectors.joining());
        return "AngularRegression(featuresCol=" + text(estimator.getFeaturesCol()) + ", labelCol="
                + text(estimator.getLabelCol()) + values + ")";
    }

    private static String literal(String value) {
        return value.matches("-?[0-9.]+") ? value : text(value);
    }

    private static String text(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /**
     * What share of search results survives a map.
     *
     * @param rows pairs in the columns of the model; they ask, and are documents
     * @param corpus more documents; null for none
     * @param training pairs to fit the baselines of train to; null for none
     * @param side that is mapped
     * @param queries rows that ask, at most
     * @param estimator for the columns, the policy for bad rows and the library of the products
     * @return the result of {@code retrieval}
     * @throws IllegalArgumentException if columns are missing, dimensions are not the model's, or there are too few documents
     */
    public static String retrieval(
            AngularRegressionModel model,
            Dataset<Row> rows,
            Dataset<Row> corpus,
            Dataset<Row> training,
            String side,
            int queries,
            AngularRegression estimator) {
        long start = System.nanoTime();
        FitSettings settings = estimator.fitSettings();
        RetrievalEvaluation.Result found = evaluation(side, queries, settings)
                .ofModel(
                        MODEL,
                        model,
                        training == null ? List.of() : Baseline.fit(training, settings),
                        new DocumentSource.Tables(
                                rows,
                                Optional.ofNullable(corpus).stream().toList(),
                                false,
                                new PairColumns(estimator.getFeaturesCol(), estimator.getLabelCol(), null, null),
                                Optional.empty()));
        return report(side, found)
                .put("blas", String.join("; ", found.kernels()))
                .put("seconds", seconds(start))
                .toJson();
    }

    private static RetrievalEvaluation evaluation(String side, int queries, FitSettings settings) {
        return new RetrievalEvaluation(new RetrievalEvaluation.Settings(
                new NeighbourMeasures(KS.stream().mapToInt(Integer::intValue).toArray()),
                MappedSide.of(side),
                false,
                queries,
                0,
                settings.search().seed(),
                settings.execution().badRows(),
                settings.execution().maxSkippedFraction(),
                settings.execution().blas()));
    }

    private static Result report(String side, RetrievalEvaluation.Result found) {
        RetrievalReport report = new RetrievalReport(
                found.summary(),
                new RetrievalReport.Setting(
                        side,
                        KS,
                        false,
                        found.queries().available(),
                        found.documents(),
                        OptionalLong.empty(),
                        List.of(),
                        Optional.empty()));
        return report.put(Result.of("retrieval"));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
