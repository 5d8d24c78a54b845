"""Reading as the command line does, SQL functions, and errors of the set-up."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyspark
import pytest
from pyspark.errors import IllegalArgumentException
from pyspark.ml import Pipeline

from collimate_spark import AngularRegression, read_pairs, register_functions, register_model


@pytest.mark.smoke
@pytest.mark.connect
def test_functions_of_sql(spark, pairs, tmp_path):
    register_functions(spark)
    model = AngularRegression(featuresCol="x", labelCol="y", maxIter=2).fit(pairs)
    model.save(str(tmp_path / "model"))
    register_model(spark, "m", str(tmp_path / "model"))
    rows = model.transform(pairs).selectExpr("angle_between(prediction, map_vector('m', x)) AS angle").collect()
    assert max(row.angle for row in rows) < 1e-5
    row = spark.sql("SELECT angle_between(array(1.0D, 0.0D), array(0.0D, 1.0D)) a, cosine_similarity(array(1.0), array(-2.0)) c")
    assert [round(value, 12) for value in row.first()] == [1.570796326795, -1.0]


@pytest.mark.connect
def test_a_fit_has_the_checksums_of_the_command_lines_fit(spark, sample, tmp_path):
    from conftest import ROOT

    environment = {**os.environ, "SPARK_HOME": str(Path(pyspark.__file__).parent)}
    command = [
        "./submit.sh", "--master", "local[2]", "train",
        "--input", str(sample / "train"), "--model", str(tmp_path / "command"), "--max-iter", "3",
    ]  # fmt: skip
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    pairs = read_pairs(spark, str(sample / "train"))
    AngularRegression(featuresCol="x", labelCol="y", maxIter=3).fit(pairs).save(str(tmp_path / "python"))
    checksums = [
        [entry["sha256"] for entry in json.loads((model / "parameters/layout.json").read_text())["parameters"]]
        for model in (tmp_path / "command", tmp_path / "python")
    ]
    assert checksums[0] == checksums[1]


@pytest.mark.connect
def test_pairs_are_read_however_they_are_stored(spark, tmp_path):
    (tmp_path / "pairs.csv").write_text("k,x1,x2,y,w\nb,1,2,3 4,0.5\n")
    rows = read_pairs(
        spark, str(tmp_path / "pairs.csv"), format="csv", features_col="x1,x2", number_cols=["w"], other_cols=["k"]
    )
    first = rows.first()
    assert (list(first["x1,x2"]), list(first["y"]), first["w"], first["k"]) == ([1, 2], [3, 4], 0.5, "b")
    (tmp_path / "texts.csv").write_text('x,y\n"[1, 2]",1;2\n')
    first = read_pairs(spark, str(tmp_path / "texts.csv"), format="csv").first()
    assert (list(first["x"]), list(first["y"])) == ([1, 2], [1, 2])
    with pytest.raises(Exception, match="label_col.*'z'"):
        read_pairs(spark, str(tmp_path / "pairs.csv"), format="csv", features_col="x1,x2", label_col="z")


@pytest.mark.connect
def test_encodings_and_formats_are_those_of_the_command_line(spark, tmp_path):
    path = str(tmp_path / "bytes")
    numbers = bytearray(np.array([1, -2.5], dtype="<f4").tobytes())
    spark.createDataFrame([(numbers, numbers)], "x binary, y binary").write.parquet(path)
    first = read_pairs(spark, path, vector_encoding="float32").first()
    assert (list(first["x"]), list(first["y"])) == ([1, -2.5], [1, -2.5])
    # What is no vector is nothing of the reader's own, and is not taken for one that is missing.
    spark.createDataFrame([(numbers, numbers), (numbers[:7], numbers), (None, numbers)], "x binary, y binary").coalesce(
        1
    ).write.parquet(path + "-cut")
    rows = read_pairs(spark, path + "-cut", vector_encoding="float32")
    assert [row.x for row in rows.collect()] == [[1, -2.5], [], None]
    with pytest.raises(IllegalArgumentException, match=r"^2 of 3 rows cannot be used \(1: a vector is null; 1: a vector has the"):
        AngularRegression(featuresCol="x", labelCol="y").fit(rows)
    with pytest.raises(Exception, match="the encoding of vectors must be one of text, .*, but was float33"):
        read_pairs(spark, path, vector_encoding="float33")
    np.save(tmp_path / "vectors.npy", np.eye(2, dtype=np.float32))
    # Without a format the name tells that it is a NumPy file, which has one column of vectors and no other.
    file = str(tmp_path / "vectors.npy")
    with pytest.raises(Exception, match="features_col 'x' names no column of the input.* Columns: id, vector"):
        read_pairs(spark, file)


def test_a_jar_that_is_missing_is_told_with_the_setting(pairs, tmp_path):
    """By everything that needs it."""
    model = Pipeline(stages=[AngularRegression(featuresCol="x", labelCol="y", maxIter=2)]).fit(pairs)
    model.save(str(tmp_path / "pipeline"))
    model.stages[0].save(str(tmp_path / "model"))
    code = f"""
