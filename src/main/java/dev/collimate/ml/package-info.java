/**
 * Spark ML's estimator, model and evaluators: parameters become settings of a fit, and data sets become rows.
 *
 * <p>May use: {@code ml.param} and what that may use. Libraries: {@code org.apache.spark}, {@code org.apache.hadoop}.
 *
 * <p>Public API: {@code AngleEvaluator}, {@code AngularRegression}, {@code AngularRegressionModel}, {@code
 * RetrievalEvaluator}; all else is interior.
 */
package dev.collimate.ml;
