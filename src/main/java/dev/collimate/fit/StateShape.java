package dev.collimate.fit;

import dev.collimate.optim.Preconditioner;
import dev.collimate.optim.SolverMemory;
import dev.collimate.optim.SolverState;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.List;

/** Whether a stored progress has as many numbers as the fit has parameters, wherever a vector of them stands. */
final class StateShape {
    private StateShape() {}

    /** @throws IOException if not */
    static void require(FitProgress progress, int dimension) throws IOException {
        if (progress.start().isPresent()) {
            StartPoint start = progress.start().get();
            require(start.parameters(), dimension);
            require(start.reference(), dimension);
            if (start.scales().isPresent()) {
                require(start.scales().get(), dimension);
            }
        }
        if (progress.search().isPresent()) {
            SolverState current = progress.search().get().state().current();
            require(current.point(), dimension);
            require(current.evaluation().gradient(), dimension);
            require(progress.search().get().state().best().point(), dimension);
            requireAll(current.memory(), dimension);
        }
        if (progress.finished().isPresent()) {
            require(progress.finished().get().result().best().point(), dimension);
        }
    }

    /** Whatever a solver remembers has one number for each parameter, or, as a preconditioner, takes so many. */
    private static void requireAll(Object memory, int dimension) throws IOException {
        if (memory instanceof double[] vector) {
            require(vector, dimension);
        } else if (memory instanceof List<?> list) {
            for (Object element : list) {
                requireAll(element, dimension);
            }
        } else if (memory instanceof Preconditioner preconditioner) {
            require(preconditioner.dimension(), dimension);
        } else if (memory instanceof SolverMemory
                || memory instanceof Record && memory.getClass().getPackage() == SolverMemory.class.getPackage()) {
            for (RecordComponent component : memory.getClass().getRecordComponents()) {
                component.getAccessor().setAccessible(true);
                try {
                    requireAll(component.getAccessor().invoke(memory), dimension);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private static void require(double[] vector, int dimension) throws IOException {
        require(vector == null ? 0 : vector.length, dimension);
    }

    private static void require(int numbers, int dimension) throws IOException {
        if (numbers != dimension) {
            throw new IOException("a vector in it has not one number for each of the " + dimension + " parameters");
        }
    }
}
