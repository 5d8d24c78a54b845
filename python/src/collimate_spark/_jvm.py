"""What the stages and functions need of Spark's JVM."""

import json
import re
from contextlib import contextmanager
from typing import Any, Iterator, Optional

from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.wrapper import JavaTransformer
from pyspark.sql import DataFrame
from pyspark.sql.utils import is_remote

_ROOT = "dev.collimate."
_OF_FILES = {
    "org.apache.hadoop.fs.FileAlreadyExistsException": FileExistsError,
    "java.io.FileNotFoundException": FileNotFoundError,
    "java.io.UncheckedIOException": OSError,
    "java.io.IOException": OSError,
}
# How a server of Spark 4.0 wraps what a reader says, without it.
_WRAPPED = "(java.lang.reflect.InvocationTargetException)"


def refuse_remote(what: str, instead: str) -> None:
    """Says on a client of Spark Connect, which reaches no JVM, what to do instead."""
    if is_remote():
        raise RuntimeError(f"Spark Connect {what}; {instead}")


def java_class(name: str) -> Any:
    """The Java class of a full name below ``dev.collimate``.

    Raises RuntimeError where there is no session, or the jar is not on it. Not for clients of Spark Connect.
    """
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

    Of files, whose messages are lines for the user, as OSError; of a server of Spark Connect without the jar as RuntimeError,
    and its other errors as a classic session has them.
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
        if not is_remote():
            raise
        raise _of_server(failure) or failure from None


def _of_server(failure: Exception) -> Optional[Exception]:
    """The error that a classic session would raise; None for another that is to be raised as it is.

    A server tells ``(class) message`` of Java's exceptions that Spark does not know, and a trace behind the message.
    """
    from pyspark.errors import IllegalArgumentException

    if re.search("CONNECT_ML.*Unsupported .*" + re.escape(_ROOT), str(failure)):
        return RuntimeError(
            "the jar of Collimate is not on the server of this Spark Connect session; start the server with "
            "--jars collimate.jar, or with spark.jars=collimate.jar in its settings"
        )
    message = str(failure).split("\n\nJVM stacktrace:")[0]
    if message.startswith(_WRAPPED):
        return OSError("the server cannot read it; what is wrong stands in its log, as Spark before 4.1 does not tell clients")
    found = re.fullmatch(r"\(([\w.$]+)\) (.*)", message, re.DOTALL)
    if found and found[1] in _OF_FILES:
        return _OF_FILES[found[1]](found[2])
    return IllegalArgumentException(message) if isinstance(failure, IllegalArgumentException) else None


def new_stage(name: str, uid: str) -> Any:
    """A Java stage of a simple name; for Spark Connect the name of its class."""
    return _ROOT + "ml." + name if is_remote() else java_class("ml." + name)(uid)


class _ClientRequest(JavaTransformer):
    """The stage by which a client asks its server; its answer is what it makes of a table."""

    request: "Param[str]" = Param(Params._dummy(), "request", "what is asked, as JSON", TypeConverters.toString)

    def __init__(self, request: str) -> None:
        super().__init__()
        self._java_obj = _ROOT + "python.ClientRequest"
        self._set(request=request)


def asked(table: DataFrame, ask: str, **request: Any) -> DataFrame:
    """What the server of this Spark Connect session answers; to be asked for anew by each action."""
    return _ClientRequest(json.dumps({"ask": ask, **request})).transform(table)


def quoted(name: str) -> str:
    """A column by its exact name."""
    return "`" + name.replace("`", "``") + "`"
