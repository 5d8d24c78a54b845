/**
 * Second moments of the data and what follows from them: closed forms, starts, centring, preconditioners, and the
 * direct transform that finds maps of few outputs; one class per kind of map.
 *
 * <p>May use: {@code loss}, {@code map}, {@code data}, {@code optim} and what those may use. Libraries: none.
 *
 * <p>Public API: none; all is interior.
 */
package dev.collimate.moments;
