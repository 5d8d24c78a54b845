"""A saved model for NumPy alone."""

import hashlib
import io
import json
import os
import re
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Union

import numpy as np
from numpy.typing import ArrayLike, NDArray

LAYOUT_VERSION = 1

Floats = NDArray[np.float32]


class ModelError(ValueError):
    """A model directory that cannot be trusted: the message names the file and what to do."""


class Predictor:
    """A fitted map: immutable, and safe for any number of threads. Computes in float32, as ``predict`` in Spark does.

    :ivar input_dim: length of x
    :ivar output_dim: length of a prediction
    :ivar map: name and options of the map, as in ``parameters/layout.json``
    """

    def __init__(self, description: Dict[str, Any], parameters: Dict[str, Floats]) -> None:
        self.map = description
        self.input_dim: int = description["inputDim"]
        self.output_dim: int = description["outputDim"]
        self._forward = _forward(description, parameters)

    def predict(self, x: ArrayLike) -> Floats:
        """Maps one vector, or rows of vectors.

        :param x: of shape (inputDim,) or (rows, inputDim); not changed
        :return: of shape (outputDim,) or (rows, outputDim)
        """
        rows = np.asarray(x, dtype=np.float32)
        if rows.ndim not in (1, 2) or rows.shape[-1] != self.input_dim:
            raise ValueError(
                f"x must have the shape ({self.input_dim},) or (rows, {self.input_dim}), but has {rows.shape}"
            )
        if not np.isfinite(rows).all():
            raise ValueError("x has an element that is NaN, infinite or outside the range of float32")
        return self._forward(rows)

    def __repr__(self) -> str:
        return f"Predictor(map={self.map['name']!r}, input_dim={self.input_dim}, output_dim={self.output_dim})"


