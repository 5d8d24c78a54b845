package dev.collimate.ml.param;

import dev.collimate.loss.AngularLoss;
import dev.collimate.loss.Losses;
import dev.collimate.loss.Reduction;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** What is minimised. {@code S} is the stage itself. */
public interface HasLoss<S> extends Params {
    /** The declarations: name, meaning, rule and default of each parameter, once. */
    final class Declared implements Serializable {
        private static final long serialVersionUID = 1L;

        final Param<String> loss;
        final DoubleParam margin;
        final Param<String> reduction;

        public Declared(Params owner) {
            loss = new Param<>(
                    owner,
                    "loss",
                    "loss per row: " + String.join(", ", Losses.names()),
                    Rule.oneOf("loss", Losses.names()));
            owner.setDefault(loss, "cosine");
            margin = new DoubleParam(
                    owner,
                    "margin",
                    "margin of the loss cosine-embedding, as a cosine in [-1, 1]",
                    Rule.between("margin", -1, 1));
            owner.setDefault(margin, 0.0);
            reduction = new Param<>(
                    owner,
                    "reduction",
                    "reduction of the losses of rows: mean (weighted) or sum",
                    Rule.oneOf("reduction", List.of("mean", "sum")));
            owner.setDefault(reduction, "mean");
        }
    }

    Declared lossParams();

    @SuppressWarnings("unchecked")
    private S self() {
        return (S) this;
    }

    default Param<String> loss() {
        return lossParams().loss;
    }

    default String getLoss() {
        return getOrDefault(loss());
    }

    /** The loss that loss and margin name. */
    default AngularLoss lossChoice() {
        return Losses.of(getLoss(), getMargin());
    }

    default S setLoss(String value) {
        set(loss(), value);
        return self();
    }

    default DoubleParam margin() {
        return lossParams().margin;
    }

    default double getMargin() {
        return (double) getOrDefault(margin());
    }

    default S setMargin(double value) {
        set(margin(), value);
        return self();
    }

    default Param<String> reduction() {
        return lossParams().reduction;
    }

    default String getReduction() {
        return getOrDefault(reduction());
    }

    /** The value of reduction as an enum. */
    default Reduction reductionChoice() {
        return Reduction.valueOf(getReduction().toUpperCase(Locale.ROOT));
    }

    default S setReduction(String value) {
        set(reduction(), value);
        return self();
    }
}
