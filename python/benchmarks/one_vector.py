"""one_vector.py MODEL: how long the predictor takes for one vector, beside NumPy's product alone. Needs NumPy, and no more."""

import sys
import time

import numpy as np

import collimate_spark

RUNS, CALLS = 400, 50


def least_and_median(call):
    """Microseconds a call: the least and the median of runs of calls."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        for _ in range(CALLS):
            call()
        times.append((time.perf_counter() - start) / CALLS * 1e6)
    return min(times), float(np.median(times))


predictor = collimate_spark.load(sys.argv[1])
random = np.random.default_rng(0)
x = random.standard_normal(predictor.input_dim).astype(np.float32)
weights = random.standard_normal((predictor.output_dim, predictor.input_dim)).astype(np.float32)
predictor.predict(x)
print(f"{predictor}, NumPy {np.__version__}, {RUNS} runs of {CALLS} calls; pyspark imported: {'pyspark' in sys.modules}")
for name, call in {"predict": lambda: predictor.predict(x), "product alone": lambda: x @ weights.T}.items():
    print("{:14} least {:.1f} us, median {:.1f} us".format(name, *least_and_median(call)))