def load(model: Union[str, "os.PathLike[str]"]) -> Predictor:
    """Reads a model directory on a local file system; checksums are verified.

    Raises FileNotFoundError where there is none, :class:`ModelError` where a file is broken or of another version.
    """
    scheme, separator, _ = str(model).partition("://")
    if separator:
        # Of an address no more is told, as it may hold a password.
        raise FileNotFoundError(
            f"the model must be a directory on a local file system, but starts with {scheme}://; copy it to one"
        )
    folder = Path(model) / _parameters_folder(Path(model))
    try:
        layout = json.loads((folder / "layout.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise FileNotFoundError(
            f"{model} is not a complete model directory: it has no {folder.name}/layout.json"
        ) from None
    except ValueError as failure:
        raise ModelError(f"{folder / 'layout.json'} is not valid JSON; restore the model from a copy") from failure
    version = layout.get("layoutVersion") if isinstance(layout, dict) else None
    if version != LAYOUT_VERSION:
        raise ModelError(
            f"{folder / 'layout.json'} has layout version {version}, but this release reads version {LAYOUT_VERSION}; "
            "load the model with the release that saved it"
        )
    try:
        description, stored = dict(layout["map"]), list(layout["parameters"])
        expected = _shapes(description)
        if [entry["name"] for entry in stored] != list(expected):
            raise ModelError(
                f"{folder / 'layout.json'} lists the parameters {[entry['name'] for entry in stored]}, but the map "
                f"{description['name']} has {list(expected)}; restore the model from a copy"
            )
        parameters = {entry["name"]: _read(folder, entry, expected[entry["name"]]) for entry in stored}
        return Predictor(description, parameters)
    except (KeyError, TypeError) as failure:
        raise ModelError(
            f"{folder / 'layout.json'} is not complete ({failure}); restore the model from a copy"
        ) from failure


def _parameters_folder(model: Path) -> str:
    """The folder that the metadata name, where a model was replaced on an object store; else parameters."""
    metadata = model / "metadata" / "part-00000"
    try:
        names = json.loads(metadata.read_text(encoding="utf-8")).get("parametersFolder", ["parameters"])
    except (FileNotFoundError, NotADirectoryError):
        return "parameters"
    except (ValueError, AttributeError) as failure:
        raise ModelError(f"{metadata} is not valid JSON; restore the model from a copy") from failure
    if not (isinstance(names, list) and len(names) == 1 and re.fullmatch(r"parameters(-[0-9a-f-]{36})?", str(names[0]))):
        raise ModelError(
            f"{metadata} gives parametersFolder the value {names!r}, which is no folder of parameters; restore the model "
            "from a copy"
        )
    return str(names[0])


def _shapes(description: Dict[str, Any]) -> Dict[str, List[int]]:
    """The parameters that a map has, in order, and their shapes."""
    name, rows, columns = description["name"], description["outputDim"], description["inputDim"]
    intercept = description["fitIntercept"]
    if name in ("linear", "orthogonal"):
        return {"weights": [rows, columns], **({"intercept": [rows]} if intercept else {})}
    if name == "low-rank":
        rank = description["rank"]
        factors = {"inputFactor": [rank, columns], "outputFactor": [rows, rank]}
        return {**factors, **({"intercept": [rows]} if intercept else {})}
    if name == "mlp":
        layers = description["layers"]
        if description["activation"] not in _ACTIVATIONS:
            raise ModelError(
                f"the activation {description['activation']!r} is not known to this release; load the model with the "
                "release that saved it"
            )
        shapes: Dict[str, List[int]] = {}
        for layer in range(1, len(layers)):
            shapes[f"weights{layer}"] = [layers[layer], layers[layer - 1]]
            if intercept:
                shapes[f"intercept{layer}"] = [layers[layer]]
        return {**shapes, **({"residual": [rows, columns]} if description["residual"] else {})}
    raise ModelError(f"the map {name!r} is not known to this release; load the model with the release that saved it")


def _read(folder: Path, entry: Dict[str, Any], shape: List[int]) -> Floats:
    # The name is that of the parameter, so that no file outside the folder is read.
    file = folder / (entry["name"] + ".npy")
    if entry["shape"] != shape or entry["file"] != file.name:
        raise ModelError(
            f"{folder / 'layout.json'} gives {entry['name']} the shape {entry['shape']} and the file {entry['file']}, but "
            f"the map asks for {shape} and {file.name}; restore the model from a copy"
        )
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        raise ModelError(f"{file} is missing; restore the model from a copy") from None
    if len(content) != entry["bytes"]:
        raise ModelError(f"{file} has {len(content)} bytes, not {entry['bytes']}; restore the model from a copy")
    found = hashlib.sha256(content).hexdigest()
    if found != entry["sha256"]:
        raise ModelError(
            f"{file} has the SHA-256 checksum {found}, but was saved with {entry['sha256']}; restore the model from a copy"
        )
    values = np.load(io.BytesIO(content), allow_pickle=False)
    if list(values.shape) != shape or values.dtype != np.float64 or not np.isfinite(values).all():
        raise ModelError(f"{file} does not hold finite float64 numbers of shape {shape}; restore the model from a copy")
    rounded = values.astype(np.float32)
    rounded.setflags(write=False)
    return rounded


def _affine(weights: Floats, intercept: Optional[Floats]) -> Callable[[Floats], Floats]:
    transposed = weights.T
    if intercept is None:
        return lambda rows: rows @ transposed
    return lambda rows: rows @ transposed + intercept


def _forward(description: Dict[str, Any], parameters: Dict[str, Floats]) -> Callable[[Floats], Floats]:
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
    activation = _ACTIVATIONS[description["activation"]]
    skip = _affine(parameters["residual"], None) if description["residual"] else None

    def forward(rows: Floats) -> Floats:
        current = rows
        for layer in layers[:-1]:
            current = activation(layer(current))
        predicted = layers[-1](current)
        return predicted if skip is None else predicted + skip(rows)

    return forward


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


_ACTIVATIONS: Dict[str, Callable[[Floats], Floats]] = {"relu": _relu, "tanh": np.tanh, "gelu": _gelu}
