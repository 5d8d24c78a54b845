/**
 * Loss, map, weights and penalties over blocks become one function with a gradient.
 *
 * <p>May use: {@code moments} and what that may use. Libraries: none.
 *
 * <p>Public API: none; all is interior.
 */
package dev.collimate.objective;
