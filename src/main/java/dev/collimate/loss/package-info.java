/**
 * Losses that depend on the angle between a predicted and an actual vector alone, summed over a block, with their
 * gradients.
 *
 * <p>May use: {@code math} and what that may use. Libraries: none.
 *
 * <p>Public API: none; all is interior.
 */
package dev.collimate.loss;
