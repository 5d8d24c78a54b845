package dev.collimate.ml.param;

import dev.collimate.map.Activation;
import dev.collimate.map.MapDescription;
import dev.collimate.map.Maps;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** The shape of the map. {@code S} is the stage itself. */
public interface HasMap<S> extends Params {
    /** The declarations: name, meaning, rule and default of each parameter, once. */
    final class Declared implements Serializable {
        private static final long serialVersionUID = 1L;

        final Param<String> map;
        final BooleanParam fitIntercept;
        final IntParam rank;
        final IntArrayParam layers;
        final Param<String> activation;
        final BooleanParam residual;

        public Declared(Params owner) {
            map = new Param<>(
                    owner,
                    "map",
                    "kind of map: " + String.join(", ", Maps.names()) + "; or " + MapDescription.AUTO
                            + ": all that follow from moments, of which the rows held out choose one",
                    Rule.oneOf("map", names()));
            owner.setDefault(map, "linear");
            fitIntercept = new BooleanParam(
                    owner,
                    "fitIntercept",
                    "whether the map has an intercept; for the orthogonal map: whether it is centred");
            owner.setDefault(fitIntercept, true);
            rank = new IntParam(
                    owner,
                    "rank",
                    "rank of the low-rank map, in [1, min(inputDim, outputDim)]",
                    Rule.atLeast("rank", 1));
            layers = new IntArrayParam(owner, "layers", "layer sizes of the mlp, inputDim first, outputDim last");
            activation = new Param<>(
                    owner,
                    "activation",
                    "activation of the hidden layers of the mlp: " + String.join(", ", Activation.names()),
                    Rule.oneOf("activation", Activation.names()));
            owner.setDefault(activation, Activation.names().get(0));
            residual = new BooleanParam(
                    owner,
                    "residual",
                    "skip connection: the low-rank map adds x to its output, the mlp a linear map of x");
            owner.setDefault(residual, false);
        }
    }

    Declared mapParams();

    private static List<String> names() {
        return Stream.concat(Maps.names().stream(), Stream.of(MapDescription.AUTO))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private S self() {
        return (S) this;
    }

    default Param<String> map() {
        return mapParams().map;
    }

    default String getMap() {
        return getOrDefault(map());
    }

    default S setMap(String value) {
        set(map(), value);
        return self();
    }

    default BooleanParam fitIntercept() {
        return mapParams().fitIntercept;
    }

    default boolean getFitIntercept() {
        return (boolean) getOrDefault(fitIntercept());
    }

    default S setFitIntercept(boolean value) {
        set(fitIntercept(), value);
        return self();
    }

    default IntParam rank() {
        return mapParams().rank;
    }

    default int getRank() {
        return (int) getOrDefault(rank());
    }

    default S setRank(int value) {
        set(rank(), value);
        return self();
    }

    default IntArrayParam layers() {
        return mapParams().layers;
    }

    default int[] getLayers() {
        return getOrDefault(layers());
    }

    default S setLayers(int[] value) {
        set(layers(), value);
        return self();
    }

    default Param<String> activation() {
        return mapParams().activation;
    }

    default String getActivation() {
        return getOrDefault(activation());
    }

    default S setActivation(String value) {
        set(activation(), value);
        return self();
    }

    default BooleanParam residual() {
        return mapParams().residual;
    }

    default boolean getResidual() {
        return (boolean) getOrDefault(residual());
    }

    default S setResidual(boolean value) {
        set(residual(), value);
        return self();
    }

    /** The map that is asked for, between vectors of lengths not yet known. */
    default MapDescription mapDescription() {
        boolean layered = isSet(layers());
        return new MapDescription(
                getMap(),
                0,
                0,
                getFitIntercept(),
                isSet(rank()) ? getRank() : 0,
                layered ? Arrays.stream(getLayers()).boxed().toList() : List.of(),
                layered || isSet(activation()) ? getActivation() : null,
                getResidual());
    }
}
