package dev.collimate.figures;

/** The point of a text that lies at its place; by SVG's names. */
enum Anchor {
    LEFT("start"),
    CENTRE("middle"),
    RIGHT("end");

    private final String attribute;

    Anchor(String attribute) {
        this.attribute = attribute;
    }

    /** SVG's value of {@code text-anchor}. */
    String attribute() {
        return attribute;
    }
}
