package dev.collimate.ml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.distributed.PassListener;
import dev.collimate.distributed.PassReport;
import dev.collimate.moments.InputSpectrum;
import dev.collimate.profile.PairProfile;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Looks at the training rows lose no fit. */
class ProfiledFitIT {
    private final Dataset<Row> pairs = Pairs.generate(100, 0.1);

    /** Fails, or keeps what it was told. */
    private static final class Listener implements PassListener {
        private final boolean failsAtSpectrum;
        private final boolean failsAtProfile;
        private final List<String> told = new ArrayList<>();

        Listener(boolean failsAtSpectrum, boolean failsAtProfile) {
            this.failsAtSpectrum = failsAtSpectrum;
            this.failsAtProfile = failsAtProfile;
        }

        @Override
        public void passed(PassReport report) {}

        @Override
        public boolean wantsProfile() {
            return true;
        }

        @Override
        public void profiled(PairProfile profile) {
            fail(failsAtProfile);
            told.add("profile");
        }

        @Override
        public void decomposed(InputSpectrum spectrum) {
            fail(failsAtSpectrum);
            told.add("spectrum");
        }

        private static void fail(boolean fails) {
            if (fails) {
                ProfiledFitIT.<RuntimeException>sneaky();
            }
        }
    }

    /** As Scala throws it, whatever a signature says. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> void sneaky() throws E {
        throw (E) new SparkException("an executor is gone");
    }

    private AngularRegressionModel fit(PassListener listener) {
        return new AngularRegression("estimator")
                .setFeaturesCol("features")
                .setLabelCol("label")
                .setSolver("closed-form")
                .setPassListener(listener)
                .fit(pairs);
    }

    @Test
    void aLookThatFailsLosesNeitherTheFitNorTheOtherLook() {
        Listener both = new Listener(false, false);
        double[] parameters = fit(both).parameters();
        assertThat(both.told).containsExactlyInAnyOrder("spectrum", "profile");
        for (boolean atSpectrum : new boolean[] {true, false}) {
            Listener one = new Listener(atSpectrum, !atSpectrum);
            try (Warnings warnings = Warnings.of("dev.collimate.fit.TrainingProfile")) {
                assertThat(fit(one).parameters()).isEqualTo(parameters);
                assertThat(warnings.messages())
                        .singleElement()
                        .asString()
                        .contains("could not be described in full; the fit is whole", "an executor is gone");
            }
            assertThat(one.told).containsExactly(atSpectrum ? "profile" : "spectrum");
        }
    }
}
