/**
 * Spark ML's estimator, model and evaluator: parameters become settings of a fit, and data sets become rows.
 *
 * <p>May use: {@code ml.param} and what that may use. Libraries: {@code org.apache.spark}, {@code org.apache.hadoop},
 * {@code org.slf4j}.
 *
 * <p>Public API: {@code AngleEvaluator}, {@code AngularRegression}, {@code AngularRegressionModel}; all else is
 * interior.
 */
package dev.collimate.ml;
