package dev.collimate.moments;

import dev.collimate.loss.Reduction;
import dev.collimate.map.OrthogonalMap;
import dev.collimate.math.BlasChoice;
import dev.collimate.optim.Preconditioner;

/** The orthogonal map: Procrustes, and nothing to search. */
record OrthogonalMethods(OrthogonalMap map) implements MapMethods {
    @Override
    public boolean hasClosedForm() {
        return true;
    }

    @Override
    public boolean isSearched() {
        return false;
    }

    @Override
    public boolean hasLeastSquares() {
        return false;
    }

    @Override
    public double[] start(ClosedForms forms, long seed) {
        return map.description().fitIntercept() ? forms.centredOrthogonal() : forms.orthogonal();
    }

    /** @throws IllegalArgumentException always */
    @Override
    public Preconditioner preconditioner(
            double[] point, CurvatureSums sums, Reduction reduction, double shift, BlasChoice choice) {
        throw new IllegalArgumentException("the map " + map.name() + " has no preconditioner; choose closed-form");
    }
}
