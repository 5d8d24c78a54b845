"""The example and the README's first page run as they stand."""

import ast
import re
import runpy
import sys

import numpy as np
import pytest

from conftest import ROOT


def test_the_example_goes_from_pairs_to_search_results(spark, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("MPLBACKEND", "Agg")
    monkeypatch.setattr(sys, "argv", ["migrate.py", str(tmp_path / "out")])
    there = runpy.run_path(str(ROOT / "python" / "examples" / "migrate.py"))
    said = capsys.readouterr().out
    assert 'recommended: AngularRegression(featuresCol="x", labelCol="y")' in said
    assert 27 < there["evaluator"].evaluate(there["predicted"]) < 30
    assert there["own"] > 0.9
    measures = {search["name"]: search["measures"]["recall@10"]["value"] for search in there["found"]["searches"]}
    assert measures["naive swap: y asks x"] < measures["model"] < measures["ceiling: y asks y"] == 1
    assert (tmp_path / "out" / "fit.png").stat().st_size > 10_000
    assert (tmp_path / "out" / "onnx" / "model.onnx").exists()
    assert there["store"].dtype == np.float32


def block_of_readme(language, paths):
    """Of its one block, with the names of files as paths, for Spark's JVM has a working directory of its own."""
    (block,) = re.findall(f"```{language}\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    return re.sub(r"""(["'])(model|[\w-]+\.parquet)\1""", rf"\1{paths}/\2\1", block)


@pytest.mark.connect
def test_the_readme_does_the_job_in_python_and_in_sql(spark, sample, tmp_path):
    spark.read.parquet(str(sample / "train")).limit(1000).write.parquet(str(tmp_path / "pairs.parquet"))
    held = spark.read.parquet(str(sample / "test"))
    held.write.parquet(str(tmp_path / "held-out.parquet"))
    held.selectExpr("id", "x").write.parquet(str(tmp_path / "store.parquet"))
    first = held.first()
    names = {"spark": spark, "query": np.array(first["x"], dtype=np.float32)}
    values = []
    for statement in ast.parse(block_of_readme("python", tmp_path)).body:
        if isinstance(statement, ast.Expr):
            values.append(eval(ast.unparse(statement), names))
        else:
            exec(ast.unparse(statement), names)
    checked, angle, _, _, found, prediction = values
    assert checked["command"] == "doctor" and checked["recommended"].startswith("AngularRegression(")
    assert 27 < angle < 45
    assert {"model", "ceiling: y asks y"} <= {search["name"] for search in found["searches"]}
    rewritten = spark.read.parquet(str(tmp_path / "rewritten.parquet"))
    assert rewritten.count() == held.count()
    expected = rewritten.where(f"id = '{first['id']}'").first()["prediction"]
    np.testing.assert_allclose(prediction, expected, rtol=0, atol=2e-6 * np.linalg.norm(expected))

    spark.read.parquet(str(tmp_path / "store.parquet")).createOrReplaceTempView("store")
    spark.sql(f"CREATE TABLE rewritten (id STRING, v ARRAY<FLOAT>) USING parquet LOCATION '{tmp_path}/table'")
    try:
        spark.sql(block_of_readme("sql", tmp_path))
        both = spark.table("rewritten").join(rewritten, "id").selectExpr("angle_between(v, prediction) AS angle").collect()
        assert len(both) == held.count()
        assert max(row.angle for row in both) < 1e-5
    finally:
        spark.sql("DROP TABLE rewritten")
