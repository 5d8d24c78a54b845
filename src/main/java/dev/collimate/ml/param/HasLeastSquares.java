package dev.collimate.ml.param;

import dev.collimate.fit.Ridge;
import dev.collimate.fit.SpreadSettings;
import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** What solutions by least squares depend on, and how far their predictions are spread out. {@code S} is the stage itself. */
public interface HasLeastSquares<S> extends Params {
    /** The declarations: name, meaning, rule and default of each parameter, once. */
    final class Declared implements Serializable {
        private static final long serialVersionUID = 1L;

        final Param<String> ridge;
        final DoubleParam spread;
        final DoubleParam spreadScale;

        public Declared(Params owner) {
            ridge = new Param<>(
                    owner,
                    "ridge",
                    "ridge of least squares, as a share of the mean variance of what it weighs: of the last layer of an mlp where it is solved, of a linear or low-rank map where it is set; at least 0, or auto (of an mlp also where it is not set): chosen by a fifth of the rows that are held back in the same pass",
                    Rule.test("ridge", "auto or a number of at least 0", Ridge::isRidge));
            spread = new DoubleParam(
                    owner,
                    "spread",
                    "how far predictions are spread out to the covariance of unit actuals after the fit, in [0, 1], by one more pass: raises the recall of neighbours and the angle; 0: not at all",
                    Rule.between("spread", 0, 1));
            owner.setDefault(spread, 0.0);
            spreadScale = new DoubleParam(
                    owner,
                    "spreadScale",
                    "what the distances of predictions from the mean unit actual are multiplied by after the fit",
                    Rule.above("spreadScale", 0));
            owner.setDefault(spreadScale, 1.0);
        }
    }

    Declared leastSquaresParams();

    @SuppressWarnings("unchecked")
    private S self() {
        return (S) this;
    }

    default Param<String> ridge() {
        return leastSquaresParams().ridge;
    }

    default String getRidge() {
        return getOrDefault(ridge());
    }

    default S setRidge(String value) {
        set(ridge(), value);
        return self();
    }

    default DoubleParam spread() {
        return leastSquaresParams().spread;
    }

    default double getSpread() {
        return (double) getOrDefault(spread());
    }

    default S setSpread(double value) {
        set(spread(), value);
        return self();
    }

    default DoubleParam spreadScale() {
        return leastSquaresParams().spreadScale;
    }

    default double getSpreadScale() {
        return (double) getOrDefault(spreadScale());
    }

    default S setSpreadScale(double value) {
        set(spreadScale(), value);
        return self();
    }

    /** The values as those of a fit. */
    default SpreadSettings spreadSettings() {
        return new SpreadSettings(getSpread(), getSpreadScale());
    }

    /** The value as that of a fit. */
    default Optional<Ridge> ridgeSetting() {
        return isDefined(ridge()) ? Optional.of(Ridge.of(getRidge())) : Optional.empty();
    }
}
