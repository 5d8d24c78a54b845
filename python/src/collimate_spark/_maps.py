"""The maps, in float32 by NumPy alone."""

from typing import Any, Callable, Dict, Optional

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def _affine(weights: Floats, intercept: Optional[Floats]) -> Callable[[Floats], Floats]:
    transposed = weights.T
    if intercept is None:
        return lambda rows: rows @ transposed
    return lambda rows: rows @ transposed + intercept


def forward(description: Dict[str, Any], parameters: Dict[str, Floats]) -> Callable[[Floats], Floats]:
    name, residual = description["name"], description["residual"]
    if name == "low-rank":
        inner = _affine(parameters["inputFactor"], None)
        outer = _affine(parameters["outputFactor"], parameters.get("intercept"))
        return (lambda rows: outer(inner(rows)) + rows) if residual else (lambda rows: outer(inner(rows)))
    if name == "mlp":
        return _perceptron(description, parameters)
    return _affine(parameters["weights"], parameters.get("intercept"))


def _perceptron(description: Dict[str, Any], parameters: Dict[str, Floats]) -> Callable[[Floats], Floats]:
    depth = len(description["layers"]) - 1
    layers = [
        _affine(parameters[f"weights{layer}"], parameters.get(f"intercept{layer}")) for layer in range(1, depth + 1)
    ]
    activation = ACTIVATIONS[description["activation"]]
    skip = _affine(parameters["residual"], None) if description["residual"] else None

    def through(rows: Floats) -> Floats:
        current = rows
        for layer in layers[:-1]:
            current = activation(layer(current))
        predicted = layers[-1](current)
        return predicted if skip is None else predicted + skip(rows)

    return through


def _relu(values: Floats) -> Floats:
    return np.maximum(values, np.float32(0))


# Coefficients of the quotient of two polynomials in z^2 by which Java's kernel has the normal distribution function.
_GELU_P = np.array(
    [2.015410348e-08, 6.507110862e-06, 1.987929161e-04, 4.860773539e-03, 3.684739281e-02, 3.989421475e-01],
    dtype=np.float32,
)
_GELU_Q = np.array(
    [1.132639826e-06, 8.294579165e-05, 2.055507733e-03, 3.035921531e-02, 2.590272517e-01, 1.0], dtype=np.float32
)
_NORMAL_RANGE = np.float32(6)


def _gelu(values: Floats) -> Floats:
    """x Phi(x), within 1e-6 of the exact value."""
    z = np.minimum(np.abs(values), _NORMAL_RANGE)
    t = z * z
    p, q = np.full_like(t, _GELU_P[0]), np.full_like(t, _GELU_Q[0])
    for next_p, next_q in zip(_GELU_P[1:], _GELU_Q[1:]):
        p = p * t + next_p
        q = q * t + next_q
    tail = np.maximum(np.float32(0), np.float32(0.5) - z * p / q)
    return np.maximum(values, np.float32(0)) - z * tail


ACTIVATIONS: Dict[str, Callable[[Floats], Floats]] = {"relu": _relu, "tanh": np.tanh, "gelu": _gelu}
