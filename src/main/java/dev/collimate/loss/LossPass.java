package dev.collimate.loss;

import dev.collimate.math.Matrix;

/** The pass over a block that all losses share; its contract is {@link AngularLoss#evaluate}. */
final class LossPass {
    private LossPass() {}

    static void run(
            AngularLoss loss,
            Matrix predictions,
            Matrix actuals,
            double[] weights,
            double[] targets,
            Matrix gradient,
            LossSums sums) {
        int dim = predictions.columns();
        for (int i = 0; i < predictions.rows(); i++) {
            double pp = 0;
            double yy = 0;
            double py = 0;
            for (int j = 0; j < dim; j++) {
                pp += predictions.get(i, j) * predictions.get(i, j);
                yy += actuals.get(i, j) * actuals.get(i, j);
                py += predictions.get(i, j) * actuals.get(i, j);
            }
            double s = Math.sqrt(pp);
            double r = Math.sqrt(yy);
            double c = py / (s * r);
            double w = weights == null ? 1 : weights[i];
            double t = targets == null ? 1 : targets[i];
            sums.add(w, loss.value(1 - c, 1 + c, t), Math.acos(Math.min(1, c)), false);
            double k = w * loss.slope(1 - c, 1 + c, t) / s;
            for (int j = 0; j < dim; j++) {
                gradient.set(i, j, k * (actuals.get(i, j) / r - c * predictions.get(i, j) / s));
            }
        }
    }
}
