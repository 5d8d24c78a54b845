"""The example runs as it stands."""

import runpy
import sys

import numpy as np

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
