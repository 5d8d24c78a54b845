package dev.collimate.math;

import java.lang.management.ManagementFactory;

/**
 * Says on stdout, one per line, what products run on, whether they and decompositions are right, and how many threads
 * work in native ones.
 */
final class KernelReport {
    private KernelReport() {}

    /** @param arguments a {@link BlasChoice}; then, optionally, the netlib implementation to load before */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 1) {
            Netlib.blas(arguments[1]);
            System.out.println("loaded before: yes");
        }
        BlasChoice choice = BlasChoice.valueOf(arguments[0]);
        Blas blas = Blas.of(choice);
        System.out.println(blas.description());
        FloatMatrix row = new FloatMatrix(new float[] {1, 2, 3}, 0, 1, 3);
        FloatMatrix product = new FloatMatrix(1, 1);
        blas.gemm(false, true, 1, row, row, 0, product);
        System.out.println("product " + product.get(0, 0));
        double[] values = LinearAlgebra.of(choice)
                .eigen(new DoubleMatrix(new double[] {2, 1, 1, 2}, 0, 2, 2))
                .values();
        System.out.printf("eigenvalues %.3f %.3f%n", values[0], values[1]);
        if (blas.description().startsWith("native")) {
            System.out.printf("threads %.2f%n", threadsOf(blas));
        }
    }

    /** CPU time of the whole process over that of this thread, while products run. */
    private static double threadsOf(Blas blas) {
        var process = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        FloatMatrix square = new FloatMatrix(1024, 1024);
        FloatMatrix product = new FloatMatrix(1024, 1024);
        for (int i = 0; i < 20; i++) {
            blas.gemm(false, true, 1, square, square, 0, product);
        }
        long processBefore = process.getProcessCpuTime();
        long threadBefore = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < 20; i++) {
            blas.gemm(false, true, 1, square, square, 0, product);
        }
        return (double) (process.getProcessCpuTime() - processBefore)
                / (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - threadBefore);
    }
}
