package dev.collimate.cluster;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.util.AccumulatorV2;

/**
 * The names of the kernels that tasks ran their products on, in alphabetical order. A set: a task that runs twice adds
 * nothing, unlike to a sum, for which no accumulator would do.
 */
public final class KernelNames extends AccumulatorV2<String, Set<String>> {
    private static final long serialVersionUID = 1L;

    // Read by the executor's heartbeat while its task adds: replaced as a whole, never changed.
    private volatile TreeSet<String> names = new TreeSet<>();

    @Override
    public boolean isZero() {
        return names.isEmpty();
    }

    @Override
    public KernelNames copy() {
        KernelNames copy = new KernelNames();
        copy.names = names;
        return copy;
    }

    @Override
    public void reset() {
        names = new TreeSet<>();
    }

    @Override
    public void add(String name) {
        addAll(Set.of(name));
    }

    @Override
    public void merge(AccumulatorV2<String, Set<String>> other) {
        addAll(other.value());
    }

    @Override
    public Set<String> value() {
        return Collections.unmodifiableSet(names);
    }

    private void addAll(Set<String> more) {
        TreeSet<String> all = new TreeSet<>(names);
        all.addAll(more);
        names = all;
    }
}
