"""The predictor without Spark gives what the model in Spark gives, and trusts no file."""

import hashlib
import json
import subprocess
import sys

import numpy as np
import pytest

import collimate_spark
from collimate_spark import AngularRegression

MAPS = {
    "linear": dict(map="linear"),
    "no intercept": dict(map="linear", fitIntercept=False),
    "orthogonal": dict(map="orthogonal"),
    "low-rank": dict(map="low-rank", rank=2),
    "relu": dict(map="mlp", layers=[3, 6, 4, 2], activation="relu"),
    "tanh": dict(map="mlp", layers=[3, 6, 2], activation="tanh", residual=True),
    "gelu": dict(map="mlp", layers=[3, 40, 2], activation="gelu", residual=True),
}


@pytest.fixture(scope="module")
def saved(pairs, tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    for name, params in MAPS.items():
        AngularRegression(featuresCol="x", labelCol="y", maxIter=3, seed=5, **params).fit(pairs).save(
            str(folder / name)
        )
    return folder


def rows():
    random = np.random.default_rng(0)
    values = random.standard_normal((1000, 3)).astype(np.float32)
    values[::7] *= np.logspace(-30, 30, len(values[::7]))[:, None].astype(np.float32)
    values[::100] = 0
    return values


def terms(model, x):
    """The length of a prediction if no two of the terms that the last layer sums cancelled, in float64; one number a row."""
    layout = json.loads((model / "parameters" / "layout.json").read_text())["map"]
    values = {file.stem: np.load(file) for file in (model / "parameters").glob("*.npy")}
    if layout["name"] != "mlp":
        return np.zeros(len(x))
    hidden = x.astype(float)
    depth = len(layout["layers"]) - 1
    for layer in range(1, depth):
        sums = hidden @ values[f"weights{layer}"].T + values[f"intercept{layer}"]
        hidden = np.tanh(sums) if layout["activation"] == "tanh" else np.maximum(sums, 0)
    found = np.abs(hidden) @ np.abs(values[f"weights{depth}"]).T + np.abs(values[f"intercept{depth}"])
    if layout["residual"]:
        found += np.abs(x.astype(float)) @ np.abs(values["residual"]).T
    return np.linalg.norm(found, axis=1)


@pytest.mark.connect
@pytest.mark.parametrize("name", MAPS)
def test_every_map_predicts_what_spark_predicts(spark, saved, name):
    x = rows()
    model = collimate_spark.AngularRegressionModel.load(str(saved / name))
    table = spark.createDataFrame([(i, row.tolist()) for i, row in enumerate(x)], "id long, x array<float>")
    expected = np.array([row.prediction for row in model.transform(table).orderBy("id").collect()])
    found = collimate_spark.load(saved / name).predict(x)
    assert found.dtype == np.float32
    apart = np.linalg.norm(found.astype(float) - expected, axis=1)
    # Two sums in float32 are apart by the rounding of their terms, which may be far longer than a prediction near zero.
    allowed = np.maximum(np.linalg.norm(expected, axis=1), terms(saved / name, x) / 10)
    assert (apart <= 2e-6 * allowed).all()
    np.testing.assert_allclose(collimate_spark.load(saved / name).predict(x[1]), found[1], rtol=1e-5, atol=1e-6)


def test_needs_numpy_alone(saved):
    code = f"""
import sys
class NoSpark:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("pyspark", "py4j", "pandas", "pyarrow"):
            raise ImportError(name)
sys.meta_path.insert(0, NoSpark())
import collimate_spark
print(collimate_spark.load({str(saved / "linear")!r}).predict([1, 2, 3]).shape)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.stdout.strip() == "(2,)", run.stderr


@pytest.mark.parametrize(
    "x, message",
    [
        ([1, 2], r"x must have the shape \(3,\) or \(rows, 3\), but has \(2,\)"),
        ([[[1, 2, 3]]], "but has"),
        ([1, 2, float("nan")], "x has an element that is NaN"),
        ([1, 2, 1e300], "outside the range of float32"),
    ],
)
@pytest.mark.filterwarnings("ignore:overflow")
def test_vectors_that_cannot_be_mapped_are_refused(saved, x, message):
    with pytest.raises(ValueError, match=message):
        collimate_spark.load(saved / "linear").predict(x)


@pytest.fixture
def broken(saved, tmp_path):
    import shutil

    return shutil.copytree(saved / "linear", tmp_path / "model")


def edit(model, **changes):
    file = model / "parameters" / "layout.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), **changes}))


def test_no_model_is_told():
    with pytest.raises(FileNotFoundError, match="nowhere is not a complete model directory"):
        collimate_spark.load("nowhere")


def test_an_address_is_refused_without_its_secrets():
    with pytest.raises(FileNotFoundError, match="starts with s3a://; copy it") as refused:
        collimate_spark.load("s3a://key:hush@bucket/model?sig=hush")
    assert "hush" not in str(refused.value)


def test_a_local_path_may_be_written_as_spark_writes_it(saved):
    expected = collimate_spark.load(saved / "linear").predict([1, 2, 3])
    for address in (f"file://{saved}/linear", f"file:{saved}/linear", str(saved / "linear") + "/"):
        np.testing.assert_array_equal(collimate_spark.load(address).predict([1, 2, 3]), expected)
    for other in ("file://host/model", "file:model"):
        with pytest.raises(FileNotFoundError):
            collimate_spark.load(other)


def test_another_version_is_refused(broken):
    edit(broken, layoutVersion=2)
    with pytest.raises(collimate_spark.ModelError, match="has layout version 2, but this release reads version 1"):
        collimate_spark.load(broken)


def test_the_folder_that_the_metadata_name_is_read(broken):
    folder = "parameters-01234567-89ab-cdef-0123-456789abcdef"
    expected = collimate_spark.load(broken).predict(np.ones(3, np.float32))
    (broken / "parameters").rename(broken / folder)
    metadata = broken / "metadata" / "part-00000"
    content = json.loads(metadata.read_text())
    metadata.write_text(json.dumps({**content, "parametersFolder": [folder]}))
    assert np.array_equal(collimate_spark.load(broken).predict(np.ones(3, np.float32)), expected)
    metadata.write_text(json.dumps({**content, "parametersFolder": ["../elsewhere"]}))
    with pytest.raises(collimate_spark.ModelError, match="which is no folder of parameters"):
        collimate_spark.load(broken)


def test_a_flipped_byte_is_found(broken):
    file = broken / "parameters" / "weights.npy"
    content = bytearray(file.read_bytes())
    content[-3] ^= 1
    file.write_bytes(bytes(content))
    with pytest.raises(collimate_spark.ModelError, match="weights.npy has the SHA-256 checksum"):
        collimate_spark.load(broken)


def test_missing_short_and_misshapen_files_are_told(broken):
    edit(broken, map={**json.loads((broken / "parameters/layout.json").read_text())["map"], "inputDim": 4})
    with pytest.raises(collimate_spark.ModelError, match=r"but the map asks for \[2, 4\]"):
        collimate_spark.load(broken)
    edit(broken, map={"name": "wavelet", "inputDim": 3, "outputDim": 2, "fitIntercept": True})
    with pytest.raises(collimate_spark.ModelError, match="the map 'wavelet' is not known to this release"):
        collimate_spark.load(broken)
    edit(
        broken,
        map={
            "name": "mlp",
            "inputDim": 3,
            "outputDim": 2,
            "fitIntercept": True,
            "layers": [3, 2],
            "activation": "swish",
            "residual": False,
        },
    )
    with pytest.raises(collimate_spark.ModelError, match="the activation 'swish' is not known to this release"):
        collimate_spark.load(broken)
    for incomplete in ({"name": "linear"}, "linear", ["name", "linear"], None, 5):
        edit(broken, map=incomplete)
        with pytest.raises(collimate_spark.ModelError, match="is not complete"):
            collimate_spark.load(broken)


def described(**map):
    return {"inputDim": 3, "outputDim": 2, "fitIntercept": True, "residual": False, **map}


@pytest.mark.parametrize(
    "description, message",
    [
        (described(name="linear", normalize=True), "has an unknown entry 'normalize' of the map linear"),
        (described(name="linear", rank=2), "has an unknown entry 'rank' of the map linear"),
        (described(name="linear", layers=[3, 2]), "has an unknown entry 'layers' of the map linear"),
        (described(name="mlp", layers=[3, 2], activation="relu", rank=1), "has an unknown entry 'rank' of the map mlp"),
        (described(name="linear", residual=True), "gives the map linear a residual, which it does not have"),
        (described(name="orthogonal", residual=True), "gives the map orthogonal a residual"),
        (described(name="low-rank", rank=1, residual=True), "describes a map that adds x, but inputDim = 3 and outputDim = 2 differ"),
        (described(name="low-rank", rank=1, outputDim=1, residual=True), "describes a map that adds x, but inputDim = 3 and outputDim = 1 differ"),
        (described(name="low-rank", rank=3), "gives rank the value 3, which must be at most the smaller of"),
        (described(name="low-rank", rank=0), "gives rank the value 0, which must be a whole number of at least 1"),
        (described(name="mlp", layers=[3, 2], activation="relu", outputDim=5), r"has the layers \[3, 2\], which must .* = 5"),
        (described(name="mlp", layers=[4, 2], activation="relu"), r"has the layers \[4, 2\], which must .* inputDim = 3"),
        (described(name="mlp", layers=[3], activation="relu", outputDim=3), r"has the layers \[3\]"),
        (described(name="mlp", layers=[3, 0, 2], activation="relu"), r"has the layers \[3, 0, 2\]"),
        (described(name="mlp", layers=[3, 4.0, 2], activation="relu"), r"has the layers \[3, 4.0, 2\]"),
        (described(name="mlp", layers=None, activation="relu"), "has the layers None"),
        (described(name="linear", inputDim=3.0), "gives inputDim the value 3.0"),
        (described(name="linear", outputDim=True), "gives outputDim the value True"),
        (described(name="linear", fitIntercept=1), "gives fitIntercept the value 1, which must be true or false"),
        (described(name="linear", residual=None), "gives residual the value None"),
    ],
)
def test_maps_that_java_refuses_are_refused(broken, description, message):
    edit(broken, map=description)
    with pytest.raises(collimate_spark.ModelError, match="layout.json " + message) as refused:
        collimate_spark.load(broken)
    assert "\n" not in str(refused.value)


def test_entries_beside_the_map_are_known_and_stand_once(broken):
    file = broken / "parameters" / "layout.json"
    layout = json.loads(file.read_text())
    edit(broken, scale=2)
    with pytest.raises(collimate_spark.ModelError, match="has an unknown entry 'scale' of the file"):
        collimate_spark.load(broken)
    first, *others = layout["parameters"]
    file.write_text(json.dumps({**layout, "parameters": [{**first, "transposed": True}, *others]}))
    with pytest.raises(collimate_spark.ModelError, match="has an unknown entry 'transposed' of the parameter weights"):
        collimate_spark.load(broken)
    file.write_text(json.dumps(layout).replace('"layoutVersion"', '"layoutVersion": 1, "layoutVersion"'))
    with pytest.raises(collimate_spark.ModelError, match="is not valid JSON"):
        collimate_spark.load(broken)


def replace_weights(model, values):
    """As a program would that writes models: with the checksum of the new file."""
    file = model / "parameters" / "weights.npy"
    np.save(file, values)
    layout = json.loads((model / "parameters" / "layout.json").read_text())
    for entry in layout["parameters"]:
        if entry["name"] == "weights":
            entry.update(bytes=file.stat().st_size, sha256=hashlib.sha256(file.read_bytes()).hexdigest())
    edit(model, parameters=layout["parameters"])


@pytest.mark.parametrize("value", [1e39, -1e300, float("inf"), float("nan")])
def test_a_parameter_beyond_float32_is_refused(broken, value):
    replace_weights(broken, np.full((2, 3), 3.0))
    np.testing.assert_array_equal(collimate_spark.load(broken).predict(np.eye(3))[0] > 2, True)
    replace_weights(broken, np.array([[1.0, 2.0, 3.0], [4.0, value, 6.0]]))
    with pytest.raises(collimate_spark.ModelError, match="weights.npy holds .*, which is no number of float32"):
        collimate_spark.load(broken)


def test_missing_and_short_files_are_told(broken):
    weights = broken / "parameters" / "weights.npy"
    weights.write_bytes(weights.read_bytes()[:100])
    with pytest.raises(collimate_spark.ModelError, match="weights.npy has 100 bytes"):
        collimate_spark.load(broken)
    weights.unlink()
    with pytest.raises(collimate_spark.ModelError, match="weights.npy is missing"):
        collimate_spark.load(broken)
