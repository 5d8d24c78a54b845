"""Reports on tables, as functions."""

import pytest
from pyspark.errors import IllegalArgumentException

from collimate_spark import AngularRegression, AngularRegressionModel, doctor, retrieval

pytestmark = pytest.mark.connect


@pytest.fixture(scope="module")
def model(pairs, tmp_path_factory):
    """The path of a saved one, which is what a server takes."""
    path = str(tmp_path_factory.mktemp("models") / "model")
    AngularRegression(featuresCol="x", labelCol="y", maxIter=5).fit(pairs).save(path)
    return path


def test_the_doctor_grades_what_it_finds_and_recommends_in_python(spark, pairs):
    held = AngularRegression(featuresCol="x", labelCol="y", validationFraction=0.2, seed=3)
    found = doctor(pairs, held, estimate=False)
    assert (found["inputDim"], found["outputDim"]) == (3, 2)
    assert found["rows"] + found["heldOutRows"] == 60
    assert {finding["grade"] for finding in found["findings"]} <= {"ok", "warn", "stop"}
    assert found["recommended"] == 'AngularRegression(featuresCol="x", labelCol="y")'
    broken = pairs.select("x", "y").union(spark.createDataFrame([(None, [1.0, 2.0])], "x array<float>, y array<float>"))
    found = doctor(broken, AngularRegression(featuresCol="x", labelCol="y"))
    assert found["skippedRows"] == 1
    assert found["estimate"]["passes"] > 0
    assert 'badRows="skip", validationFraction=0.1' in found["recommended"]
    # The expression is one that Python reads.
    assert eval(found["recommended"]).getBadRows() == "skip"


def test_the_doctor_heeds_settings_of_every_type(pairs):
    stage = AngularRegression(
        featuresCol="x", labelCol="y", weightCol="w", map="mlp", layers=[3, 4, 2], residual=True, regParam=0.25, maxIter=3
    )
    found = doctor(pairs, stage, estimate=False)
    assert found["rows"] == 60
    with pytest.raises(IllegalArgumentException, match="^maxIter must be at least 0, but was -1$") as refused:
        doctor(pairs, AngularRegression(featuresCol="x", labelCol="y", maxIter=-1))
    assert "\n" not in str(refused.value)


@pytest.mark.smoke
def test_search_results_that_survive_stand_beside_doing_nothing(spark, pairs, model):
    many = pairs.crossJoin(spark.range(2).withColumnRenamed("id", "n")).selectExpr(
        "transform(x, v -> CAST(v + n * 0.01 AS FLOAT)) AS x", "y"
    )
    found = retrieval(model, many, mapped="store", training=pairs, queries=50)
    assert (found["mapped"], found["queries"], found["availableQueries"], found["documents"]) == ("store", 50, 120, 120)
    measures = {search["name"]: search["measures"] for search in found["searches"]}
    nothing, ceiling = "do nothing: x asks x", "ceiling: y asks y"
    assert set(measures) == {nothing, "orthogonal", "orthogonal, centred", "least squares", "model", ceiling}
    assert 0.1 < measures["model"]["recall@10"]["value"] <= measures[ceiling]["recall@10"]["value"] == 1
    more = retrieval(model, pairs, corpus=many)
    assert (more["queries"], more["documents"]) == (60, 180)
    with pytest.raises(Exception, match="the mapped side must be one of query, store, but was both"):
        retrieval(model, pairs, mapped="both")
    with pytest.raises(Exception, match="there are 60 documents, but the measures need at least 101"):
        retrieval(model, pairs)


def test_a_model_and_its_path_have_one_report(remote, pairs, model):
    fitted = AngularRegressionModel.load(model)
    many = pairs.union(pairs).select("x", "y")
    if remote:
        with pytest.raises(RuntimeError, match="^Spark Connect hands no fitted model on; save it, and give retrieval its path$"):
            retrieval(fitted, many)
    else:
        both = [retrieval(given, many, mapped="store", queries=20) for given in (fitted, model)]
        assert both[0]["searches"] == both[1]["searches"]


def test_rows_that_cannot_be_used_are_counted_or_refused(spark, pairs, model):
    broken = pairs.union(pairs).select("x", "y").union(
        spark.createDataFrame([([1.0], [1.0, 2.0])], "x array<float>, y array<float>")
    )
    assert retrieval(model, broken, bad_rows="skip", queries=5)["documents"] == 120
    with pytest.raises(IllegalArgumentException, match="^1 of 121 rows cannot be used"):
        retrieval(model, broken)
    with pytest.raises(IllegalArgumentException, match="^Column y does not exist. Available: x$"):
        retrieval(model, pairs, corpus=pairs.select("x"))
