package dev.collimate.ml.param;

import dev.collimate.fit.Ridge;
import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** What solutions by least squares depend on. {@code S} is the stage itself. */
public interface HasLeastSquares<S> extends Params {
    /** The declarations: name, meaning, rule and default of each parameter, once. */
    final class Declared implements Serializable {
        private static final long serialVersionUID = 1L;

        final Param<String> ridge;

        public Declared(Params owner) {
            ridge = new Param<>(
                    owner,
                    "ridge",
                    "ridge of the last layer of an mlp where it is solved, as a share of the mean variance of its hidden units: at least 0, or auto (also where it is not set): chosen by a fifth of the rows that are held back in the same pass",
                    Rule.test("ridge", "auto or a number of at least 0", Ridge::isRidge));
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

    /** The value as that of a fit. */
    default Optional<Ridge> ridgeSetting() {
        return isDefined(ridge()) ? Optional.of(Ridge.of(getRidge())) : Optional.empty();
    }
}
