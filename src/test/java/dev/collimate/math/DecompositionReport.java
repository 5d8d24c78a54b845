package dev.collimate.math;

import dev.collimate.math.LinearAlgebra.Svd;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Says on stdout, one per line, how long a decomposition takes, how long another thread waits for memory meanwhile, how
 * many garbage collections there are, and how many copies of OpenBLAS and threads of it the JVM then has.
 */
final class DecompositionReport {
    private DecompositionReport() {}

    /** @param arguments eigen or svd, and n */
    public static void main(String[] arguments) throws Exception {
        LinearAlgebra algebra = LinearAlgebra.of(BlasChoice.NATIVE);
        DoubleMatrix matrix = symmetric(Integer.parseInt(arguments[1]));
        Allocation allocation = new Allocation();
        allocation.start();
        long collections = collections();
        allocation.longest = 0;
        long started = System.nanoTime();
        if (arguments[0].equals("svd")) {
            Svd svd = algebra.svd(matrix);
            System.out.println("finite " + Double.isFinite(svd.u().get(0, 0)));
        } else {
            System.out.println(
                    "finite " + Double.isFinite(algebra.eigen(matrix).vectors().get(0, 0)));
        }
        System.out.println("seconds " + (System.nanoTime() - started) * 1e-9);
        // What waited to the end is told of after it.
        long end = allocation.count;
        while (allocation.count < end + 2) {
            Thread.onSpinWait();
        }
        System.out.println("waited " + allocation.longest * 1e-9);
        System.out.println("collections " + (collections() - collections));
        System.out.println("libraries " + libraries());
    }

    /** Takes memory, which nobody keeps, without end. */
    private static final class Allocation extends Thread {
        private volatile byte[] last;
        volatile long longest;
        volatile long count;

        Allocation() {
            setDaemon(true);
        }

        @Override
        public void run() {
            while (true) {
                long before = System.nanoTime();
                last = new byte[1 << 14];
                longest = Math.max(longest, System.nanoTime() - before);
                count = last.length > 0 ? count + 1 : 0;
            }
        }
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    /** Files of OpenBLAS itself that the process has mapped. */
    private static long libraries() throws IOException {
        try (var maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.filter(line -> line.contains("/libopenblas"))
                    .map(line -> line.substring(line.indexOf('/')))
                    .distinct()
                    .count();
        }
    }

    static DoubleMatrix symmetric(int n) {
        DoubleMatrix matrix = new DoubleMatrix(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double value = HashRandom.gaussian(n, (long) i * n + j);
                matrix.set(i, j, value);
                matrix.set(j, i, value);
            }
        }
        return matrix;
    }
}
