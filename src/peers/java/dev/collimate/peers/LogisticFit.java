package dev.collimate.peers;

import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.lang.reflect.Field;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.scheduler.StageInfo;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A fit of Spark MLlib's multinomial logistic regression. */
final class LogisticFit {
    /** The class of MLlib whose jobs evaluate loss and gradient. */
    private static final String CALL_SITE = "RDDLossFunction";

    /** What runs MLlib's products. */
    enum Products {
        /** The OpenBLAS that this project ships, which MLlib has not without it. */
        SHARED("with our OpenBLAS"),
        /** The Vector API, or plain Java where it is missing: Spark brings no native library. */
        OWN("as Spark comes");

        private final String words;

        Products(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }

        /** MLlib asks once, for a library of the system; there is no setting, so its answer is put in place. */
        private void choose() {
            try {
                Class<?> type = Class.forName("org.apache.spark.ml.linalg.BLAS$");
                Object blas = type.getField("MODULE$").get(null);
                Field field = type.getDeclaredField("_nativeBLAS");
                field.setAccessible(true);
                field.set(blas, this == SHARED ? NativeBLAS.getInstance() : JavaBLAS.getInstance());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("this version of MLlib keeps its BLAS elsewhere", e);
            }
        }
    }

    private LogisticFit() {}

    /** Whether a stage evaluates loss and gradient. */
    static boolean isPass(StageInfo stage) {
        return stage.name().contains(CALL_SITE);
    }

    /**
     * Fits columns features and label.
     *
     * @param iterations at most
     * @return iterations made
     */
    static int run(Products products, Dataset<Row> rows, int iterations) {
        products.choose();
        return new LogisticRegression()
                .setFamily("multinomial")
                .setMaxIter(iterations)
                .setTol(0)
                .fit(rows)
                .summary()
                .totalIterations();
    }
}
