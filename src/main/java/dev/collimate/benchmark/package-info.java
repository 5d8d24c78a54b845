/**
 * How long a step takes beside its bare matrix products.
 *
 * <p>May use: {@code fit}, {@code synthetic} and what those may use. Libraries: {@code org.apache.spark}, {@code
 * org.apache.commons.math3}.
 *
 * <p>Public API: none; all is interior.
 */
package dev.collimate.benchmark;
