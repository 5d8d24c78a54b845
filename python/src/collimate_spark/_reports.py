"""Reports on tables: before a fit, and on search results."""

import json
from typing import Any, Dict, Optional

from pyspark.sql import DataFrame

from collimate_spark._jvm import java_class, refuse_remote, told
from collimate_spark._stages import AngularRegression, AngularRegressionModel


def doctor(pairs: DataFrame, estimator: AngularRegression, *, estimate: bool = True) -> Dict[str, Any]:
    """Looks at pairs before a fit: duplicates, leakage, rank, memory, minutes, and the estimator that suits them.

    The rows that ``validationFraction`` or ``validationIndicatorCol`` hold out are looked at as such. Not on Spark Connect.

    :param estimator: with the settings that the fit will have
    :param estimate: whether to say how many passes and minutes the fit will take, from at most 10 seconds of steps
    :return: the keys of the result line of the command ``doctor``; of ``findings`` each has ``grade``, ``topic``, ``found`` and
        ``advice``; ``recommended`` is an expression for Python
    """
    refuse_remote("cannot look at pairs", "use submit.sh doctor on their files")
    reports = java_class("python.Reports")
    estimator._transfer_params_to_java()
    with told():
        return json.loads(reports.doctor(pairs._jdf, estimator._java_obj, estimate))  # type: ignore[operator]


def retrieval(
    model: AngularRegressionModel,
    rows: DataFrame,
    *,
    mapped: str = "query",
    corpus: Optional[DataFrame] = None,
    training: Optional[DataFrame] = None,
    queries: int = 2000,
    bad_rows: str = "fail",
) -> Dict[str, Any]:
    """What share of search results survives a map, beside doing nothing. Not on Spark Connect.

    The truth of a query is what its actual vector finds among actual vectors, itself left out.

    :param rows: pairs in the columns of the model; they ask, and are documents
    :param mapped: ``query`` (mapped x asks y) or ``store`` (y asks mapped x)
    :param corpus: more documents
    :param training: pairs to fit orthogonal maps and least squares to, as rows to compare with
    :param queries: rows that ask, at most; drawn by a hash of their number
    :param bad_rows: ``fail`` or ``skip``
    :return: the keys of the result line of the command ``retrieval``; of ``searches`` each has ``name`` and ``measures``, where
        a measure has ``value``, ``low`` and ``high``
    """
    refuse_remote(
        "cannot ask what survives of search results",
        "save the model, and use submit.sh retrieval on the rows' files, or RetrievalEvaluator for one number",
    )
    reports = java_class("python.Reports")
    settings = AngularRegression(
        featuresCol=model.getFeaturesCol(), labelCol=model.getLabelCol(), badRows=bad_rows
    )
    settings._transfer_params_to_java()
    model._transfer_params_to_java()
    with told():
        return json.loads(
            reports.retrieval(
                model._java_obj,
                rows._jdf,  # type: ignore[operator]
                None if corpus is None else corpus._jdf,  # type: ignore[operator]
                None if training is None else training._jdf,  # type: ignore[operator]
                mapped,
                queries,
                settings._java_obj,
            )
        )
