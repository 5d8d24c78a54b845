package dev.collimate.ml.param;

import dev.collimate.fit.FirstOrderSettings;
import dev.collimate.fit.Solvers;
import java.io.Serializable;
import java.util.OptionalDouble;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** What the first-order solvers gd, adam and adamw alone read. {@code S} is the stage itself. */
public interface HasFirstOrder<S> extends Params {
    /** The declarations: name, meaning, rule and default of each parameter, once. */
    final class Declared implements Serializable {
        private static final long serialVersionUID = 1L;

        final DoubleParam momentum;
        final BooleanParam nesterov;
        final DoubleParam batchFraction;
        final Param<String> schedule;
        final DoubleParam warmUp;
        final DoubleParam clipNorm;
        final DoubleParam weightDecay;

        public Declared(Params owner) {
            momentum = new DoubleParam(
                    owner,
                    "momentum",
                    "momentum of gd where stepSize is set, in [0, 1)",
                    Rule.between("momentum", 0, 0.999999));
            owner.setDefault(momentum, 0.0);
            nesterov = new BooleanParam(owner, "nesterov", "whether gd uses Nesterov momentum");
            owner.setDefault(nesterov, false);
            batchFraction = new DoubleParam(
                    owner,
                    "batchFraction",
                    "fraction of the blocks in a mini-batch, 1/k for a whole k; 1: full passes",
                    Rule.reciprocal("batchFraction"));
            owner.setDefault(batchFraction, 1.0);
            schedule = new Param<>(
                    owner,
                    "schedule",
                    "schedule of the learning rate over maxIter: constant, step (times 0.1 after each third) or cosine (down to 0)",
                    Rule.oneOf("schedule", Solvers.SCHEDULES));
            owner.setDefault(schedule, Solvers.SCHEDULES.get(0));
            warmUp = new DoubleParam(
                    owner,
                    "warmUp",
                    "fraction of the run with a linear warm-up of the learning rate, in [0, 1)",
                    Rule.between("warmUp", 0, 0.999999));
            owner.setDefault(warmUp, 0.0);
            clipNorm = new DoubleParam(
                    owner,
                    "clipNorm",
                    "largest norm of a gradient; longer ones are clipped to it; not set: no clipping",
                    Rule.above("clipNorm", 0));
            weightDecay = new DoubleParam(
                    owner,
                    "weightDecay",
                    "decoupled weight decay of adamw towards the reference of pullTo, per unit of learning rate; not of intercepts",
                    Rule.atLeast("weightDecay", 0));
            owner.setDefault(weightDecay, 0.01);
        }
    }

    Declared firstOrder();

    @SuppressWarnings("unchecked")
    private S self() {
        return (S) this;
    }

    default DoubleParam momentum() {
        return firstOrder().momentum;
    }

    default double getMomentum() {
        return (double) getOrDefault(momentum());
    }

    default S setMomentum(double value) {
        set(momentum(), value);
        return self();
    }

    default BooleanParam nesterov() {
        return firstOrder().nesterov;
    }

    default boolean getNesterov() {
        return (boolean) getOrDefault(nesterov());
    }

    default S setNesterov(boolean value) {
        set(nesterov(), value);
        return self();
    }

    default DoubleParam batchFraction() {
        return firstOrder().batchFraction;
    }

    default double getBatchFraction() {
        return (double) getOrDefault(batchFraction());
    }

    default S setBatchFraction(double value) {
        set(batchFraction(), value);
        return self();
    }

    default Param<String> schedule() {
        return firstOrder().schedule;
    }

    default String getSchedule() {
        return getOrDefault(schedule());
    }

    default S setSchedule(String value) {
        set(schedule(), value);
        return self();
    }

    default DoubleParam warmUp() {
        return firstOrder().warmUp;
    }

    default double getWarmUp() {
        return (double) getOrDefault(warmUp());
    }

    default S setWarmUp(double value) {
        set(warmUp(), value);
        return self();
    }

    default DoubleParam clipNorm() {
        return firstOrder().clipNorm;
    }

    default double getClipNorm() {
        return (double) getOrDefault(clipNorm());
    }

    default S setClipNorm(double value) {
        set(clipNorm(), value);
        return self();
    }

    default DoubleParam weightDecay() {
        return firstOrder().weightDecay;
    }

    default double getWeightDecay() {
        return (double) getOrDefault(weightDecay());
    }

    default S setWeightDecay(double value) {
        set(weightDecay(), value);
        return self();
    }

    /** The values as those of a fit. */
    default FirstOrderSettings firstOrderSettings() {
        return new FirstOrderSettings(
                getMomentum(),
                getNesterov(),
                getBatchFraction(),
                getSchedule(),
                getWarmUp(),
                isSet(clipNorm()) ? OptionalDouble.of(getClipNorm()) : OptionalDouble.empty(),
                getWeightDecay());
    }
}
