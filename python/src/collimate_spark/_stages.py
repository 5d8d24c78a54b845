"""The stages of Spark ML."""

from typing import Any, Dict, Optional

import numpy as np
from pyspark.errors import IllegalArgumentException
from pyspark.ml.linalg import DenseVector, VectorUDT
from pyspark.ml.util import JavaMLReadable, JavaMLReader, JavaMLWritable, JavaMLWriter
from pyspark.ml.wrapper import JavaEstimator, JavaModel
from pyspark.ml.evaluation import JavaEvaluator
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import StructField, StructType
from pyspark.sql.utils import is_remote

from collimate_spark._jvm import java_class, new_stage, refuse_remote, told
from collimate_spark._params import (
    LARGER_IS_BETTER,
    _AngleEvaluatorParams,
    _AngularRegressionModelParams,
    _AngularRegressionParams,
    _RetrievalEvaluatorParams,
)
from collimate_spark._remote import FREED, release_freed, telling

#: Of the Java classes; Spark derives either name from the other.
_JAVA_PACKAGE = "dev.collimate.ml"


def _set_given(stage: Any, given: Dict[str, Any]) -> None:
    unknown = [name for name in given if not stage.hasParam(name)]
    if unknown:
        names = ", ".join(sorted(param.name for param in stage.params))
        raise TypeError(f"{type(stage).__name__} has no parameter {unknown[0]!r}; it has {names}")
    stage._set(**given)


class _Reader(JavaMLReader[Any]):
    def load(self, path: str) -> Any:
        with told():
            return super().load(path)


class _Writer(JavaMLWriter):
    def save(self, path: str) -> None:
        with told():
            super().save(path)


class _Stored(JavaMLReadable[Any], JavaMLWritable):
    """What can be saved and loaded, with errors of Python in a line."""

    @classmethod
    def read(cls) -> Any:
        """A reader of what either side saved; ``load(path)`` is short for ``read().load(path)``.

        OSError where there is nothing to read, or it cannot be trusted.
        """
        if is_remote():
            release_freed()
            return telling(super().read(), "load")
        # Without the jar Spark would take its name for that of a package, and say that it is not callable.
        java_class("ml." + cls.__name__)
        return _Reader(cls)

    def write(self) -> Any:
        """A writer; ``save(path)`` is short for ``write().save(path)``, and ``write().overwrite()`` replaces what is there."""
        return telling(super().write(), "save") if is_remote() else _Writer(self)


class AngularRegressionModel(
    JavaModel,
    _AngularRegressionModelParams,
    _Stored,
):
    """A fitted map from vectors to vectors.

    ``transform`` maps a DataFrame block by block and appends the prediction in the type that the labels had in training.
    """

    __module__ = _JAVA_PACKAGE
    __doc__ += "\n\n" + (_AngularRegressionModelParams.__doc__ or "")

    def __del__(self) -> None:
        # PySpark's own calls the server. Python's collector may run it inside another call, which holds a lock that this one would
        # wait for: a deadlock. Asked of the class, as an object of py4j answers to any name; on PySpark 4.0 it is a str, and the
        # server keeps the model.
        held = getattr(self, "_java_obj", None)
        if hasattr(type(held), "release_ref"):
            FREED.append(held)
        elif held is not None:
            super().__del__()

    def _transform(self, dataset: DataFrame) -> DataFrame:
        release_freed()
        return super()._transform(dataset)

    def predict(self, value: Any) -> DenseVector:
        """The prediction for one vector: a list, a NumPy array or a vector of Spark ML.

        Each call goes to the JVM, on Spark Connect as a table of one row; :func:`collimate_spark.load` answers in this process.
        """
        vector = DenseVector(np.asarray(value, dtype=np.float64))
        return self._predicted_as_table(vector) if is_remote() else self._call_java("predict", vector)

    def _predicted_as_table(self, vector: DenseVector) -> DenseVector:
        schema = StructType([StructField(self.getFeaturesCol(), VectorUDT())])
        table = SparkSession.active().createDataFrame([(vector,)], schema)
        with told():
            # A row of its own, so that a vector that cannot be mapped is no failed job.
            prediction = self.transform(table, {self.badRows: "null"}).first()[self.getPredictionCol()]
        if prediction is None:
            raise IllegalArgumentException(
                f"a vector of {len(vector)} elements cannot be mapped: it must have as many as those in training, all finite"
            )
        return DenseVector(prediction)

    def export(self, format: str, path: str, overwrite: bool = False) -> None:
        """Writes the map for other programs.

        :param format: ``sentence-transformers``, ``onnx``, ``safetensors`` or ``npy``
        :param path: a folder that does not exist
        :param overwrite: whether an earlier export at the path is replaced, once the new one is complete
        """
        refuse_remote("cannot export", "save the model, and use submit.sh export on its folder")
        with told():
            self._java_obj.export(format, path, overwrite)

    def summary(self) -> Optional[Dict[str, Any]]:
        """How the fit went; None for a model that was loaded.

        Keys: ``rows``, ``solver``, ``passes``, ``iterations``, ``stopReason``, ``objectiveHistory``, ``seconds`` and
        ``comparisons``, the mean angle in degrees on the rows held out by name, the fitted map last.
        """
        refuse_remote("keeps the summary on the server", "submit.sh train prints it")
        found = self._java_obj.summary()
        if found.isEmpty():
            return None
        summary = found.get()
        return {
            "rows": summary.rows().accepted(),
            "solver": summary.solver(),
            "passes": summary.passes(),
            "iterations": summary.iterations(),
            "stopReason": summary.stopReason().name(),
            "objectiveHistory": list(summary.objectiveHistory()),
            "seconds": summary.seconds(),
            "comparisons": {
                comparison.name(): comparison.statistics().meanDegrees() for comparison in summary.comparisons()
            },
        }


