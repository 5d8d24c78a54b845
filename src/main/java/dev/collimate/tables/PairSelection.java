package dev.collimate.tables;

import java.util.List;

/**
 * What is read of pairs.
 *
 * @param features input vectors, or predictions
 * @param featuresForm how they are stored where they are text or bytes
 * @param label actual vectors
 * @param labelForm how they are stored where they are text or bytes
 * @param vectors more vectors, stored and found like the features
 * @param numbers columns of numbers, which may be text
 * @param others columns that are taken as they are
 */
public record PairSelection(
        SelectedColumn features,
        VectorForm featuresForm,
        SelectedColumn label,
        VectorForm labelForm,
        List<SelectedColumn> vectors,
        List<SelectedColumn> numbers,
        List<SelectedColumn> others) {
    public PairSelection {
        vectors = List.copyOf(vectors);
        numbers = List.copyOf(numbers);
        others = List.copyOf(others);
    }
}
