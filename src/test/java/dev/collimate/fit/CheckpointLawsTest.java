package dev.collimate.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.data.PairBlock;
import dev.collimate.map.Maps;
import dev.collimate.map.VectorMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.math.Precision;
import dev.collimate.ml.AngularRegression;
import dev.collimate.moments.ClosedForms;
import dev.collimate.objective.AngularObjective;
import dev.collimate.objective.LocalFunction;
import dev.collimate.objective.MomentCurvedFunction;
import dev.collimate.objective.PenalizedFunction;
import dev.collimate.objective.PullPenalty;
import dev.collimate.objective.Rows;
import dev.collimate.optim.BatchedFunction;
import dev.collimate.optim.EarlyStopping;
import dev.collimate.optim.Minimizer;
import dev.collimate.optim.MinimizerState;
import dev.collimate.optim.SmoothFunction;
import dev.collimate.optim.SolverResult;
import dev.collimate.optim.ValueAndGradient;
import dev.collimate.storage.Generations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A search that goes on from files is, for every solver and after every step, the search that was never stopped. */
class CheckpointLawsTest {
    private static final int ROWS = 200;

    @TempDir
    private Path folder;

    static List<AngularRegression> estimators() {
        return List.of(
                estimator("precond-lbfgs, linear"),
                estimator("precond-lbfgs, linear, pulled").setRegParam(0.1),
                estimator("precond-lbfgs, low-rank").setMap("low-rank").setRank(3),
                estimator("precond-lbfgs, low-rank, pulled")
                        .setMap("low-rank")
                        .setRank(3)
                        .setRegParam(0.1),
                estimator("lbfgs, linear").setSolver("lbfgs").setInitMode("random"),
                estimator("lbfgs, perceptron")
                        .setMap("mlp")
                        .setLayers(new int[] {6, 20, 5})
                        .setSolver("lbfgs"),
                estimator("precond-lbfgs, perceptron")
                        .setMap("mlp")
                        .setLayers(new int[] {6, 20, 5})
                        .setSolver("precond-lbfgs"),
                estimator("precond-lbfgs, perceptron, pulled")
                        .setMap("mlp")
                        .setLayers(new int[] {6, 20, 5})
                        .setResidual(true)
                        .setRegParam(0.1)
                        .setSolver("precond-lbfgs"),
                estimator("gd, own steps").setSolver("gd").setInitMode("random"),
                estimator("gd, momentum")
                        .setSolver("gd")
                        .setStepSize(0.5)
                        .setMomentum(0.9)
                        .setNesterov(true)
                        .setInitMode("random"),
                estimator("adam").setSolver("adam").setInitMode("random"),
                estimator("adamw on mini-batches, schedule")
                        .setSolver("adamw")
                        .setBatchFraction(0.25)
                        .setWeightDecay(0.5)
                        .setSchedule("cosine")
                        .setWarmUp(0.2)
                        .setClipNorm(0.1)
                        .setInitMode("random"),
                estimator("adam, early stopping")
                        .setSolver("adam")
                        .setStepSize(0.3)
                        .setInitMode("random")
                        .setValidationFraction(0.5)
                        .setPatience(2));
    }

    private static AngularRegression estimator(String name) {
        return new AngularRegression(name).setBlas("java").setMaxIter(5).setTol(0);
    }

    @ParameterizedTest
    @MethodSource("estimators")
    void theRestIsTheSameToTheLastBit(AngularRegression estimator) throws IOException {
        Problem problem = Problem.of(estimator);
        List<MinimizerState> states = new ArrayList<>();
        SolverResult expected = problem.minimizer(states::add).minimize(problem.function(), problem.start());
        assertThat(states).hasSizeGreaterThan(3);
        for (int k = 0; k < states.size(); k++) {
            List<MinimizerState> rest = new ArrayList<>();
            MinimizerState read = throughFiles(states.get(k), problem.start().length, k);
            SolverResult found = problem.minimizer(rest::add).resume(problem.function(), read);
            assertThat(found.stopReason()).isEqualTo(expected.stopReason());
            assertThat(found.evaluations()).isEqualTo(expected.evaluations());
            assertThat(found.objectiveHistory()).isEqualTo(expected.objectiveHistory());
            assertThat(found.best().iteration()).isEqualTo(expected.best().iteration());
            assertThat(bits(found.best().point()))
                    .isEqualTo(bits(expected.best().point()));
            assertThat(rest).hasSize(states.size() - 1 - k);
            for (int i = 0; i < rest.size(); i++) {
                assertThat(bits(rest.get(i).current().point()))
                        .as("step %d after one read at step %d", k + 1 + i, k)
                        .isEqualTo(bits(states.get(k + 1 + i).current().point()));
            }
        }
    }

