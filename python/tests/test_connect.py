"""The stages on a client of Spark Connect, and on a classic session the same."""

import gc
import threading
import weakref

import numpy as np
import pytest
from pyspark.errors import IllegalArgumentException
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.linalg import DenseVector, Vectors
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from pyspark.sql.functions import call_function, col, lit

from collimate_spark import (
    AngleEvaluator,
    AngularRegression,
    AngularRegressionModel,
    RetrievalEvaluator,
    load,
    register_model,
    retrieval,
)

pytestmark = pytest.mark.connect


def predictions(model, rows):
    return np.array([row.prediction for row in model.transform(rows).orderBy("id").collect()])


@pytest.fixture(scope="module")
def model(pairs):
    return AngularRegression(featuresCol="x", labelCol="y", maxIter=5, loss="angle").fit(pairs)


def test_a_fit_predicts_and_evaluates(model, pairs):
    rows = model.transform(pairs)
    assert dict(rows.dtypes)["prediction"] == "array<float>"
    assert AngleEvaluator(labelCol="y").evaluate(rows) < 10
    assert 0.2 < RetrievalEvaluator(labelCol="y", mapped="store").evaluate(rows) <= 1
    assert 0.9 < AngleEvaluator(labelCol="y", metricName="within").evaluate(rows) <= 1


def test_a_model_predicts_one_vector_as_it_does_a_table(model, pairs):
    row = pairs.orderBy("id").first()
    expected = predictions(model, pairs)[0]
    for x in (row.x, np.array(row.x), Vectors.dense(row.x)):
        found = model.predict(x)
        assert isinstance(found, DenseVector)
        np.testing.assert_allclose(found.toArray(), expected, rtol=1e-6)
    for bad in ([1.0, 2.0], [1.0, np.nan, 3.0]):
        for policy in ("fail", "skip", "null"):
            with pytest.raises(IllegalArgumentException) as refused:
                model.copy({model.badRows: policy}).predict(bad)
            assert "\n" not in str(refused.value)


def test_a_saved_model_is_read_here_and_by_numpy(model, pairs, tmp_path):
    model.write().save(str(tmp_path / "model"))
    loaded = AngularRegressionModel.load(str(tmp_path / "model"))
    expected = predictions(model, pairs)
    np.testing.assert_array_equal(predictions(loaded, pairs), expected)
    x = np.array([row.x for row in pairs.orderBy("id").collect()])
    np.testing.assert_allclose(load(tmp_path / "model").predict(x), expected, rtol=0, atol=2e-6)


def test_a_pipeline_comes_back(pairs, tmp_path):
    stage = AngularRegression(featuresCol="x", labelCol="y", map="mlp", layers=[3, 4, 2], maxIter=3)
    fitted = Pipeline(stages=[stage]).fit(pairs)
    fitted.write().save(str(tmp_path / "pipeline"))
    loaded = PipelineModel.load(str(tmp_path / "pipeline"))
    np.testing.assert_array_equal(predictions(loaded, pairs), predictions(fitted, pairs))


def test_a_cross_validator_finds_the_better_setting(pairs):
    stage = AngularRegression(featuresCol="x", labelCol="y", maxIter=5)
    grid = ParamGridBuilder().addGrid(stage.map, ["orthogonal", "linear"]).build()
    tuned = CrossValidator(
        estimator=stage, estimatorParamMaps=grid, evaluator=AngleEvaluator(labelCol="y"), numFolds=2, seed=1
    ).fit(pairs)
    assert tuned.avgMetrics[1] < tuned.avgMetrics[0]


def test_functions_of_the_servers_extension(spark, model, pairs, tmp_path):
    model.write().save(str(tmp_path / "model"))
    spark.conf.set("spark.collimate.model.m", str(tmp_path / "model"))
    rows = model.transform(pairs).selectExpr("angle_between(prediction, map_vector('m', x)) AS angle").collect()
    assert max(row.angle for row in rows) < 1e-5
    row = spark.sql("SELECT angle_between(array(1.0D, 0.0D), array(0.0D, 1.0D))").first()
    assert round(row[0], 12) == 1.570796326795


@pytest.fixture
def dropped(spark, model, pairs, monkeypatch):
    """The names of models that the server is asked to drop from now on."""
    if spark.version.startswith("4.0."):
        pytest.skip("PySpark 4.0 drops no model")
    # What other tests left is asked for before.
    gc.collect()
    model.transform(pairs)
    names = []
    monkeypatch.setattr(spark.client, "_delete_ml_cache", names.extend)
    return names


@pytest.mark.connect_only
def test_a_freed_model_asks_nothing_of_the_server_before_the_next_call(model, pairs, dropped):
    freed = AngularRegression(featuresCol="x", labelCol="y", maxIter=1).fit(pairs)
    name = freed._java_obj.ref_id
    freed.itself = freed
    del freed
    gc.collect()
    assert dropped == []
    model.transform(pairs)
    assert dropped == [name]


@pytest.mark.connect_only
def test_a_model_freed_in_a_thread_without_a_session_is_dropped_by_one_that_has_it(model, pairs, dropped):
    freed = [AngularRegression(featuresCol="x", labelCol="y", maxIter=1).fit(pairs)]
    name = freed[0]._java_obj.ref_id

    def elsewhere():
        freed.clear()
        model.transform(pairs)

    other = threading.Thread(target=elsewhere)
    other.start()
    other.join()
    assert dropped == []
    model.transform(pairs)
    assert dropped == [name]


def test_a_saved_model_is_freed_without_the_collector(model, tmp_path):
    saved = model.copy()
    gone = weakref.ref(saved)
    gc.disable()
    try:
        saved.save(str(tmp_path / "model"))
        del saved
        assert gone() is None
    finally:
        gc.enable()


@pytest.mark.connect_only
def test_what_a_client_cannot_do_is_told_with_what_to_do_instead(spark, model, pairs):
    for use, instead in [
        (lambda: model.export("npy", "out"), "submit.sh export"),
        (lambda: model.summary(), "submit.sh train"),
        (lambda: retrieval(model, pairs), "save it, and give retrieval its path"),
    ]:
        with pytest.raises(RuntimeError, match="^Spark Connect .*" + instead) as refused:
            use()
        assert "\n" not in str(refused.value)


def test_a_registered_model_maps_in_queries(spark, model, pairs, tmp_path):
    model.write().save(str(tmp_path / "model"))
    register_model(spark, "named", str(tmp_path / "model"))
    mapped = pairs.select("id", call_function("map_vector", lit("named"), col("x")).alias("prediction"))
    found = np.array([row.prediction for row in mapped.orderBy("id").collect()])
    np.testing.assert_allclose(found, predictions(model, pairs), rtol=0, atol=2e-6)
