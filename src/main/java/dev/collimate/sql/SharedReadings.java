package dev.collimate.sql;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;

/**
 * Values that are read once for all threads that ask for them, of which the last few are kept. A reading that fails, as
 * where its query was cancelled, fails for the thread alone that began it: those that wait read for themselves.
 */
final class SharedReadings<K, V> {
    private final Map<K, FutureTask<V>> last;

    /** @param most values that are kept */
    SharedReadings(int most) {
        last = new LinkedHashMap<>(most, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, FutureTask<V>> eldest) {
                return size() > most;
            }
        };
    }

    /** Forgets the values of some keys. */
    synchronized void forget(Predicate<K> keys) {
        last.keySet().removeIf(keys);
    }

    /**
     * The value of a key, by {@code reading} unless another thread read it, or is about to.
     *
     * @throws ExecutionException if {@code reading} fails; the next to ask reads anew
     */
    V get(K key, Callable<V> reading) throws ExecutionException, InterruptedException {
        FutureTask<V> own = new FutureTask<>(reading);
        while (true) {
            FutureTask<V> chosen = first(key, own);
            // Does nothing where another thread runs it, or did.
            chosen.run();
            try {
                return chosen.get();
            } catch (ExecutionException e) {
                forget(key, chosen);
                if (chosen == own) {
                    throw e;
                }
            }
        }
    }

    private synchronized FutureTask<V> first(K key, FutureTask<V> own) {
        FutureTask<V> earlier = last.putIfAbsent(key, own);
        return earlier == null ? own : earlier;
    }

    private synchronized void forget(K key, FutureTask<V> failed) {
        last.remove(key, failed);
    }
}
