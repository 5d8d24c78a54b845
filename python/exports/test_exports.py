"""Exports of every map give other programs what the map predicts: ONNX Runtime, sentence-transformers on PyTorch, NumPy.

EXPORTS names the folder that dev.collimate.model.ExportedFiles wrote.
"""

import json
import os
from pathlib import Path

import numpy as np
import pytest

import collimate_spark

ROOT = Path(os.environ["EXPORTS"])
TOLERANCE = 2e-6


def read(folder, name, width):
    return np.fromfile(folder / name, dtype="<f4").reshape(-1, width)


@pytest.fixture(params=sorted(path.name for path in ROOT.iterdir()))
def folder(request):
    return ROOT / request.param


@pytest.fixture
def layout(folder):
    return json.loads((folder / "model" / "parameters" / "layout.json").read_text())["map"]


@pytest.fixture
def x(folder, layout):
    rows = read(folder, "x.f32", layout["inputDim"])
    assert len(rows) == 1000
    lengths = np.linalg.norm(rows.astype(float), axis=1)
    assert lengths.max() > 1e28 and lengths[lengths > 0].min() < 1e-28
    return rows


@pytest.fixture
def near(folder, layout):
    """Checks that rows lie within the tolerance of their own length, all but so many."""
    expected = read(folder, "expected.f32", layout["outputDim"]).astype(float)

    def check(found, but=0):
        apart = np.linalg.norm(found.astype(float) - expected, axis=1)
        lengths = np.linalg.norm(expected, axis=1)
        wrong = apart > TOLERANCE * lengths
        assert wrong.sum() <= but, (apart[wrong] / lengths[wrong]).max()

    return check


def test_onnx_runtime(folder, x, near):
    import onnxruntime

    session = onnxruntime.InferenceSession(str(folder / "onnx" / "model.onnx"), providers=["CPUExecutionProvider"])
    near(session.run(["y"], {"x": x})[0])


def test_dense_layers_of_sentence_transformers(folder, layout, x, near):
    import torch
    from sentence_transformers.models import Dense

    exported = folder / "sentence-transformers"
    refused = folder / "sentence-transformers.refused"
    if refused.exists():
        assert (layout["name"], layout["residual"], layout["activation"]) == ("mlp", True, "tanh")
        assert "export it to onnx, safetensors or npy" in refused.read_text()
        return
    modules = json.loads((exported / "modules.json").read_text())
    assert {module["type"] for module in modules} == {"sentence_transformers.models.Dense"}

    def predictions(dtype):
        features = {"sentence_embedding": torch.from_numpy(x).to(dtype)}
        with torch.no_grad():
            for module in modules:
                features = Dense.load(str(exported / module["path"])).to(dtype)(features)
        return features["sentence_embedding"].numpy()

    near(predictions(torch.float64))
    # PyTorch adds in another order than predict. One row of one map has hidden units so much longer than its prediction that
    # float32 alone sets the two 4.6e-6 apart: 3.0e-6 and 1.5e-6 from what float64 gives.
    near(predictions(torch.float32), but=1)


def test_the_predictor_for_numpy(folder, x, near):
    near(collimate_spark.load(folder / "model").predict(x))


def test_arrays_of_safetensors_and_of_numpy_are_the_models(folder):
    from safetensors.numpy import load_file

    stored = {file.stem: np.load(file).astype(np.float32) for file in (folder / "model" / "parameters").glob("*.npy")}
    arrays = load_file(str(folder / "safetensors" / "model.safetensors"))
    files = {file.stem: np.load(file) for file in (folder / "npy").glob("*.npy")}
    assert set(arrays) == set(files) == set(stored)
    for name, values in stored.items():
        np.testing.assert_array_equal(arrays[name], values)
        np.testing.assert_array_equal(files[name], values)


def test_no_map_was_left_out():
    maps = [json.loads(file.read_text())["map"] for file in ROOT.glob("*/model/parameters/layout.json")]
    assert {found["name"] for found in maps} == {"linear", "orthogonal", "low-rank", "mlp"}
    assert {found["activation"] for found in maps if found["name"] == "mlp"} == {"relu", "tanh", "gelu"}
    assert len(list(ROOT.glob("*/onnx/model.onnx"))) == len(maps)
