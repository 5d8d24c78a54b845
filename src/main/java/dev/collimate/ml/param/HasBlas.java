package dev.collimate.ml.param;

import dev.collimate.math.BlasChoice;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** What runs the matrix products, in training as in prediction. {@code S} is the stage itself. */
public interface HasBlas<S> extends Params {
    /** The declaration: name, meaning, rule and default of the parameter, once. */
    final class Declared implements Serializable {
        private static final long serialVersionUID = 1L;

        final Param<String> blas;

        public Declared(Params owner) {
            blas = new Param<>(
                    owner,
                    "blas",
                    "library of the matrix products: native (OpenBLAS), vector (Java's Vector API), java, or auto: the first of these that loads",
                    Rule.oneOf("blas", List.of("auto", "native", "vector", "java")));
            owner.setDefault(blas, "auto");
        }
    }

    Declared products();

    @SuppressWarnings("unchecked")
    private S self() {
        return (S) this;
    }

    default Param<String> blas() {
        return products().blas;
    }

    default String getBlas() {
        return getOrDefault(blas());
    }

    /** The value of blas as an enum. */
    default BlasChoice blasChoice() {
        return BlasChoice.valueOf(getBlas().toUpperCase(Locale.ROOT));
    }

    default S setBlas(String value) {
        set(blas(), value);
        return self();
    }
}