    private MinimizerState throughFiles(MinimizerState state, int dimension, int number) throws IOException {
        Path place = folder.resolve(Integer.toString(number));
        FitProgress progress = FitProgress.NONE.with(new FitProgress.Searched(state, List.of(), 1));
        generations(place).write(arrays -> new RecordWriter(arrays).write(progress));
        FitProgress read = generations(place)
                .newest(
                        (content, arrays) -> new RecordReader(arrays).read(content, FitProgress.class),
                        (generation, failure) -> {
                            throw new AssertionError(failure);
                        })
                .orElseThrow();
        StateShape.require(read, dimension);
        return read.search().orElseThrow().state();
    }

    static Generations generations(Path place) throws IOException {
        Files.createDirectories(place);
        return new Generations(FileSystem.getLocal(new Configuration()), new org.apache.hadoop.fs.Path(place.toUri()));
    }

    private static long[] bits(double[] numbers) {
        return Arrays.stream(numbers).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    /** A search over planted pairs in this JVM, by the settings of an estimator. */
    record Problem(FitSettings settings, VectorMap map, PairBlock block, SmoothFunction function, double[] start) {
        static Problem of(AngularRegression estimator) {
            FitSettings settings = estimator.fitSettings();
            VectorMap map = Maps.create(settings.map().between(6, 5));
            PairBlock block = rows(PlainSearch.pairs(map, 2 * ROWS, 0.3, 1), 0);
            ClosedForms forms = Rows.startForms(block);
            StartPoint start = StartPoint.of(settings, map, Optional.of(forms), Optional.empty());
            LocalFunction plain = local(settings, map, block);
            double regParam = settings.search().regParam();
            boolean curved = Solvers.resolve(settings, map).equals(Solvers.PRECONDITIONED_LBFGS);
            SmoothFunction whole = regParam > 0
                    ? new PenalizedFunction(plain, new PullPenalty(map.layout(), start.reference()), regParam)
                    : curved
                            ? new MomentCurvedFunction(plain, objective(settings, map), forms, BlasChoice.JAVA)
                            : plain;
            int batches = settings.firstOrder().batches();
            SmoothFunction function =
                    batches == 1 ? whole : Quarters.of(whole, rows -> local(settings, map, rows), block, batches);
            return new Problem(settings, map, block, function, start.parameters());
        }

        private static PairBlock rows(PairBlock all, int from) {
            return new PairBlock(
                    all.inputs().rowRange(from, from + ROWS), all.actuals().rowRange(from, from + ROWS), null, null);
        }

        private static AngularObjective objective(FitSettings settings, VectorMap map) {
            return new AngularObjective(map, settings.loss(), settings.reduction());
        }

        private static LocalFunction local(FitSettings settings, VectorMap map, PairBlock rows) {
            return new LocalFunction(objective(settings, map), BlasChoice.JAVA, Precision.FLOAT, List.of(rows));
        }

        Minimizer minimizer(Consumer<MinimizerState> hook) {
            PairBlock others = rows(PlainSearch.pairs(map, 2 * ROWS, 0.3, 1), ROWS);
            SmoothFunction score = local(settings, map, others);
            EarlyStopping early = settings.validation().patience().isPresent()
                    ? new EarlyStopping(
                            point -> score.evaluate(point).value(),
                            settings.validation().patience().getAsInt())
                    : null;
            return new Minimizer(
                    Solvers.of(Solvers.resolve(settings, map), settings, new PullPenalty(map.layout(), start)),
                    Search.rules(settings, ROWS),
                    early,
                    hook);
        }
    }

    /** A function whose batches are those of parts of its rows. */
    private record Quarters(SmoothFunction whole, List<SmoothFunction> parts) implements BatchedFunction {
        static Quarters of(
                SmoothFunction whole, Function<PairBlock, SmoothFunction> function, PairBlock block, int batches) {
            List<SmoothFunction> parts = new ArrayList<>();
            int rows = block.rows() / batches;
            for (int i = 0; i < batches; i++) {
                parts.add(function.apply(new PairBlock(
                        block.inputs().rowRange(i * rows, (i + 1) * rows),
                        block.actuals().rowRange(i * rows, (i + 1) * rows),
                        null,
                        null)));
            }
            return new Quarters(whole, parts);
        }

        @Override
        public int dimension() {
            return whole.dimension();
        }

        @Override
        public int batches() {
            return parts.size();
        }

        @Override
        public ValueAndGradient evaluate(double[] point) {
            return whole.evaluate(point);
        }

        @Override
        public ValueAndGradient evaluate(double[] point, long step) {
            return parts.get((int) (step % parts.size())).evaluate(point);
        }
    }
}
