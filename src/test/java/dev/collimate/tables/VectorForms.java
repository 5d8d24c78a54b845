package dev.collimate.tables;

/** What tests say of how vectors are stored. */
final class VectorForms {
    /** Nothing. */
    static final VectorForm DETECTED = new VectorForm(null, null);

    private VectorForms() {}

    /** Text with {@code delimiter} between numbers. */
    static VectorForm ofDelimiter(String delimiter) {
        return new VectorForm(null, delimiter);
    }
}
