package dev.collimate.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Lines over two axes, each with its label beside it in place of a legend. Lines differ in their dashes, too. */
final class Picture {
    private static final Color INK = new Color(0x222222);
    private static final Color GRID = new Color(0xdcdcdc);
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

    private final XYSeriesCollection lines = new XYSeriesCollection();
    private final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    private final XYPlot plot;
    private final JFreeChart chart;

    Picture(String title, ValueAxis x, ValueAxis y) {
        renderer.setDrawSeriesLineAsPath(true);
        plot = new XYPlot(lines, x, y, renderer);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(GRID);
        plot.setRangeGridlinePaint(GRID);
        plot.setDomainGridlineStroke(new BasicStroke(1));
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
        plot.setOutlineVisible(false);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        chart = new JFreeChart(title, FONT.deriveFont(Font.BOLD, 16), plot, false);
        chart.setBackgroundPaint(Color.WHITE);
        chart.getTitle().setPaint(INK);
        chart.setPadding(new RectangleInsets(8, 8, 8, 16));
    }

    /** @param tick distance between ticks */
    static ValueAxis linear(String label, double from, double until, double tick) {
        NumberAxis axis = new NumberAxis(label);
        axis.setRange(from, until);
        axis.setTickUnit(new NumberTickUnit(tick, format("0.##")));
        return styled(axis);
    }

    /** Ticks at powers of ten. */
    static ValueAxis logarithmic(String label, double from, double until) {
        LogAxis axis = new LogAxis(label);
        axis.setRange(from, until);
        axis.setTickUnit(new NumberTickUnit(1));
        DecimalFormat format = from < 0.01 ? format("0E0") : format("#,##0.##");
        axis.setNumberFormatOverride(format);
        axis.setMinorTickMarksVisible(false);
        return styled(axis);
    }

    private static DecimalFormatSymbols symbols() {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        symbols.setExponentSeparator("e");
        return symbols;
    }

    private static DecimalFormat format(String pattern) {
        return new DecimalFormat(pattern, symbols());
    }

    private static ValueAxis styled(ValueAxis axis) {
        axis.setLabelFont(FONT);
        axis.setTickLabelFont(FONT.deriveFont(13f));
        axis.setLabelPaint(INK);
        axis.setTickLabelPaint(INK);
        axis.setAxisLinePaint(INK);
        return axis;
    }

    /**
     * Draws a line over those before.
     *
     * @param y NaN where the line is broken
     */
    void line(LineStyle style, double[] x, double[] y) {
        add(style, x, y, false);
    }

    /** Draws a line over those before, through measured points, which are marked. */
    void points(LineStyle style, double[] x, double[] y) {
        add(style, x, y, true);
    }

    private void add(LineStyle style, double[] x, double[] y, boolean marked) {
        int index = lines.getSeriesCount();
        XYSeries line = new XYSeries(index, false);
        for (int i = 0; i < x.length; i++) {
            line.add(x[i], y[i]);
        }
        lines.addSeries(line);
        renderer.setSeriesPaint(index, style.colour());
        renderer.setSeriesStroke(index, style.stroke());
        renderer.setSeriesShapesVisible(index, marked);
        renderer.setSeriesShape(index, style.marker());
    }

    /** Text in the colour of a line; {@code anchor} is the point of the text that lies at (x, y). */
    void label(LineStyle style, String text, double x, double y, TextAnchor anchor) {
        XYTextAnnotation label = new XYTextAnnotation(text, x, y);
        label.setFont(FONT);
        label.setPaint(style.colour());
        label.setTextAnchor(anchor);
        plot.addAnnotation(label);
    }

    JFreeChart chart() {
        return chart;
    }
}
