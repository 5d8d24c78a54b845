"""What the stages need on a client of Spark Connect alone."""

from collections import deque
from contextlib import suppress
from functools import cache, wraps
from typing import Any, Deque

from pyspark.sql import SparkSession

from collimate_spark._jvm import told


def telling(remote: Any, name: str) -> Any:
    """A reader or writer of a client, whose own classes are there with Spark Connect alone."""
    # By its class: a method of its own would hold it and the model in a circle, for Python's collector to find at any time.
    remote.__class__ = _telling_class(type(remote), name)
    return remote


@cache
def _telling_class(remote: type, name: str) -> type:
    call = getattr(remote, name)

    @wraps(call)
    def tell(self: Any, path: str) -> Any:
        with told():
            return call(self, path)

    return type(remote.__name__, (remote,), {name: tell})


#: On Spark Connect: what is left of models that Python has freed and the server still holds.
FREED: Deque[Any] = deque()


def release_freed() -> None:
    """Asks the server to drop the models in FREED; called where no other call to it is on its way in this thread."""
    # PySpark finds the server by the session of this thread.
    while FREED and SparkSession.getActiveSession() is not None:
        # Another thread may take the last; and as in PySpark's own destructor what fails is no matter of whoever comes next.
        with suppress(Exception):
            FREED.popleft().release_ref()
