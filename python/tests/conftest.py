"""One session for all tests, with the jar that COLLIMATE_JAR names; --connect makes it one of Spark Connect."""

import math
import os
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    # The tables are small: starting matters, not the last optimisation.
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC "
    f"-Dlog4j2.configurationFile={ROOT}/conf/log4j2.properties",
    "spark.sql.extensions": "dev.collimate.sql.CollimateFunctions",
    "spark.sql.shuffle.partitions": "2",
    "spark.ui.enabled": "false",
}


def pytest_addoption(parser):
    parser.addoption("--connect", action="store_true", help="run on Spark Connect those tests that can")


def pytest_collection_modifyitems(config, items):
    if config.getoption("--connect"):
        chosen = [item for item in items if item.get_closest_marker("connect")]
        config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
        items[:] = chosen
    else:
        chosen = [item for item in items if not item.get_closest_marker("connect_only")]
        config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
        items[:] = chosen


@pytest.fixture(scope="session")
def remote(request):
    """Whether the session is one of Spark Connect."""
    return request.config.getoption("--connect")


@pytest.fixture(scope="session")
def spark(remote):
    builder = SparkSession.builder.remote("local[2]") if remote else SparkSession.builder.master("local[2]")
    settings = {"spark.jars": os.environ["COLLIMATE_JAR"], **SETTINGS}
    if remote:
        # A port that is free, as two runs may go on at a time: PySpark asks its server for the number in testing alone.
        os.environ["SPARK_TESTING"] = "1"
        settings["spark.connect.grpc.binding.port"] = "0"
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="session")
def sample():
    """The folder of the sample pairs: train and test."""
    return ROOT / "src" / "sample"


@pytest.fixture(scope="session")
def pairs(spark):
    """A small table of pairs of 3 and 2 numbers: id, x, y and the weight w."""
    rows = []
    for i in range(60):
        angle = 0.7 * i
        x = [math.sin(angle), math.cos(angle), math.sin(3 * angle + 1)]
        noise = 0.1 * math.sin(11.3 * i)
        rows.append((i, x, [x[0] + 0.5 * x[2] + noise, x[1] - 0.25 * x[0] - noise], 1.0 + i % 3))
    return spark.createDataFrame(rows, "id long, x array<float>, y array<float>, w double").coalesce(1).cache()
