package dev.collimate.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Whether the owner of a lock lives, seen by whoever wants it: a process of this machine that runs does; one elsewhere as
 * long as its file of beats changes, which needs no two clocks to agree.
 *
 * @param here who wants it
 * @param told hears why this takes a while
 */
record LockWatch(LockPlace place, LockOwner here, LockTimes times, Clock clock, Consumer<String> told) {
    /** Whoever takes a lock away holds it for an instant. */
    private static final Duration INSTANT = Duration.ofMillis(20);

    /** Time, as it passes for who waits. */
    interface Clock {
        Clock SYSTEM = new Clock() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void pause(Duration length) throws InterruptedException {
                Thread.sleep(length.toMillis());
            }
        };

        long nanos();

        void pause(Duration length) throws InterruptedException;
    }

    /** What can be seen of an owner; a lock that is null is not there. */
    private record Signs(String lock, String beat) {
        Optional<LockOwner> owner() {
            return LockWatch.owner(lock);
        }

        boolean isOfSameOwner(Signs other) {
            return owner().isPresent()
                    && owner().map(LockOwner::id).equals(other.owner().map(LockOwner::id));
        }
    }

    /**
     * Returns once there is no lock, or its owner is dead and it was taken away.
     *
     * @throws IOException if the owner lives, naming it
     */
    void awaitEnd() throws IOException {
        Signs found = signs();
        long seen = clock.nanos();
        boolean waits = false;
        while (found.lock() != null) {
            Optional<LockOwner> owner = found.owner();
            if (owner.filter(here::isOf).isPresent()) {
                if (WorkHere.goesOn(owner.get(), owner.get().id())) {
                    throw inUse(owner.get());
                }
                takeAway(found);
                return;
            }
            if (!waits) {
                told.accept("waiting up to " + times.patience().toSeconds() + " s for a sign of life of "
                        + owner.map(LockOwner::shown).orElseGet(() -> "who locked " + place.shown()));
                waits = true;
            }
            pause(times.beat().dividedBy(4));
            Signs now = signs();
            if (!now.equals(found)) {
                if (now.isOfSameOwner(found)) {
                    throw inUse(owner.get());
                }
                found = now;
                seen = clock.nanos();
            } else if (clock.nanos() - seen > times.patience().toNanos()) {
                takeAway(found);
                return;
            }
        }
    }

    private static IOException inUse(LockOwner owner) {
        return new IOException("it is in use by " + owner.shown() + "; wait for that, or stop it");
    }

    /**
     * Takes a lock away if it is still the one that was seen. One process at a time: of two that saw the same one, the second
     * would take away what the first put in its place.
     */
    private void takeAway(Signs seen) throws IOException {
        String claim = here.text();
        if (!place.claim().create(claim)) {
            awaitClaim();
            return;
        }
        try {
            if (signs().equals(seen)) {
                place.lock().delete();
                seen.owner().ifPresent(owner -> place.deleteQuietly(place.beat(owner)));
            }
        } finally {
            place.deleteQuietly(place.claim());
        }
    }

    /**
     * Until whoever takes a lock away has done so, or is dead itself. Of two that find the same dead one at the same instant
     * the second may take the claim of the first away, as no file system deletes a file if it is still the one that was read;
     * a lock that is lost by that is noticed, see {@link FolderLock#requireHeld}.
     */
    private void awaitClaim() throws IOException {
        String found = place.claim().read();
        long seen = clock.nanos();
        while (found != null) {
            boolean dead = owner(found)
                    .filter(here::isOf)
                    .filter(owner -> !WorkHere.goesOn(owner, owner.id()))
                    .isPresent();
            // Read after that: one that ended took its claim with it, and what is there now is another's.
            if (!found.equals(place.claim().read())) {
                return;
            }
            if (dead || clock.nanos() - seen > times.patience().toNanos()) {
                place.claim().delete();
                return;
            }
            pause(INSTANT);
        }
    }

    private void pause(Duration length) throws IOException {
        try {
            clock.pause(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a lock");
        }
    }

    private Signs signs() throws IOException {
        String lock = place.lock().read();
        Optional<LockOwner> owner = owner(lock);
        return new Signs(lock, owner.isPresent() ? place.beat(owner.get()).read() : null);
    }

    /** Empty where there is no lock, or it is being written, or is none. */
    static Optional<LockOwner> owner(String lock) {
        try {
            return lock == null
                    ? Optional.empty()
                    : Optional.of(LockOwner.parse(lock.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
