package dev.collimate.storage;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process is at: locks that it has or waits for, and unfinished work. What is not among it, though a file says so, is of
 * a dead owner: a broken disk kept the file from being deleted.
 */
final class WorkHere {
    private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

    private WorkHere() {}

    /** @param name that nothing else has */
    static void begin(String name) {
        NAMES.add(name);
    }

    static void end(String name) {
        NAMES.remove(name);
    }

    /**
     * Whether an owner of this machine is at it.
     *
     * @param name by which it was begun
     */
    static boolean goesOn(LockOwner owner, String name) {
        boolean here = owner.process() == ProcessHandle.current().pid();
        return owner.runsHere() && (!here || NAMES.contains(name));
    }
}