class AngularRegression(
    JavaEstimator[AngularRegressionModel],
    _AngularRegressionParams,
    _Stored,
):
    """Learns a map from vectors x to vectors y that makes the angle between its predictions and y as small as possible.

    ``AngularRegression(featuresCol="x", labelCol="y", loss="cosine").fit(pairs)``
    """

    __module__ = _JAVA_PACKAGE
    __doc__ += "\n\n" + (_AngularRegressionParams.__doc__ or "")

    def __init__(self, **params: Any) -> None:
        super().__init__()
        self._java_obj = new_stage("AngularRegression", self.uid)
        _set_given(self, params)

    def setParams(self, **params: Any) -> "AngularRegression":
        """Sets parameters by name."""
        _set_given(self, params)
        return self

    def _fit(self, dataset: DataFrame) -> AngularRegressionModel:
        release_freed()
        with told():
            return super()._fit(dataset)

    def _create_model(self, java_model: Any) -> AngularRegressionModel:
        model = AngularRegressionModel(java_model)
        if not is_remote():
            # The type of predictions is a default that the fit gives to its model.
            model._transfer_params_from_java()
        return model


class AngleEvaluator(
    JavaEvaluator,
    _AngleEvaluatorParams,
    _Stored,
):
    """Weighted statistics of the angles between predicted and actual vectors, as one number for tuning.

    ``meanAngle`` (the default), ``medianAngle`` and ``p90Angle`` are in degrees; ``meanCosine`` is in [-1, 1], ``within``
    the share of angles of at most ``withinDegrees``.
    """

    __module__ = _JAVA_PACKAGE
    __doc__ += "\n\n" + (_AngleEvaluatorParams.__doc__ or "")

    def __init__(self, **params: Any) -> None:
        super().__init__()
        self._java_obj = new_stage("AngleEvaluator", self.uid)
        _set_given(self, params)

    def setParams(self, **params: Any) -> "AngleEvaluator":
        """Sets parameters by name."""
        _set_given(self, params)
        return self

    def isLargerBetter(self) -> bool:
        """Whether the larger value of the metric is the better one."""
        return self.getMetricName() in LARGER_IS_BETTER

    def _evaluate(self, dataset: DataFrame) -> float:
        with told():
            return super()._evaluate(dataset)


class RetrievalEvaluator(
    JavaEvaluator,
    _RetrievalEvaluatorParams,
    _Stored,
):
    """What share of search results survives predictions, as one number for tuning; ``mapped`` must be set.

    The rows are documents, of which some ask; the truth is what actual vectors find among actual vectors.
    """

    __module__ = _JAVA_PACKAGE
    __doc__ += "\n\n" + (_RetrievalEvaluatorParams.__doc__ or "")

    def __init__(self, **params: Any) -> None:
        super().__init__()
        self._java_obj = new_stage("RetrievalEvaluator", self.uid)
        _set_given(self, params)

    def setParams(self, **params: Any) -> "RetrievalEvaluator":
        """Sets parameters by name."""
        _set_given(self, params)
        return self

    def isLargerBetter(self) -> bool:
        """True for every metric."""
        return True

    def _evaluate(self, dataset: DataFrame) -> float:
        with told():
            return super()._evaluate(dataset)
