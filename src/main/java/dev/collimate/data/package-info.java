/**
 * Checked rows as blocks of floats: their builder, the checks of a row and the words for bad ones, and sums over
 * blocks.
 *
 * <p>May use: {@code math} and what that may use. Libraries: none.
 *
 * <p>Public API: none; all is interior.
 */
package dev.collimate.data;
