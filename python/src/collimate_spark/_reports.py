"""Reports on tables: before a fit, and on search results."""

import json
from functools import reduce
from typing import Any, Dict, Optional, Union

from pyspark.errors import IllegalArgumentException
from pyspark.sql import DataFrame
from pyspark.sql.functions import lit
from pyspark.sql.utils import is_remote

from collimate_spark._jvm import asked, java_class, quoted, told
from collimate_spark._stages import AngularRegression, AngularRegressionModel


def doctor(pairs: DataFrame, estimator: AngularRegression, *, estimate: bool = True) -> Dict[str, Any]:
    """Looks at pairs before a fit: duplicates, leakage, rank, memory, minutes, and the estimator that suits them.

    The rows that ``validationFraction`` or ``validationIndicatorCol`` hold out are looked at as such.

    :param estimator: with the settings that the fit will have
    :param estimate: whether to say how many passes and minutes the fit will take, from at most 10 seconds of steps
    :return: the keys of the result line of the command ``doctor``; of ``findings`` each has ``grade``, ``topic``, ``found`` and
        ``advice``; ``recommended`` is an expression for Python
    """
    if is_remote():
        settings = {param.name: value for param, value in estimator._paramMap.items()}
        return _answer(pairs, "doctor", estimator=settings, estimate=estimate)
    reports = java_class("python.Reports")
    estimator._transfer_params_to_java()
    with told():
        return json.loads(reports.doctor(pairs._jdf, estimator._java_obj, estimate))  # type: ignore[operator]


def retrieval(
    model: Union[AngularRegressionModel, str],
    rows: DataFrame,
    *,
    mapped: str = "query",
    corpus: Optional[DataFrame] = None,
    training: Optional[DataFrame] = None,
    queries: int = 2000,
    bad_rows: str = "fail",
) -> Dict[str, Any]:
    """What share of search results survives a map, beside doing nothing.

    The truth of a query is what its actual vector finds among actual vectors, itself left out.

    :param model: a fitted one, or the path of a saved one; on Spark Connect the path, which is the server's
    :param rows: pairs in the columns of the model; they ask, and are documents
    :param mapped: ``query`` (mapped x asks y) or ``store`` (y asks mapped x)
    :param corpus: more documents
    :param training: pairs to fit orthogonal maps and least squares to, as rows to compare with
    :param queries: rows that ask, at most; drawn by a hash of their number
    :param bad_rows: ``fail`` or ``skip``
    :return: the keys of the result line of the command ``retrieval``; of ``searches`` each has ``name`` and ``measures``, where
        a measure has ``value``, ``low`` and ``high``
    """
    if is_remote():
        return _retrieval_on_server(model, {"rows": rows, "corpus": corpus, "training": training}, mapped, queries, bad_rows)
    if isinstance(model, str):
        model = AngularRegressionModel.load(model)
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


def _retrieval_on_server(
    path: Union[AngularRegressionModel, str],
    tables: Dict[str, Optional[DataFrame]],
    mapped: str,
    queries: int,
    bad_rows: str,
) -> Dict[str, Any]:
    """A server is asked of one table: which rows are which stands in a column."""
    if not isinstance(path, str):
        raise RuntimeError("Spark Connect hands no fitted model on; save it, and give retrieval its path")
    model = AngularRegressionModel.load(path)
    columns = [model.getFeaturesCol(), model.getLabelCol()]
    given = {name: table for name, table in tables.items() if table is not None}
    for column in columns:
        for table in given.values():
            if column not in table.columns:
                raise IllegalArgumentException(f"Column {column} does not exist. Available: {', '.join(table.columns)}")
    selected = [quoted(column) for column in columns]
    parts = [table.select(*selected, lit(name).alias("collimate part")) for name, table in given.items()]
    together = reduce(DataFrame.union, parts)
    return _answer(
        together, "retrieval", model=path, parts=list(given), mapped=mapped, queries=queries, badRows=bad_rows
    )


def _answer(table: DataFrame, ask: str, **request: Any) -> Dict[str, Any]:
    with told():
        (row,) = asked(table, ask, **request).collect()
    return json.loads(row.report)
