package dev.collimate.ml.param;

import dev.collimate.fit.Ridge;
import dev.collimate.fit.SearchSettings;
import dev.collimate.fit.Solvers;
import dev.collimate.fit.StartPoint;
import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** How the minimum is sought. {@code S} is the stage itself. */
public interface HasSolver<S> extends Params {
    /** The declarations: name, meaning, rule and default of each parameter, once. */
    final class Declared implements Serializable {
        private static final long serialVersionUID = 1L;

        final Param<String> solver;
        final Param<String> initMode;
        final Param<String> initialModel;
        final IntParam maxIter;
        final DoubleParam tol;
        final DoubleParam gradientTol;
        final DoubleParam stepSize;
        final DoubleParam regParam;
        final Param<String> pullTo;
        final LongParam seed;

        public Declared(Params owner) {
            solver = new Param<>(
                    owner,
                    "solver",
                    "solver: " + String.join(", ", Solvers.NAMES) + "; auto: by the kind of map",
                    Rule.oneOf("solver", Solvers.NAMES));
            owner.setDefault(solver, Solvers.AUTO);
            initMode = new Param<>(
                    owner,
                    "initMode",
                    "start of the search: least-squares (for low-rank: reduced-rank regression), random, or auto: least-squares where the map has it and the loss aligns vectors, else random, with the first layer of an mlp scaled to the inputs",
                    Rule.oneOf("initMode", StartPoint.INIT_MODES));
            owner.setDefault(initMode, StartPoint.INIT_MODES.get(0));
            initialModel = new Param<>(
                    owner,
                    "initialModel",
                    "directory of a model of the same shape to start from, in place of initMode",
                    Rule.notEmpty("initialModel"));
            maxIter = new IntParam(
                    owner,
                    "maxIter",
                    "most accepted steps; on mini-batches, epochs (not set: 100, and solver auto ends where the last layer of an mlp is solved)",
                    Rule.atLeast("maxIter", 0));
            tol = new DoubleParam(
                    owner,
                    "tol",
                    "relative tolerance: stop when an accepted step changes the objective by at most this fraction",
                    Rule.atLeast("tol", 0));
            owner.setDefault(tol, 1e-6);
            gradientTol = new DoubleParam(
                    owner,
                    "gradientTol",
                    "stop when the norm of the gradient is at most this",
                    Rule.atLeast("gradientTol", 0));
            owner.setDefault(gradientTol, 0.0);
            stepSize = new DoubleParam(
                    owner,
                    "stepSize",
                    "step size of gd (not set: found by backtracking) or learning rate of adam and adamw (not set: 0.001)",
                    Rule.above("stepSize", 0));
            regParam = new DoubleParam(
                    owner,
                    "regParam",
                    "strength lambda of the penalty lambda / 2 * |W - W0|^2, intercepts excepted; pullTo names W0, which is never 0: an angular loss with a penalty towards 0 has no minimum; also the ridge of least squares",
                    Rule.atLeast("regParam", 0));
            owner.setDefault(regParam, 0.0);
            pullTo = new Param<>(
                    owner,
                    "pullTo",
                    "reference W0 of regParam and weightDecay: start (of the search) or, for the linear map, orthogonal (the orthogonal map, centred if there is an intercept, at the scale of the best least-squares fit)",
                    Rule.oneOf("pullTo", StartPoint.REFERENCES));
            owner.setDefault(pullTo, StartPoint.REFERENCES.get(0));
            seed = new LongParam(owner, "seed", "seed of all random choices");
            owner.setDefault(seed, 0L);
        }
    }

    Declared solverParams();

    @SuppressWarnings("unchecked")
    private S self() {
        return (S) this;
    }

    default Param<String> solver() {
        return solverParams().solver;
    }

    default String getSolver() {
        return getOrDefault(solver());
    }

    default S setSolver(String value) {
        set(solver(), value);
        return self();
    }

    default Param<String> initMode() {
        return solverParams().initMode;
    }

    default String getInitMode() {
        return getOrDefault(initMode());
    }

    default S setInitMode(String value) {
        set(initMode(), value);
        return self();
    }

    default Param<String> initialModel() {
        return solverParams().initialModel;
    }

    default String getInitialModel() {
        return getOrDefault(initialModel());
    }

    default S setInitialModel(String value) {
        set(initialModel(), value);
        return self();
    }

    default IntParam maxIter() {
        return solverParams().maxIter;
    }

    default int getMaxIter() {
        return isDefined(maxIter()) ? (int) getOrDefault(maxIter()) : SearchSettings.DEFAULT_MAX_ITER;
    }

    default S setMaxIter(int value) {
        set(maxIter(), value);
        return self();
    }

    default DoubleParam tol() {
        return solverParams().tol;
    }

    default double getTol() {
        return (double) getOrDefault(tol());
    }

    default S setTol(double value) {
        set(tol(), value);
        return self();
    }

    default DoubleParam gradientTol() {
        return solverParams().gradientTol;
    }

    default double getGradientTol() {
        return (double) getOrDefault(gradientTol());
    }

    default S setGradientTol(double value) {
        set(gradientTol(), value);
        return self();
    }

    default DoubleParam stepSize() {
        return solverParams().stepSize;
    }

    default double getStepSize() {
        return (double) getOrDefault(stepSize());
    }

    default S setStepSize(double value) {
        set(stepSize(), value);
        return self();
    }

    default DoubleParam regParam() {
        return solverParams().regParam;
    }

    default double getRegParam() {
        return (double) getOrDefault(regParam());
    }

    default S setRegParam(double value) {
        set(regParam(), value);
        return self();
    }

    default Param<String> pullTo() {
        return solverParams().pullTo;
    }

    default String getPullTo() {
        return getOrDefault(pullTo());
    }

    default S setPullTo(String value) {
        set(pullTo(), value);
        return self();
    }

    default LongParam seed() {
        return solverParams().seed;
    }

    default long getSeed() {
        return (long) getOrDefault(seed());
    }

    default S setSeed(long value) {
        set(seed(), value);
        return self();
    }

    /** The values as those of a fit. */
    default SearchSettings searchSettings(Optional<Ridge> ridge) {
        return new SearchSettings(
                getSolver(),
                getInitMode(),
                isSet(initialModel()) ? Optional.of(getInitialModel()) : Optional.empty(),
                isDefined(maxIter()) ? OptionalInt.of(getMaxIter()) : OptionalInt.empty(),
                getTol(),
                getGradientTol(),
                isSet(stepSize()) ? OptionalDouble.of(getStepSize()) : OptionalDouble.empty(),
                getRegParam(),
                ridge,
                isSet(pullTo()) ? Optional.of(getPullTo()) : Optional.empty(),
                getSeed());
    }
}
