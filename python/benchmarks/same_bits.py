"""same_bits.py PAIRS JAR: whether a fit in Python has the parameters of the command line's, by their checksums.

Both fit the pairs in the columns x and y with default settings, on two cores. Needs pyspark; exits with 1 where a checksum
differs.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pyspark
from pyspark.sql import SparkSession

from collimate_spark import AngularRegression, read_pairs

pairs, jar = sys.argv[1:]
root = Path(__file__).resolve().parents[2]


def checksums(model):
    layout = json.loads((model / "parameters" / "layout.json").read_text())
    return {entry["name"]: entry["sha256"] for entry in layout["parameters"]}


with tempfile.TemporaryDirectory() as folder:
    command, python = Path(folder, "command"), Path(folder, "python")
    subprocess.run(
        ["./submit.sh", "--master", "local[2]", "train", "--input", pairs, "--model", str(command)],
        cwd=root,
        env={**os.environ, "SPARK_HOME": str(Path(pyspark.__file__).parent)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.jars", jar)
        .config("spark.driver.memory", "4g")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    AngularRegression(featuresCol="x", labelCol="y").fit(read_pairs(spark, pairs)).save(str(python))
    found = [checksums(command), checksums(python)]
    spark.stop()

for name in found[0]:
    print(f"{name:12} {found[0][name]} {'same' if found[1][name] == found[0][name] else found[1][name]}")
print(f"PySpark {pyspark.__version__}: {'equal' if found[0] == found[1] else 'DIFFERENT'}")
sys.exit(found[0] != found[1])
