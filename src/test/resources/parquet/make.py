"""Writes the Parquet files of this folder: encodings and types that writers other than Spark use. Needs PyArrow."""

import math
import pathlib

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ROWS = 8
X = [[math.sin(0.7 * i), math.cos(0.7 * i), math.sin(2.1 * i + 1)] for i in range(ROWS)]
Y = [[a + 0.5 * c, b - 0.25 * a] for a, b, c in X]
VECTORS = pa.list_(pa.float32())


def write(name, extra=None, split=()):
    """Writes x (3 numbers), y (2) and `extra`; the columns `split` with the encoding BYTE_STREAM_SPLIT."""
    table = pa.table({"x": pa.array(X, VECTORS), "y": pa.array(Y, VECTORS), **(extra or {})})
    path = pathlib.Path(__file__).with_name(name + ".parquet")
    encodings = {column: "BYTE_STREAM_SPLIT" for column in split} or None
    pq.write_table(table, path, compression="none", store_schema=False, use_dictionary=not split, column_encoding=encodings)


write("byte-stream-split", split=("x.list.element", "y.list.element"))
write("byte-stream-split-beside", {"z": pa.array(np.arange(ROWS) / 3)}, split=("z",))
write("float16", {"half": pa.array(np.arange(ROWS, dtype=np.float16))})
write("nanoseconds", {"time": pa.array([i * 10**9 + 1 for i in range(ROWS)], pa.timestamp("ns"))})
