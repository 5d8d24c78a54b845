package dev.collimate.reproducibility;

import dev.collimate.aggregate.AggregatorChoice;
import dev.collimate.distributed.PassReport;
import dev.collimate.map.LinearMap;
import dev.collimate.ml.AngularRegression;
import dev.collimate.ml.AngularRegressionModel;
import dev.collimate.synthetic.SyntheticPairs;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * One fit of the same pairs in the same partitions, by {@value #PASSES} passes over them: one of moments, one with
 * curvature, then steps.
 *
 * @param rows what the rows go through before they are read
 * @param kind of fit
 * @param afterPass hears of every pass but that of moments, in the thread that fits
 */
record SmallFit(FirstAttempt rows, Kind kind, Consumer<PassReport> afterPass) {
    /** What is fitted. */
    enum Kind {
        /** A linear map. */
        SEARCH(PASSES) {
            @Override
            void applyTo(AngularRegression estimator) {
                estimator.setMaxIter(PASSES - 2).setTol(0);
            }
        },

        /** A linear map by least squares, with the ridge that rows held back choose. */
        RIDGE(1) {
            @Override
            void applyTo(AngularRegression estimator) {
                estimator.setRidge("auto");
            }
        },

        /** A perceptron whose last layer is solved from moments of more hidden units than a tile has. */
        NETWORK(2) {
            @Override
            void applyTo(AngularRegression estimator) {
                estimator
                        .setMap("mlp")
                        .setLayers(new int[] {INPUT_DIM, 600, OUTPUT_DIM})
                        .setResidual(true);
            }
        };

        private final int passes;

        Kind(int passes) {
            this.passes = passes;
        }

        abstract void applyTo(AngularRegression estimator);
    }

    static final int PARTITIONS = 6;
    static final int PASSES = 5;
    static final List<String> AGGREGATORS =
            List.of(AggregatorChoice.INDEXED_COLLECT.optionName(), AggregatorChoice.SLICED_REDUCE.optionName());

    private static final int ROWS = 3000;
    private static final int INPUT_DIM = 24;
    private static final int OUTPUT_DIM = 16;

    /** A fit that nothing happens to. */
    static SmallFit undisturbed() {
        return new SmallFit(new FirstAttempt(-1, FirstAttempt.Trouble.FAILS), Kind.SEARCH, report -> {});
    }

    static SmallFit with(FirstAttempt rows) {
        return new SmallFit(rows, Kind.SEARCH, report -> {});
    }

    SmallFit afterPass(Consumer<PassReport> hook) {
        return new SmallFit(rows, kind, hook);
    }

    /** The same pairs, but for another kind of fit. */
    SmallFit of(Kind other) {
        return new SmallFit(rows, other, afterPass);
    }

    /** The same, but for its blocks, which are lost after a pass: the next one reads the rows again. */
    SmallFit losingBlocksAfterPass(int pass, SparkContext context) {
        return afterPass(report -> {
            if (report.pass() == pass) {
                CachedPairs.lose(context);
            }
        });
    }

    /** The bits of the parameters of the model. */
    long[] run(SparkSession spark, String aggregator) {
        return bits(fit(spark, aggregator, PARTITIONS));
    }

    static long[] bits(AngularRegressionModel model) {
        return Arrays.stream(model.parameters())
                .mapToLong(Double::doubleToRawLongBits)
                .toArray();
    }

    /** @param partitions whose sums are taken together; {@value #PARTITIONS} for those of the pairs */
    AngularRegressionModel fit(SparkSession spark, String aggregator, int partitions) {
        Dataset<Row> pairs =
                SyntheticPairs.generate(spark, new LinearMap(INPUT_DIM, OUTPUT_DIM, false), ROWS, 0.3, 1, PARTITIONS);
        Dataset<Row> read = pairs.mapPartitions(rows, Encoders.row(pairs.schema()));
        AngularRegression estimator = new AngularRegression()
                .setFeaturesCol("x")
                .setLabelCol("y")
                .setBlockSize(64)
                .setNumPartitions(partitions)
                .setAggregator(aggregator)
                .setPassListener(afterPass::accept);
        kind.applyTo(estimator);
        AngularRegressionModel model = estimator.fit(read);
        int passes = model.summary().orElseThrow().passes();
        if (passes != kind.passes) {
            throw new AssertionError("expected " + kind.passes + " passes, but were " + passes);
        }
        return model;
    }
}
