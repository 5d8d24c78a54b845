package dev.collimate.chart;

/**
 * Colours that readers with any colour vision tell apart (Okabe and Ito, "Color universal design", 2008; the light ones
 * darkened for text), and a dash and a marker for readers of grey copies.
 */
public enum LineStyle {
    BLACK("#000000", "", "M-3,-3H3V3H-3Z"),
    BLUE("#0072b2", "10,5", "M-3,0A3,3,0,1,1,3,0A3,3,0,1,1,-3,0Z"),
    RED("#c04a00", "3,3", "M0,-3.5L3.5,3H-3.5Z"),
    GREEN("#007a5a", "14,4,3,4", "M0,-4L4,0L0,4L-4,0Z"),
    PURPLE("#a8447f", "22,5", "M-4,-2H4V2H-4Z"),
    OCHRE("#9a6a00", "8,3,2,3,2,3", "M0,3.5L3.5,-3H-3.5Z"),
    SKY("#2a86bd", "5,4", "M-2,-4H2V4H-2Z");

    private final String colour;
    private final String dash;
    private final String marker;

    LineStyle(String colour, String dash, String marker) {
        this.colour = colour;
        this.dash = dash;
        this.marker = marker;
    }

    /**
     * The style of the i-th of {@code count} lines: the last, which is the one that counts, is black and without gaps, and
     * no other is. Beyond {@code values().length} lines, styles come again.
     */
    public static LineStyle of(int i, int count) {
        return i == count - 1 ? BLACK : values()[1 + i % (values().length - 1)];
    }

    public String colour() {
        return colour;
    }

    /** Lengths of strokes and gaps; empty for a line without gaps. */
    public String dash() {
        return dash;
    }

    /** The outline of a mark about the origin, as the data of an SVG path. */
    public String marker() {
        return marker;
    }
}