import pyspark
from pyspark.sql import SparkSession
spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").config("spark.driver.host", "127.0.0.1").getOrCreate()
from collimate_spark import *
from pyspark.ml import PipelineModel
path = {str(tmp_path)!r}
uses = [
    AngularRegression, AngleEvaluator, RetrievalEvaluator,
    *(lambda stage=stage: stage.load(path + "/model")
      for stage in (AngularRegressionModel, AngularRegression, AngleEvaluator, RetrievalEvaluator)),
    AngularRegressionModel.read,
    # Spark 4.0 reads pipelines of Java alone, without a word of Python's: its own error names the class that is missing.
    *([lambda: PipelineModel.load(path + "/pipeline")] if pyspark.__version__ >= "4.1" else []),
    lambda: read_pairs(spark, path),
    lambda: register_functions(spark),
    lambda: register_model(spark, "m", path + "/model"),
    lambda: doctor(spark.range(1), None),
    lambda: retrieval(None, spark.range(1)),
]
for use in uses:
    try:
        use()
    except RuntimeError as failure:
        print(failure)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    lines = run.stdout.splitlines()
    assert len(lines) == (14 if pyspark.__version__ >= "4.1" else 13), run.stderr
    for line in lines:
        assert line.startswith("the jar of Collimate is not on this Spark session; start the session with")
        assert "spark.jars" in line


def test_a_server_of_spark_connect_without_the_jar_is_told_with_the_setting():
    code = """
from pyspark.sql import SparkSession
spark = (SparkSession.builder.remote("local[1]").config("spark.ui.enabled", "false")
    .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.connect.grpc.binding.port", "0").getOrCreate())
from collimate_spark import *
rows = spark.sql("SELECT array(1.0) AS features, array(1.0) AS label, array(1.0) AS prediction")
for use in (
    lambda: AngularRegression().fit(rows),
    lambda: AngularRegressionModel.load("nowhere"),
    lambda: AngleEvaluator().evaluate(rows),
    lambda: read_pairs(spark, "nowhere"),
    lambda: doctor(rows, AngularRegression()),
    lambda: retrieval("nowhere", rows),
):
    try:
        use()
    except RuntimeError as failure:
        print(failure)
"""
    environment = {**os.environ, "SPARK_TESTING": "1"}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment)
    lines = run.stdout.splitlines()
    assert len(lines) == 6, run.stderr
    assert all("is not on the server of this Spark Connect session; start the server with --jars" in line for line in lines)


def test_without_a_session_that_is_told():
    code = "import collimate_spark\ntry:\n    collimate_spark.AngularRegression()\nexcept RuntimeError as e:\n    print(e)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.stdout.startswith("there is no Spark session"), run.stderr


def test_a_folder_called_dev_does_not_hide_the_stages(tmp_path):
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev" / "__init__.py").write_text("")
    code = """
import sys
sys.path.insert(0, ".")
import collimate_spark
from dev.collimate.ml import AngularRegression
assert AngularRegression is collimate_spark.AngularRegression
print(AngularRegression.__module__)
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert run.stdout.strip() == "dev.collimate.ml", run.stderr
