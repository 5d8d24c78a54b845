"""The stages under the names of the Java classes, by which Spark looks them up when it loads a pipeline."""

from collimate_spark._stages import AngleEvaluator, AngularRegression, AngularRegressionModel, RetrievalEvaluator

__all__ = ["AngleEvaluator", "AngularRegression", "AngularRegressionModel", "RetrievalEvaluator"]
