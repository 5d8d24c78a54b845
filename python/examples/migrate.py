"""From pairs of vectors to search results, cell by cell; runs as a script too: migrate.py [OUTPUT].

A store holds vectors x of an old model; queries will come as vectors y of a new one. A map from x to y, fitted to a sample of
documents that both models have seen, rewrites the store. Needs pyspark, matplotlib and the jar.
"""

# %% A session with the jar
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from pyspark.sql import SparkSession

import collimate_spark
from collimate_spark import AngleEvaluator, AngularRegression, doctor, read_pairs, retrieval

project = Path(__file__).resolve().parents[2]
output = Path(sys.argv[1] if len(sys.argv) > 1 else "migrated")
spark = SparkSession.builder.config("spark.jars", str(project / "target" / "collimate.jar")).getOrCreate()

# %% Pairs: to train on, and held out
pairs = read_pairs(spark, str(project / "src" / "sample" / "train")).cache()
held = read_pairs(spark, str(project / "src" / "sample" / "test"), other_cols=["id"]).cache()

# %% Are the data fit for a map?
settings = AngularRegression(featuresCol="x", labelCol="y", validationFraction=0.1, seed=1)
checked = doctor(pairs, settings, estimate=False)
for finding in checked["findings"]:
    print(f"{finding['grade']:5} {finding['topic']}: {finding['found']}")
print("recommended:", checked["recommended"])

# %% Fit
model = settings.fit(pairs)
summary = model.summary()
print(f"{summary['solver']}: {summary['passes']} passes over {summary['rows']} rows")
for name, degrees in summary["comparisons"].items():
    print(f"{name:24} {degrees:.3f} degrees on the rows held out by the fit")

# %% Evaluate on pairs that the fit has not seen
predicted = model.transform(held)
evaluator = AngleEvaluator(labelCol="y")
print(f"mean angle {evaluator.evaluate(predicted):.3f} degrees")

# %% Do search results survive? The new model's queries y ask the rewritten store
found = retrieval(model, held, corpus=pairs, mapped="store")
for search in found["searches"]:
    recall = search["measures"]["recall@10"]
    print(f"{search['name']:22} recall@10 {recall['value']:.4f}, {recall['low']:.4f} to {recall['high']:.4f}")

# %% Plot
output.mkdir(parents=True, exist_ok=True)
angles = predicted.selectExpr("degrees(angle_between(prediction, y)) AS angle").toPandas()["angle"]
figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.5))
left.plot(summary["objectiveHistory"], marker="o")
left.set(xlabel="step", ylabel="1 - mean cosine", title="fit")
right.hist(angles, bins=30)
right.set(xlabel="angle in degrees", ylabel="pairs held out", title=f"mean {angles.mean():.2f} degrees")
figure.savefig(output / "fit.png", dpi=120, bbox_inches="tight")

# %% Save for Spark and NumPy, export for others
model.write().overwrite().save(str(output / "model"))
model.export("onnx", str(output / "onnx"), overwrite=True)

# %% Query with NumPy alone: rewrite the store, and let a vector of the new model ask it
predictor = collimate_spark.load(output / "model")
rows = held.select("id", "x", "y").toPandas()
old, new = np.stack(rows["x"].to_numpy()), np.stack(rows["y"].to_numpy())
store = predictor.predict(old)
store /= np.linalg.norm(store, axis=1, keepdims=True)
nearest = np.argsort(-(new @ store.T), axis=1)[:, :10]
own = (nearest == np.arange(len(rows))[:, None]).any(axis=1).mean()
print(f"of {len(rows)} queries {own:.1%} find their own document among the first 10")
