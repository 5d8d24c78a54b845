package dev.collimate.optim;

/** Arithmetic on points, in double and in the order of the elements. */
final class Points {
    private Points() {}

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    /** Euclidean distance. */
    static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = a[i] - b[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    /** a + scale * b. */
    static double[] plus(double[] a, double scale, double[] b) {
        double[] sum = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            sum[i] = a[i] + scale * b[i];
        }
        return sum;
    }

    static double[] minus(double[] a, double[] b) {
        return plus(a, -1, b);
    }

    static double[] scaled(double scale, double[] a) {
        double[] product = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            product[i] = scale * a[i];
        }
        return product;
    }

    /** target += scale * addend. */
    static void add(double[] target, double scale, double[] addend) {
        for (int i = 0; i < target.length; i++) {
            target[i] += scale * addend[i];
        }
    }

    static boolean isFinite(double[] a) {
        double nothing = 0;
        for (double element : a) {
            nothing += element * 0;
        }
        return nothing == 0;
    }
}
