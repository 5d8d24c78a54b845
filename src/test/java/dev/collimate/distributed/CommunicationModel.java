package dev.collimate.distributed;

import java.util.Locale;

/**
 * What a step would cost on clusters that are not here, from costs that were measured on one machine and an assumed
 * network. With E executors of {@value #CORES} cores, one partition a core, V bytes of sums and n of them:
 *
 * <pre>
 * products         rows / (rows a second and core * E * {@value #CORES})
 * parameters out   V / 2 / B * 2       float32, each executor fetches once and passes pieces on
 * indexed-collect  E * {@value #CORES} * max(V / B, n * c)      every partition's sums reach one driver
 * sliced-reduce    {@value #CORES} * V / B + n * s + V / B     out and in, added by all cores at once, then the driver
 * tasks            E * {@value #CORES} * t                      sent and ended by one driver, twice in sliced-reduce
 * </pre>
 *
 * @param coreRowsPerSecond of a step at 384 x 384
 * @param fixedSeconds of a step on next to nothing
 * @param taskSeconds t, of one more task in a step on the driver
 * @param collectSeconds c, of one number of one partition in indexed-collect on the driver
 * @param sliceSeconds s, of one number of one partition in sliced-reduce on one core
 */
record CommunicationModel(
        double coreRowsPerSecond, double fixedSeconds, double taskSeconds, double collectSeconds, double sliceSeconds) {
    private static final int CORES = 4;
    private static final double BYTES_PER_SECOND = 1.25e9;
    private static final double ROWS = 1e9;
    private static final double PARAMETERS_OF_ROWS = 384.0 * 385;

    String report() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "On paper, for executors of %d cores on a network of 10 Gbit/s and a billion rows of 384 → 384 numbers (more"
                        + " parameters: as many rows as take the same time), from what was measured above: %,.0f rows/s and"
                        + " core, %.3f s for a step on next to nothing, %.2f ms for a task more, %.2f ns for a number of a partition in"
                        + " indexed-collect, %.2f ns in sliced-reduce.%n%n"
                        + "| executors | parameters | products, s | parameters out, s | indexed-collect, s | sliced-reduce, s |"
                        + " non-GEMM share of a step, with the faster one |%n|---:|---:|---:|---:|---:|---:|---:|%n",
                CORES,
                coreRowsPerSecond,
                fixedSeconds,
                taskSeconds * 1e3,
                collectSeconds * 1e9,
                sliceSeconds * 1e9));
        for (int executors : new int[] {50, 500}) {
            for (double parameters : new double[] {PARAMETERS_OF_ROWS, 1e6, 1e7, 5e7}) {
                table.append(line(executors, parameters));
            }
        }
        return table.toString();
    }

    private String line(int executors, double parameters) {
        double products = ROWS / (coreRowsPerSecond * executors * CORES);
        double out = 2 * parameters * Float.BYTES / BYTES_PER_SECOND;
        double transfer = parameters * Double.BYTES / BYTES_PER_SECOND;
        double tasks = (double) executors * CORES;
        double collect = tasks * (Math.max(transfer, parameters * collectSeconds) + taskSeconds);
        double reduce = CORES * transfer + parameters * sliceSeconds + transfer + 2 * tasks * taskSeconds;
        double other = fixedSeconds + out + Math.min(collect, reduce);
        return String.format(
                Locale.ROOT,
                "| %d | %,.0f | %.2f | %.3f | %.2f | %.2f | %.0f %% |%n",
                executors,
                parameters,
                products,
                out,
                collect,
                reduce,
                100 * other / (products + other));
    }
}
