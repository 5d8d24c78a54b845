/**
 * Lines over two axes, drawn as SVG.
 *
 * <p>May use: no other package. Libraries: {@code javax.xml.stream}.
 *
 * <p>Public API: none; all is interior.
 */
package dev.collimate.chart;
