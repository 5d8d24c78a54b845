package dev.collimate.fit;

import dev.collimate.distributed.BlockDataset;
import dev.collimate.distributed.DistributedHiddenMoments;
import dev.collimate.map.PerceptronMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.moments.ClosedForms;
import dev.collimate.moments.HiddenFolds;
import dev.collimate.moments.RandomHiddenLayers;
import dev.collimate.moments.SolvedOutputLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A perceptron whose last layer is solved from a pass of moments of its random hidden units. */
final class SolvedStart {
    private static final Logger LOG = LoggerFactory.getLogger(SolvedStart.class);

    private SolvedStart() {}

    /**
     * One pass over the blocks, and the solution.
     *
     * @param moments of the inputs, which the hidden layers are made for
     * @param searched whether a search starts from it; a closed form is of the rows as they are
     */
    static SolvedOutputLayer of(
            FitSettings settings, PerceptronMap map, BlockDataset blocks, CollectedMoments moments, boolean searched) {
        return of(settings, List.of(map), blocks, moments, searched, false).get(0);
    }

    /**
     * The same for several maps by the same pass.
     *
     * @param maps of one hidden layer, the smallest first: their hidden units are the first of the largest's
     * @param spread whether the moments of their predictions are asked for, which take an intercept
     */
    static List<SolvedOutputLayer> of(
            FitSettings settings,
            List<PerceptronMap> maps,
            BlockDataset blocks,
            CollectedMoments moments,
            boolean searched,
            boolean spread) {
        PerceptronMap map = maps.get(maps.size() - 1);
        ClosedForms forms = searched ? moments.start() : moments.plain();
        long seed = settings.search().seed();
        BlasChoice blas = settings.execution().blas();
        Ridge ridge = SolvedLayerSettings.ridge(settings);
        RandomHiddenLayers layers = forms.hiddenLayers(map, seed);
        HiddenFolds folds = DistributedHiddenMoments.collect(
                blocks,
                layers,
                searched && moments.leverage().isExtreme()
                        ? moments.leverage().shortLength()
                        : Double.POSITIVE_INFINITY,
                seed,
                ridge.isChosen(),
                blas,
                settings.execution().aggregator());
        OptionalDouble given = ridge.given();
        if (ridge.isChosen() && !SolvedOutputLayer.canChoose(folds)) {
            LOG.warn(
                    "{} rows are too few to choose a ridge by rows held back; it is {}",
                    blocks.rows(),
                    Ridge.OF_FEW_ROWS);
            given = OptionalDouble.of(Ridge.OF_FEW_ROWS);
        }
        List<SolvedOutputLayer> solved = new ArrayList<>();
        for (PerceptronMap smaller : maps.subList(0, maps.size() - 1)) {
            solved.add(solve(
                    forms.hiddenLayers(smaller, seed), folds.leading(smaller), given, blas, blocks.rows(), spread));
        }
        solved.add(solve(layers, folds, given, blas, blocks.rows(), spread));
        return solved;
    }

    private static SolvedOutputLayer solve(
            RandomHiddenLayers layers,
            HiddenFolds folds,
            OptionalDouble given,
            BlasChoice blas,
            long rows,
            boolean spread) {
        try {
            long started = System.nanoTime();
            SolvedOutputLayer solved = SolvedOutputLayer.of(layers, folds, given, blas, spread);
            LOG.info(
                    "{}",
                    String.format(
                            Locale.ROOT,
                            "last layer of %,d hidden units: ridge %.3g%s, %.3g s",
                            layers.map().hiddenUnits(),
                            solved.ridge().ridge(),
                            given.isPresent()
                                    ? ""
                                    : " of " + solved.ridge().curve().size() + " tried",
                            (System.nanoTime() - started) * 1e-9));
            return solved;
        } catch (ArithmeticException e) {
            String remedy = given.isPresent()
                    ? "set {ridge} to auto or above 0"
                    : "choose fewer units in the last of the hidden {layers}";
            throw new SettingsException(
                    "the last layer has no solution for {ridge} %s: %d hidden units over %d rows depend on each other; "
                            + remedy,
                    given.isPresent() ? given.getAsDouble() : Ridge.AUTO,
                    layers.map().hiddenUnits(),
                    rows);
        }
    }
}
