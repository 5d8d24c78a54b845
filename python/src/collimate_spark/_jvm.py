"""What the stages and functions need of Spark's JVM."""

import re
from contextlib import contextmanager
from typing import Any, Iterator

from pyspark.sql.utils import is_remote

_ROOT = "dev.collimate."
_OF_FILES = {
    "org.apache.hadoop.fs.FileAlreadyExistsException": FileExistsError,
    "java.io.FileNotFoundException": FileNotFoundError,
    "java.io.UncheckedIOException": OSError,
    "java.io.IOException": OSError,
}


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


@contextmanager
def told() -> Iterator[None]:
    """Gives failures in Java as errors of Python in a line.

    Of files, whose messages are lines for the user, as OSError; of a server of Spark Connect without the jar as RuntimeError.
    """
    from py4j.protocol import Py4JJavaError
    from pyspark.errors import PySparkException

    try:
        yield
    except Py4JJavaError as failure:
        kind = _OF_FILES.get(failure.java_exception.getClass().getName())
        if kind is None:
            raise
        raise kind(failure.java_exception.getMessage()) from None
    except PySparkException as failure:
        if not re.search("CONNECT_ML.*Unsupported .*" + re.escape(_ROOT), str(failure)):
            raise
        raise RuntimeError(
            "the jar of Collimate is not on the server of this Spark Connect session; start the server with "
            "--jars collimate.jar, or with spark.jars=collimate.jar in its settings"
        ) from None


def new_stage(name: str, uid: str) -> Any:
    """A Java stage of a simple name; for Spark Connect the name of its class."""
    return _ROOT + "ml." + name if is_remote() else java_class("ml." + name)(uid)
