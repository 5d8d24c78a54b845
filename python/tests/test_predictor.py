"""The predictor without Spark gives what the model in Spark gives, and trusts no file."""

import json
import subprocess
import sys
import time

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


@pytest.mark.parametrize("name", MAPS)
def test_every_map_predicts_what_spark_predicts(spark, saved, name):
    x = rows()
    model = collimate_spark.AngularRegressionModel.load(str(saved / name))
    table = spark.createDataFrame([(i, row.tolist()) for i, row in enumerate(x)], "id long, x array<float>")
    expected = np.array([row.prediction for row in model.transform(table).orderBy("id").collect()])
    found = collimate_spark.load(saved / name).predict(x)
    assert found.dtype == np.float32
    apart = np.linalg.norm(found.astype(float) - expected, axis=1)
    assert (apart <= 2e-6 * np.linalg.norm(expected, axis=1)).all()
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
    edit(broken, map={"name": "linear"})
    with pytest.raises(collimate_spark.ModelError, match="is not complete"):
        collimate_spark.load(broken)


def test_missing_and_short_files_are_told(broken):
    weights = broken / "parameters" / "weights.npy"
    weights.write_bytes(weights.read_bytes()[:100])
    with pytest.raises(collimate_spark.ModelError, match="weights.npy has 100 bytes"):
        collimate_spark.load(broken)
    weights.unlink()
    with pytest.raises(collimate_spark.ModelError, match="weights.npy is missing"):
        collimate_spark.load(broken)


def test_one_vector_of_384_takes_little_more_than_its_product(spark, tmp_path):
    random = np.random.default_rng(1)
    x = random.standard_normal((400, 384)).astype(np.float32)
    table = spark.createDataFrame([(row.tolist(), row[::-1].tolist()) for row in x], "x array<float>, y array<float>")
    AngularRegression(featuresCol="x", labelCol="y", map="orthogonal").fit(table).save(str(tmp_path / "model"))
    predictor = collimate_spark.load(tmp_path / "model")
    vector = x[0]
    times = []
    for _ in range(50):
        start = time.perf_counter()
        for _ in range(20):
            predictor.predict(vector)
        times.append((time.perf_counter() - start) / 20)
    # The least of many, as other work on the machine only adds; the page has what a quiet one takes.
    assert min(times) < 100e-6
