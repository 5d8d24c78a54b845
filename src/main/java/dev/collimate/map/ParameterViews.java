package dev.collimate.map;

import dev.collimate.math.Matrix;
import java.util.HashMap;
import java.util.Map;

/** Views of the named parameters of a flat vector, which are made once as long as the vector is the same. */
final class ParameterViews {
    private final ParameterLayout layout;
    private final Map<String, Matrix> views = new HashMap<>();
    private Matrix vector;

    ParameterViews(ParameterLayout layout) {
        this.layout = layout;
    }

    /** The named parameter as a view of {@code parameters} (1 x size). */
    Matrix of(Matrix parameters, String name) {
        if (parameters != vector) {
            views.clear();
            vector = parameters;
        }
        Matrix view = views.get(name);
        if (view == null) {
            view = layout.view(parameters, name);
            views.put(name, view);
        }
        return view;
    }
}
