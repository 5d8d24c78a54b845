/**
 * A fitted map on disk and without Spark: the layout file, NumPy files, the formats of other programs, and the prediction
 * of vectors.
 *
 * <p>May use: {@code map}, {@code data} and what those may use. Libraries: {@code com.fasterxml.jackson}.
 *
 * <p>Public API: {@code Export}, {@code ExportFormat}, {@code ExportManifest}, {@code ParameterFiles}, {@code
 * VectorPredictor}, {@code PredictionWorkspace}; all else is interior.
 */
package dev.collimate.model;
