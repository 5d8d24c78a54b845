/**
 * Maps from vectors to vectors: their description, the layout of their parameters, and the way forward and backward
 * through a block of rows.
 *
 * <p>May use: {@code math} and what that may use. Libraries: none.
 *
 * <p>Public API: none; all is interior.
 */
package dev.collimate.map;
