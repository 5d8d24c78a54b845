"""What the stages and functions need of Spark's JVM."""

from typing import Any

from pyspark.sql.utils import is_remote

_ROOT = "dev.collimate."


def java_class(name: str) -> Any:
    """The Java class of a full name below ``dev.collimate``.

    Raises RuntimeError where there is no session, the jar is not on it, or it has no JVM in reach.
    """
    if is_remote():
        raise RuntimeError(
            "this needs a session in the driver's own JVM, which a client of Spark Connect does not reach: read with "
            "spark.read, and start the server with spark.sql.extensions=dev.collimate.sql.CollimateFunctions"
        )
    from pyspark.core.context import SparkContext

    jvm = SparkContext._jvm
    if jvm is None:
        raise RuntimeError("there is no Spark session; start one with SparkSession.builder.getOrCreate()")
    loader = jvm.java.lang.Thread.currentThread().getContextClassLoader()
    # Only a resource can be asked for without an error where it is missing.
    if loader.getResource((_ROOT + name).replace(".", "/") + ".class") is None:
        raise RuntimeError(
            "the jar of Collimate is not on this Spark session; start the session with "
            'SparkSession.builder.config("spark.jars", "collimate.jar"), or spark-submit with --jars collimate.jar'
        )
    found = jvm
    for part in (_ROOT + name).split("."):
        found = getattr(found, part)
    return found


def new_stage(name: str, uid: str) -> Any:
    """A Java stage of a simple name; for Spark Connect the name of its class."""
    return _ROOT + "ml." + name if is_remote() else java_class("ml." + name)(uid)
