package dev.collimate.ml.param;

import dev.collimate.distributed.MappedSide;
import dev.collimate.fit.SelectionSettings;
import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** What chooses among maps on the rows held out. {@code S} is the stage itself. */
public interface HasSelection<S> extends Params {
    /** The declarations: name, meaning, rule and default of each parameter, once. */
    final class Declared implements Serializable {
        private static final long serialVersionUID = 1L;

        final Param<String> select;
        final Param<String> mapped;

        public Declared(Params owner) {
            select = new Param<>(
                    owner,
                    "select",
                    "measure on the validation rows that chooses among the fitted map, orthogonal maps and least squares"
                            + " of several ridges, for map auto among its maps; unless by meanAngle also spreads of the fitted map and of"
                            + " least squares, or of those maps: "
                            + String.join(", ", SelectionSettings.measures())
                            + "; not set: the fitted map",
                    Rule.oneOf("select", SelectionSettings.measures()));
            mapped = new Param<>(
                    owner,
                    "mapped",
                    "side that is mapped, for select by search results: query (mapped x asks y) or store (y asks mapped"
                            + " x)",
                    Rule.oneOf("mapped", MappedSide.names()));
        }
    }

    Declared selectionParams();

    @SuppressWarnings("unchecked")
    private S self() {
        return (S) this;
    }

    default Param<String> select() {
        return selectionParams().select;
    }

    default String getSelect() {
        return getOrDefault(select());
    }

    default S setSelect(String value) {
        set(select(), value);
        return self();
    }

    default Param<String> mapped() {
        return selectionParams().mapped;
    }

    default String getMapped() {
        return getOrDefault(mapped());
    }

    default S setMapped(String value) {
        set(mapped(), value);
        return self();
    }

    /** The values as those of a fit; empty where nothing is to be chosen. */
    default Optional<SelectionSettings> selectionSettings() {
        return isSet(select())
                ? Optional.of(new SelectionSettings(
                        getSelect(), isSet(mapped()) ? Optional.of(MappedSide.of(getMapped())) : Optional.empty()))
                : Optional.empty();
    }
}
