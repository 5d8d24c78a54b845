package dev.collimate.chart;

/** The point of a text that lies at its place; by SVG's names. */
public enum Anchor {
    LEFT("start"),
    CENTRE("middle"),
    RIGHT("end");

    private final String attribute;

    Anchor(String attribute) {
        this.attribute = attribute;
    }

    /** SVG's value of {@code text-anchor}. */
    public String attribute() {
        return attribute;
    }
}
