/**
 * Analytic gradients against central differences.
 *
 * <p>May use: {@code objective} and what that may use. Libraries: none.
 *
 * <p>Public API: none; all is interior.
 */
package dev.collimate.gradcheck;
