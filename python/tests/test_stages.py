"""The stages are stages of Spark ML like any other."""

import json
import math

import numpy as np
import pyspark
import pytest
from pyspark.errors import IllegalArgumentException
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.feature import SQLTransformer
from pyspark.ml.linalg import Vectors
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder, TrainValidationSplit

from collimate_spark import AngleEvaluator, AngularRegression, AngularRegressionModel, RetrievalEvaluator


def regression(**more):
    return AngularRegression(featuresCol="x", labelCol="y", maxIter=5, **more)


def predictions(model, rows):
    return np.array([row.prediction for row in model.transform(rows).orderBy("id").collect()])


@pytest.mark.parametrize("stage", [AngularRegression, AngularRegressionModel, AngleEvaluator, RetrievalEvaluator])
def test_parameters_are_those_of_java(pairs, stage):
    python = regression().fit(pairs) if stage is AngularRegressionModel else stage()
    java = {param.name(): param for param in python._java_obj.params()}
    assert {param.name for param in python.params} == set(java)
    for param in python.params:
        assert param.doc == java[param.name].doc()
        assert python.hasDefault(param) == python._java_obj.hasDefault(java[param.name])
        if python.hasDefault(param):
            # A fitted model has values beside its defaults.
            assert python._defaultParamMap[param] == python._java_obj.getDefault(java[param.name]).get()


@pytest.mark.smoke
def test_a_fit_predicts_evaluates_and_tells_how_it_went(spark, pairs):
    model = regression().fit(pairs)
    evaluator = AngleEvaluator(labelCol="y")
    assert evaluator.evaluate(model.transform(pairs)) < 10
    summary = model.summary()
    assert summary["rows"] == 60
    assert summary["passes"] >= 2
    assert summary["objectiveHistory"] == sorted(summary["objectiveHistory"], reverse=True)
    assert model.getPredictionType() == "array<float>"
    x = [0.5, -1.0, 0.25]
    row = spark.createDataFrame([(0, x)], "id long, x array<float>")
    np.testing.assert_allclose(model.predict(x).toArray(), predictions(model, row)[0], rtol=1e-6)
    np.testing.assert_array_equal(model.predict(np.array(x)).toArray(), model.predict(Vectors.dense(x)).toArray())
    assert "linear" in repr(model)


@pytest.mark.connect
def test_setters_getters_and_parameters_of_every_type_reach_java(pairs, remote, tmp_path):
    stage = regression().setMap("mlp").setLayers([3, 4, 2]).setActivation("gelu").setResidual(True).setSeed(7)
    stage.setParams(regParam=0.25, weightCol="w")
    assert stage.getLayers() == [3, 4, 2]
    if not remote:
        stage._transfer_params_to_java()
        java = stage._java_obj
        assert list(java.getLayers()) == [3, 4, 2]
        assert (java.getRegParam(), java.getSeed(), java.getResidual()) == (0.25, 7, True)
        assert java.getOrDefault(java.getParam("weightCol")) == "w"
    model = stage.fit(pairs)
    assert model.getFeaturesCol() == "x"
    model.write().save(str(tmp_path / "model"))
    saved = json.loads((tmp_path / "model" / "parameters" / "layout.json").read_text())["map"]
    assert (saved["layers"], saved["activation"], saved["residual"]) == ([3, 4, 2], "gelu", True)


@pytest.mark.connect
def test_wrong_parameters_are_refused_with_what_is_allowed(pairs):
    with pytest.raises(TypeError, match="AngularRegression has no parameter 'features'; it has .*featuresCol"):
        AngularRegression(features="x")
    with pytest.raises(TypeError):
        AngularRegression(maxIter="many")
    with pytest.raises(TypeError, match='"layers". Could not convert 3,2 to list of ints'):
        regression(layers="3,2")
    with pytest.raises(IllegalArgumentException, match="^maxIter must be at least 0, but was -1$"):
        regression().setMaxIter(-1).fit(pairs)
    # Rows that cannot be used are an error of a line too, not a trace of Java.
    with pytest.raises(IllegalArgumentException) as refused:
        regression().fit(pairs.selectExpr("if(id = 3, null, x) AS x", "y"))
    assert str(refused.value).startswith("1 of 60 rows cannot be used (1: a vector is null); the first is row 3")
    assert "\n" not in str(refused.value)
    with pytest.raises(IllegalArgumentException) as refused:
        regression().fit(pairs.where("id < 0"))
    assert str(refused.value) == "the data set is empty; at least one row is needed"


