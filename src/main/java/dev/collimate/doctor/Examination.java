package dev.collimate.doctor;

import dev.collimate.cluster.ClusterSize;
import dev.collimate.cluster.DriverBudget;
import dev.collimate.cluster.ResourceScope;
import dev.collimate.data.BadDataException;
import dev.collimate.data.BadRows;
import dev.collimate.data.RowChecks;
import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.BlockSource;
import dev.collimate.distributed.DistributedMoments;
import dev.collimate.distributed.DistributedProfile;
import dev.collimate.distributed.DuplicateSearch;
import dev.collimate.fit.AskedPlan;
import dev.collimate.fit.ExecutionSettings;
import dev.collimate.fit.FitPlan;
import dev.collimate.fit.FitRows;
import dev.collimate.fit.FitSettings;
import dev.collimate.fit.ValidationSplit;
import dev.collimate.math.Precision;
import dev.collimate.moments.ClosedForms;
import dev.collimate.moments.MomentSums;
import dev.collimate.moments.RowLeverage;
import dev.collimate.rows.VectorColumn;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Measures pairs by one read of them: the rows are cached as a fit caches them, and everything else comes from the cache. Rows
 * held out are read apart, as a fit reads them.
 */
public final class Examination {
    private final FitSettings settings;
    private final ValidationSplit split;
    private final Dataset<Row> rows;

    /** @throws IllegalArgumentException if columns are missing or of wrong types, or settings contradict each other */
    public Examination(Dataset<Row> rows, FitSettings settings) {
        settings.requireColumns().requireIn(rows.schema());
        ValidationSplit.requireIn(rows.schema(), settings.validation());
        FitPlan.requirePossible(settings);
        this.rows = rows;
        this.settings = settings;
        // Keys on both sides are looked for with others, below.
        this.split = ValidationSplit.withoutWarning(
                rows, settings.validation(), settings.search().seed());
    }

    /**
     * Reads the rows and measures.
     *
     * @throws BadDataException if no row is usable
     */
    public Measurements run() {
        try (ResourceScope scope = new ResourceScope()) {
            BlockSource source = split.ofTraining(settings.validation(), this::source);
            BlockDataset training = source.load(scope);
            Optional<BlockDataset> heldOut = split.ofHeldOut(
                    settings.validation(), training.rows(), held -> source(held).load(scope));
            heldOut.ifPresent(held -> FitRows.requireOneShape(training, held));
            AskedPlan asked = AskedPlan.of(settings, source);
            DistributedProfile.Found found = DistributedProfile.collect(training);
            return new Measurements(
                    VectorColumn.of(rows.schema(), settings.columns().features())
                            .typeName(),
                    VectorColumn.of(rows.schema(), settings.columns().label()).typeName(),
                    training.shape(),
                    training.checks(),
                    heldOut.map(BlockDataset::checks),
                    found.pairs(),
                    found.partitionRows(),
                    settings.validation().rowKeyCol().isPresent(),
                    duplicates(training, heldOut).find(),
                    moments(training, asked.need(), source.budget()),
                    memory(training, heldOut, asked, source.budget()));
        }
    }

    private BlockSource source(Dataset<Row> side) {
        ExecutionSettings execution = settings.execution();
        return BlockSource.open(
                side,
                settings.columns(),
                new BlockDataset.Settings(
                        BadRows.SKIP, execution.blockSize(), execution.numPartitions(), 1, false, Precision.FLOAT));
    }

    private DuplicateSearch duplicates(BlockDataset training, Optional<BlockDataset> heldOut) {
        DuplicateSearch search = new DuplicateSearch(rows.sparkSession()).add(training, false);
        heldOut.ifPresent(held -> search.add(held, true));
        settings.validation().rowKeyCol().ifPresent(key -> {
            search.addKeys(split.training(), key, false);
            split.validation().ifPresent(held -> search.addKeys(held, key, true));
        });
        return search;
    }

    private Optional<Measurements.Moments> moments(BlockDataset training, DriverBudget.Need need, DriverBudget budget) {
        if (!budget.holds(need)) {
            return Optional.empty();
        }
        MomentSums sums = DistributedMoments.collect(
                training, settings.execution().blas(), settings.execution().aggregator());
        ClosedForms forms = new ClosedForms(sums, settings.execution().blas());
        return Optional.of(
                new Measurements.Moments(forms.inputSpectrum(), forms.meanActualCosine(), RowLeverage.of(sums)));
    }

    private Measurements.Memory memory(
            BlockDataset training, Optional<BlockDataset> heldOut, AskedPlan asked, DriverBudget budget) {
        long cachedRows = training.rows()
                + heldOut.map(BlockDataset::checks).map(RowChecks::accepted).orElse(0L);
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext());
        return new Measurements.Memory(
                asked.need(),
                budget,
                asked.refusal().map(refusal -> refusal.message(name -> "{" + name + "}")),
                cachedRows * training.shape().rowBytes(),
                ClusterSize.storageBytes(context));
    }
}
