package dev.collimate.math;

/**
 * Random numbers as a pure function of a seed and an index: no state, so any task can make any number at any time and
 * always makes the same one. The mixing function is the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable
 * pseudorandom number generators", 2014).
 */
public final class HashRandom {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private HashRandom() {}

    /** 64 well-mixed bits for (seed, index). */
    public static long bits(long seed, long index) {
        return mix(mix(seed + GOLDEN_GAMMA) + index * GOLDEN_GAMMA);
    }

    /** Uniform in [0, 1), with 53 bits. */
    public static double uniform(long seed, long index) {
        return (bits(seed, index) >>> 11) * 0x1.0p-53;
    }

    /** Standard normal (Box and Muller, 1958). */
    public static double gaussian(long seed, long index) {
        double radius = Math.sqrt(-2 * Math.log(1 - uniform(seed, 2 * index)));
        return radius * Math.cos(2 * Math.PI * uniform(seed, 2 * index + 1));
    }

    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