@pytest.mark.connect
def test_models_that_cannot_be_read_or_written_are_errors_of_files(pairs, tmp_path, remote):
    def says(told):
        """Spark 4.0 does not tell clients what a reader says."""
        return "the server cannot read it; .* log" if remote and pyspark.__version__ < "4.1" else told

    model = regression().fit(pairs)
    saved = tmp_path / "model"
    model.save(str(saved))
    with pytest.raises(FileExistsError, match=r"already exists; choose another path, or .*write\(\).overwrite\(\)"):
        model.save(str(saved))
    model.write().overwrite().save(str(saved))
    with pytest.raises(OSError, match=says("cannot load the model .*nowhere is not a model directory")):
        AngularRegressionModel.load(str(tmp_path / "nowhere"))
    layout = saved / "parameters" / "layout.json"
    layout.write_text(json.dumps({**json.loads(layout.read_text()), "layoutVersion": 9}))
    (layout.parent / ".layout.json.crc").unlink()
    with pytest.raises(OSError, match=says("cannot load the AngularRegression .*nowhere is not a model directory")):
        AngularRegression.load(str(tmp_path / "nowhere"))
    evaluator = AngleEvaluator()
    evaluator.save(str(tmp_path / "evaluator"))
    with pytest.raises(FileExistsError, match="already exists"):
        evaluator.save(str(tmp_path / "evaluator"))
    with pytest.raises(OSError, match=says("^cannot load the model .*layoutVersion|layout version.* 9")) as refused:
        AngularRegressionModel.read().load(str(saved))
    assert "\n" not in str(refused.value)


def test_a_model_saved_by_either_side_is_read_by_the_other(spark, pairs, tmp_path):
    model = regression(loss="angle").fit(pairs)
    expected = predictions(model, pairs)
    model.write().save(str(tmp_path / "python"))
    java = spark._jvm.dev.collimate.ml.AngularRegressionModel.load(str(tmp_path / "python"))
    assert java.trainingLoss().get() == "angle"
    java.write().save(str(tmp_path / "java"))
    loaded = AngularRegressionModel.load(str(tmp_path / "java"))
    assert loaded.uid == model.uid
    assert loaded.getFeaturesCol() == "x"
    assert loaded.getPredictionType() == "array<float>"
    assert loaded.summary() is None
    np.testing.assert_array_equal(predictions(loaded, pairs), expected)


@pytest.mark.connect
def test_an_estimator_and_an_evaluator_come_back_with_their_parameters(spark, tmp_path):
    regression(loss="axial", tol=0.5).save(str(tmp_path / "estimator"))
    loaded = AngularRegression.load(str(tmp_path / "estimator"))
    assert (loaded.getLoss(), loaded.getTol(), loaded.isSet(loaded.solver)) == ("axial", 0.5, False)
    AngleEvaluator(metricName="within", withinDegrees=5.0).save(str(tmp_path / "evaluator"))
    evaluator = AngleEvaluator.load(str(tmp_path / "evaluator"))
    assert (evaluator.getMetricName(), evaluator.getWithinDegrees()) == ("within", 5.0)


@pytest.mark.smoke
def test_a_pipeline_goes_to_the_jvm_and_back(spark, pairs, tmp_path):
    doubled = SQLTransformer(statement="SELECT *, transform(x, v -> 2 * v) AS x2 FROM __THIS__")
    pipeline = Pipeline(stages=[doubled, regression().setFeaturesCol("x2")])
    model = pipeline.fit(pairs)
    expected = predictions(model, pairs)
    model.save(str(tmp_path / "model"))
    jvm = spark._jvm.org.apache.spark.ml
    java = jvm.PipelineModel.load(str(tmp_path / "model"))
    assert java.stages()[1].getClass().getName() == "dev.collimate.ml.AngularRegressionModel"
    java.write().overwrite().save(str(tmp_path / "again"))
    loaded = PipelineModel.load(str(tmp_path / "again"))
    assert type(loaded.stages[1]) is AngularRegressionModel
    np.testing.assert_array_equal(predictions(loaded, pairs), expected)
    pipeline.save(str(tmp_path / "pipeline"))
    assert Pipeline.load(str(tmp_path / "pipeline")).getStages()[1].getFeaturesCol() == "x2"
    assert jvm.Pipeline.load(str(tmp_path / "pipeline")).getStages()[1].getFeaturesCol() == "x2"


