"""Collimate from Python.

* On Spark: :class:`AngularRegression`, :class:`AngularRegressionModel`, :class:`AngleEvaluator` and
  :class:`RetrievalEvaluator` are stages of Spark ML like any other; :func:`read_pairs` reads files as the command line does;
  :func:`doctor` and :func:`retrieval` report; :func:`register_functions` and :func:`register_model` are for SQL. They
  need ``pyspark`` and the job's jar on the session (``spark.jars``).
* Without Spark: :func:`load` reads a saved model for NumPy alone.
"""

import importlib
import sys
import types
from typing import TYPE_CHECKING, Any, List

from collimate_spark._predictor import ModelError, Predictor, load

if TYPE_CHECKING:
    from collimate_spark._reports import doctor, retrieval
    from collimate_spark._sessions import read_pairs, register_functions, register_model
    from collimate_spark._stages import AngleEvaluator, AngularRegression, AngularRegressionModel, RetrievalEvaluator

__version__ = "0.1.0"

__all__ = [
    "AngleEvaluator",
    "AngularRegression",
    "AngularRegressionModel",
    "ModelError",
    "Predictor",
    "RetrievalEvaluator",
    "doctor",
    "load",
    "read_pairs",
    "register_functions",
    "register_model",
    "retrieval",
]

_STAGES = ("AngularRegression", "AngularRegressionModel", "AngleEvaluator", "RetrievalEvaluator")
# What needs pyspark is imported when it is asked for.
_HOMES = {
    **{name: "collimate_spark._stages" for name in _STAGES},
    "doctor": "collimate_spark._reports",
    "retrieval": "collimate_spark._reports",
    "read_pairs": "collimate_spark._sessions",
    "register_functions": "collimate_spark._sessions",
    "register_model": "collimate_spark._sessions",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> List[str]:
    return sorted({*globals(), *__all__})


def _stage(name: str) -> Any:
    if name not in _STAGES:
        raise AttributeError(f"module 'dev.collimate.ml' has no attribute {name!r}")
    return __getattr__(name)


# Spark looks a saved stage's Python class up under the name of the Java one. A folder called dev in the working directory
# would hide the file of that name, so that the module is here already when Spark asks.
_java_package = types.ModuleType("dev.collimate.ml", "The stages under the names of the Java classes.")
_java_package.__getattr__ = _stage  # type: ignore[method-assign]
sys.modules.setdefault("dev.collimate.ml", _java_package)
