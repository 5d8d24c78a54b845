package dev.collimate.data;

/** Why a row cannot be used. */
public enum RowProblem {
    NULL_VECTOR("a vector is null"),
    NULL_ELEMENT("a vector has an element that is null, or text that is no number"),
    UNREADABLE("a vector is bytes that are no vector in their encoding, as of a wrong number of them"),
    NOT_FINITE("a vector has an element that is NaN, infinite or outside the range of float32"),
    WRONG_LENGTH("a vector has the wrong length"),
    ZERO_ACTUAL("the actual vector is zero, so it has no direction"),
    BAD_WEIGHT("the weight is null, negative, NaN or above 1e30"),
    ZERO_INPUT("the input vector is all zeros"),
    BAD_TARGET("the target is neither +1 nor -1"),
    NULL_KEY("the key is null");

    private final String sentence;

    RowProblem(String sentence) {
        this.sentence = sentence;
    }

    /** The reason in words, without values. */
    public String sentence() {
        return sentence;
    }
}