def tuning_of_the_map():
    stage = regression()
    grid = ParamGridBuilder().addGrid(stage.map, ["orthogonal", "linear"]).build()
    return dict(estimator=stage, estimatorParamMaps=grid, evaluator=AngleEvaluator(labelCol="y"), seed=1)


@pytest.mark.connect
def test_a_cross_validator_finds_the_better_setting_and_comes_back(pairs, tmp_path):
    model = CrossValidator(numFolds=2, **tuning_of_the_map()).fit(pairs)
    assert model.avgMetrics[1] < model.avgMetrics[0]
    assert type(model.bestModel) is AngularRegressionModel
    model.save(str(tmp_path / "tuned"))
    loaded = type(model).load(str(tmp_path / "tuned"))
    np.testing.assert_array_equal(predictions(loaded, pairs), predictions(model.bestModel, pairs))


@pytest.mark.connect
def test_a_train_validation_split_finds_the_better_setting(pairs):
    split = TrainValidationSplit(**tuning_of_the_map()).fit(pairs)
    assert split.validationMetrics[1] < split.validationMetrics[0]


@pytest.mark.connect
def test_metrics_know_which_way_is_better(pairs, remote):
    model = regression().fit(pairs)
    rows = model.transform(pairs)
    for metric in ("meanAngle", "medianAngle", "p90Angle", "meanCosine", "within"):
        evaluator = AngleEvaluator(labelCol="y", metricName=metric)
        assert evaluator.isLargerBetter() == (metric in ("meanCosine", "within"))
        if not remote:
            evaluator._transfer_params_to_java()
            assert evaluator.isLargerBetter() == evaluator._java_obj.isLargerBetter()
        assert math.isfinite(evaluator.evaluate(rows))


@pytest.mark.connect
def test_the_share_of_search_results_is_a_metric(pairs, tmp_path):
    rows = regression().fit(pairs).transform(pairs)
    evaluator = RetrievalEvaluator(labelCol="y", mapped="query")
    assert evaluator.isLargerBetter()
    assert 0.2 < evaluator.evaluate(rows) <= 1
    evaluator.save(str(tmp_path / "evaluator"))
    loaded = RetrievalEvaluator.load(str(tmp_path / "evaluator"))
    assert (loaded.getMapped(), loaded.getMetricName()) == ("query", "recall@10")
    assert loaded.evaluate(rows) == evaluator.evaluate(rows)
    with pytest.raises(KeyError):
        RetrievalEvaluator().getMapped()
    with pytest.raises(Exception, match="set mapped to query or store"):
        RetrievalEvaluator(labelCol="y").evaluate(rows)


@pytest.mark.connect
def test_copies_do_not_share_parameters(pairs):
    stage = regression()
    copy = stage.copy({stage.tol: 0.125})
    assert (stage.getTol(), copy.getTol()) == (1e-6, 0.125)
    fitted = stage.fit(pairs, {stage.predictionCol: "p"})
    assert "p" in fitted.transform(pairs).columns


@pytest.mark.smoke
def test_an_export_is_written_once_unless_it_may_be_replaced(pairs, tmp_path):
    model = regression().fit(pairs)
    model.export("safetensors", str(tmp_path / "out"))
    manifest = json.loads((tmp_path / "out" / "export.json").read_text())
    assert (manifest["format"], manifest["origin"]["from"], manifest["origin"]["to"]) == ("safetensors", "x", "y")
    with pytest.raises(FileExistsError, match="already exists"):
        model.export("npy", str(tmp_path / "out"))
    model.export("npy", str(tmp_path / "out"), overwrite=True)
    with pytest.raises(Exception, match="must be one of sentence-transformers, onnx, safetensors, npy"):
        model.export("pickle", str(tmp_path / "other"))
    exported = {file.stem: np.load(file) for file in (tmp_path / "out").glob("*.npy")}
    x = np.array([0.5, -1.0, 0.25], dtype=np.float32)
    np.testing.assert_allclose(
        exported["weights"] @ x + exported["intercept"], model.predict(x).toArray(), rtol=0, atol=2e-6
    )
