package dev.collimate.fit;

import dev.collimate.map.MapDescription;
import dev.collimate.moments.KroneckerPreconditioner;
import dev.collimate.moments.LowRankPreconditioner;
import dev.collimate.moments.PerceptronPreconditioner;
import dev.collimate.optim.AcceleratedDescent;
import dev.collimate.optim.Adam;
import dev.collimate.optim.FirstOrder;
import dev.collimate.optim.LimitedMemoryBfgs;
import dev.collimate.optim.Momentum;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;

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
            LowRankPreconditioner.class,
            PerceptronPreconditioner.class);

    /** Components of records that may be null. */
    private static final Set<String> MISSING =
            Set.of("SolverState.ended", "LimitedMemoryBfgs.Memory.preconditioner", "LowRankPreconditioner.along");

    private StateTypes() {}

    static boolean mayBeMissing(RecordComponent component) {
        // What a map does not have, its description leaves open.
        return MISSING.contains(name(component)) || component.getDeclaringRecord() == MapDescription.class;
    }

    static String name(RecordComponent component) {
        return name(component.getDeclaringRecord()) + "." + component.getName();
    }

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
