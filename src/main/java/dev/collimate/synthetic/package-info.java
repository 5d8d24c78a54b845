/**
 * Data whose map is known: planted by a seed, or the direction of the Sun.
 *
 * <p>May use: {@code distributed} and what that may use. Libraries: {@code org.apache.spark}.
 *
 * <p>Public API: none; all is interior.
 */
package dev.collimate.synthetic;
