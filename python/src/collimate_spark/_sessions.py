"""Functions of a Spark session."""

from typing import Dict, Optional, Sequence

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.utils import is_remote

from collimate_spark._jvm import asked, java_class, told

def read_pairs(
    spark: SparkSession,
    path: str,
    *,
    format: Optional[str] = None,
    options: Optional[Dict[str, str]] = None,
    features_col: str = "x",
    label_col: str = "y",
    number_cols: Sequence[str] = (),
    other_cols: Sequence[str] = (),
    vector_encoding: Optional[str] = None,
    vector_delimiter: Optional[str] = None,
) -> DataFrame:
    """Reads pairs of vectors as the command line does.

    Vectors may be arrays, vectors of Spark ML, text, bytes, or a column per component (``"x_*"`` or ``"x1,x2,x3"``). Files are cut
    into partitions as the command line cuts them, so that a fit has the same bits: for that, the session's
    ``spark.sql.files.minPartitionNum``, ``maxPartitionBytes`` and ``openCostInBytes`` are set where they are not. Bytes that are
    no vector in their encoding give an empty one. On Spark Connect the path is the server's, and each action reads it anew.

    :param path: a file, a folder or a glob pattern
    :param format: parquet, orc, json, csv or any other that this Spark reads; None: of files of vectors as the name ends, else
        parquet
    :param options: of Spark's reader
    :param number_cols: columns of numbers to read too: weights and targets
    :param other_cols: other columns to read too: keys and indicators of rows held out
    :param vector_encoding: how vectors are stored in columns of text or bytes, as ``--vector-encoding`` has it; None: text,
        whose form the first vector tells
    :param vector_delimiter: between the numbers of a vector that is text; a space is any white space; None: what the first
        vector has
    """
    # As PairReader.readPairs has them, in its order.
    request = {
        "path": str(path),
        "format": format,
        "options": dict(options or {}),
        "vectorEncoding": vector_encoding,
        "vectorDelimiter": vector_delimiter,
        "features": features_col,
        "label": label_col,
        "numbers": list(number_cols),
        "others": list(other_cols),
    }
    with told():
        if is_remote():
            rows = asked(spark.range(0), "pairs", **request)
            # What is wrong is said now, as on a classic session, not by the first action.
            rows.schema
            return rows
        reader = java_class("tables.PairReader")
        found = reader.readPairs(spark._jsparkSession, *request.values())  # type: ignore[attr-defined]
    return DataFrame(found, spark)


def register_functions(spark: SparkSession) -> None:
    """Adds the SQL functions to a session, for as long as it lives: ``angle_between``, ``cosine_similarity``, ``map_vector``.

    A session that starts with ``spark.sql.extensions=dev.collimate.sql.CollimateFunctions`` has them too, and there
    ``map_vector`` maps blocks of rows.
    """
    if is_remote():
        with told():
            asked(spark.range(0), "functions").collect()
        return
    java_class("sql.CollimateFunctions").register(spark._jsparkSession)  # type: ignore[attr-defined]


def register_model(spark: SparkSession, name: str, path: str) -> None:
    """Gives a saved model a name in a session, for ``map_vector``; in SQL: ``SET spark.collimate.model.NAME = PATH``.

    On Spark Connect the path is the server's, and is not looked at until a query names the model.
    """
    if is_remote():
        spark.conf.set("spark.collimate.model." + name, path)
        return
    java_class("sql.CollimateFunctions").registerModel(
        spark._jsparkSession,  # type: ignore[attr-defined]
        name,
        path,
    )
