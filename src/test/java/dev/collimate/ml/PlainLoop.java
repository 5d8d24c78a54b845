package dev.collimate.ml;

import dev.collimate.data.BlockBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * A first-order fit of p = W x + b as one loop over rows on one machine, in double, by the formulas that PyTorch
 * documents for SGD, Adam, AdamW, clip_grad_norm_, StepLR, CosineAnnealingLR, CosineSimilarity and CosineEmbeddingLoss.
 * It reads the settings of an estimator and shares no code with the fit, but for which blocks of rows are a mini-batch.
 * A point is W row by row, then b.
 */
final class PlainLoop {
    /** A pair; the target is +1 or -1, and read by the loss cosine-embedding alone. */
    record Pair(float[] x, float[] y, double weight, double target) {}

    /**
     * Where the loop went.
     *
     * @param point the one of the lowest value
     * @param values at the start, then of each step, or the mean of each epoch's batches
     */
    record Outcome(double[] point, List<Double> values) {}

    private record Slope(double value, double[] gradient) {}

    private final AngularRegression settings;
    private final List<Pair> pairs;
    private final double[] start;
    private final int batches;
    private final double[] velocity;
    private final double[] mean;
    private final double[] square;
    private int steps;

    /** @param start the point to start from */
    PlainLoop(AngularRegression settings, List<Pair> pairs, double[] start) {
        this.settings = settings;
        this.pairs = pairs;
        this.start = start;
        this.batches = (int) Math.round(1 / settings.getBatchFraction());
        this.velocity = new double[start.length];
        this.mean = new double[start.length];
        this.square = new double[start.length];
    }

    Outcome run() {
        double[] point = start.clone();
        double[] best = point;
        Slope slope = slope(point, pairs);
        List<Double> values = new ArrayList<>(List.of(slope.value()));
        double lowest = slope.value();
        for (int epoch = 0;
                epoch < settings.getMaxIter() && norm(slope.gradient()) > settings.getGradientTol();
                epoch++) {
            double value;
            if (batches == 1) {
                point = moved(point, slope.gradient());
                slope = slope(point, pairs);
                value = slope.value();
            } else {
                value = 0;
                for (int batch = 0; batch < batches; batch++) {
                    slope = slope(point, rows(epoch, batch));
                    value += slope.value() / batches;
                    point = moved(point, slope.gradient());
                }
            }
            values.add(value);
            if (value < lowest) {
                lowest = value;
                best = point;
            }
        }
        return new Outcome(best, values);
    }

    private List<Pair> rows(int epoch, int batch) {
        int size = settings.getBlockSize();
        int blocks = pairs.size() / size;
        var membership = new BlockBatch(settings.getSeed(), epoch, batch, batches, blocks).membership();
        List<Pair> rows = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            if (membership.contains(i / size)) {
                rows.add(pairs.get(i));
            }
        }
        return rows;
    }

    private Slope slope(double[] point, List<Pair> rows) {
        double value = 0;
        double weight = 0;
        double[] gradient = new double[point.length];
        for (Pair row : rows) {
            value += row.weight() * addRow(point, row, gradient);
            weight += row.weight();
        }
        double scale = settings.getReduction().equals("sum") ? 1 : 1 / weight;
        value *= scale;
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= scale;
            if (isWeight(i)) {
                gradient[i] += settings.getRegParam() * (point[i] - start[i]);
                value += settings.getRegParam() / 2 * (point[i] - start[i]) * (point[i] - start[i]);
            }
        }
        return new Slope(value, gradient);
    }

    /** Adds a row's weighted gradient, and returns its loss. With c = p.y / (|p| |y|), dc/dp = (y/|y| - c p/|p|) / |p|. */
    private double addRow(double[] point, Pair row, double[] gradient) {
        int in = row.x().length;
        int out = row.y().length;
        double[] p = new double[out];
        double pp = 0;
        double py = 0;
        double yy = 0;
        for (int i = 0; i < out; i++) {
            p[i] = point[out * in + i];
            for (int j = 0; j < in; j++) {
                p[i] += point[i * in + j] * row.x()[j];
            }
            pp += p[i] * p[i];
            py += p[i] * row.y()[i];
            yy += row.y()[i] * row.y()[i];
        }
        double cosine = py / Math.sqrt(pp * yy);
        boolean apart = settings.getLoss().equals("cosine-embedding") && row.target() < 0;
        double slope = !apart ? -1 : cosine > settings.getMargin() ? 1 : 0;
        for (int i = 0; i < out; i++) {
            double g =
                    row.weight() * slope * (row.y()[i] / Math.sqrt(yy) - cosine * p[i] / Math.sqrt(pp)) / Math.sqrt(pp);
            gradient[out * in + i] += g;
            for (int j = 0; j < in; j++) {
                gradient[i * in + j] += g * row.x()[j];
            }
        }
        return apart ? Math.max(0, cosine - settings.getMargin()) : 1 - cosine;
    }

    private double[] moved(double[] point, double[] gradient) {
        double rate = settings.getStepSize() * factor();
        double norm = norm(gradient);
        boolean clips = settings.isSet(settings.clipNorm()) && norm > settings.getClipNorm();
        double shrink = clips ? settings.getClipNorm() / norm : 1;
        boolean adamw = settings.getSolver().equals("adamw");
        steps++;
        double[] moved = point.clone();
        for (int i = 0; i < point.length; i++) {
            if (adamw && isWeight(i)) {
                moved[i] -= rate * settings.getWeightDecay() * (point[i] - start[i]);
            }
            double g = shrink * gradient[i];
            moved[i] -= rate * (settings.getSolver().equals("gd") ? momentum(i, g) : adam(i, g));
        }
        return moved;
    }

    private double momentum(int i, double g) {
        velocity[i] = settings.getMomentum() * velocity[i] + g;
        return settings.getNesterov() ? g + settings.getMomentum() * velocity[i] : velocity[i];
    }

    private double adam(int i, double g) {
        mean[i] = 0.9 * mean[i] + 0.1 * g;
        square[i] = 0.999 * square[i] + 0.001 * g * g;
        double root = Math.sqrt(square[i] / (1 - Math.pow(0.999, steps)));
        return mean[i] / (1 - Math.pow(0.9, steps)) / (root + 1e-8);
    }

    /** Of the learning rate, before a step. The warm-up rises from a thousandth; the schedule then has the rest. */
    private double factor() {
        double all = (double) settings.getMaxIter() * batches;
        double warm = settings.getWarmUp() * all;
        if (steps < warm) {
            return Math.max(0.001, steps / warm);
        }
        double progress = (steps - warm) / (all - warm);
        return switch (settings.getSchedule()) {
            case "step" -> progress < 1 / 3.0 ? 1 : progress < 2 / 3.0 ? 0.1 : 0.01;
            case "cosine" -> (1 + Math.cos(Math.PI * progress)) / 2;
            default -> 1;
        };
    }

    private boolean isWeight(int i) {
        return i < start.length - pairs.get(0).y().length;
    }

    private static double norm(double[] values) {
        double squares = 0;
        for (double value : values) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }
}
