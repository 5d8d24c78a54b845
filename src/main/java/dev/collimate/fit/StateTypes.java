package dev.collimate.fit;

import dev.collimate.moments.KroneckerPreconditioner;
import dev.collimate.moments.LowRankPreconditioner;
import dev.collimate.optim.AcceleratedDescent;
import dev.collimate.optim.Adam;
import dev.collimate.optim.FirstOrder;
import dev.collimate.optim.LimitedMemoryBfgs;
import dev.collimate.optim.Momentum;
import java.io.IOException;
import java.util.List;

/** The records that a state may hold where its own types leave it open; no other is ever made from a stored name. */
final class StateTypes {
    /** What solvers remember, and preconditioners. */
    static final List<Class<? extends Record>> OPEN = List.of(
            LimitedMemoryBfgs.Memory.class,
            AcceleratedDescent.Memory.class,
            FirstOrder.Memory.class,
            Adam.Memory.class,
            Momentum.Memory.class,
            KroneckerPreconditioner.class,
            LowRankPreconditioner.class);

    private StateTypes() {}

    /** With the name of its outer class, but no package. */
    static String name(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }

    /** @throws IOException if there is no such type where {@code declared} is asked for */
    static Class<?> named(String name, Class<?> declared) throws IOException {
        for (Class<?> type : OPEN) {
            if (name(type).equals(name) && declared.isAssignableFrom(type)) {
                return type;
            }
        }
        throw new IOException("its content names a type that no state has");
    }
}
