/**
 * A fitted map on disk and without Spark: the layout file, NumPy files, and the prediction of one vector.
 *
 * <p>May use: {@code map}, {@code data} and what those may use. Libraries: {@code com.fasterxml.jackson}.
 *
 * <p>Public API: {@code ParameterFiles}, {@code VectorPredictor}; all else is interior.
 */
package dev.collimate.model;
