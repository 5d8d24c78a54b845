"""A saved model for NumPy alone."""

import hashlib
import io
import json
import os
import re
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Set, Tuple, Union

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
    """Reads a model directory on a local file system, by its path or as ``file:///path``; checksums are verified.

    Raises FileNotFoundError where there is none, :class:`ModelError` where a file is broken or of another version.
    """
    # As Spark and Hadoop write local paths, file:/m and file:///m, in which nothing is escaped.
    model = re.sub(r"^file:(//)?(?=/)", "", str(model))
    scheme, separator, _ = model.partition("://")
    if separator:
        # Of an address no more is told, as it may hold a password.
        raise FileNotFoundError(
            f"the model must be a directory on a local file system, but starts with {scheme}://; copy it to one"
        )
    folder = Path(model) / _parameters_folder(Path(model))
    file = folder / "layout.json"
    try:
        layout = json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=_object)
    except (FileNotFoundError, NotADirectoryError):
        raise FileNotFoundError(
            f"{model} is not a complete model directory: it has no {folder.name}/layout.json"
        ) from None
    except ValueError as failure:
        raise ModelError(f"{file} is not valid JSON; restore the model from a copy") from failure
    version = layout.get("layoutVersion") if isinstance(layout, dict) else None
    if type(version) is not int or version != LAYOUT_VERSION:
        raise ModelError(
            f"{file} has layout version {version}, but this release reads version {LAYOUT_VERSION}; "
            "load the model with the release that saved it"
        )
    try:
        description, stored, expected = _checked(layout)
        parameters = {entry["name"]: _read(folder, entry, expected[entry["name"]]) for entry in stored}
        return Predictor(description, parameters)
    except _Misfit as misfit:
        raise ModelError(f"{file} {misfit}") from None
    except (KeyError, TypeError) as failure:
        raise ModelError(f"{file} is not complete ({failure}); restore the model from a copy") from failure


def _object(pairs: List[Tuple[str, Any]]) -> Dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("an entry stands twice")
    return found


def _checked(layout: Dict[str, Any]) -> Tuple[Dict[str, Any], List[Dict[str, Any]], Dict[str, List[int]]]:
    """The map, how its parameters are stored, and the shapes that they must have."""
    _require_keys(layout, {"layoutVersion", "map", "parameters"}, "the file")
    description, stored = layout["map"], layout["parameters"]
    if not isinstance(description, dict) or not isinstance(stored, list):
        raise _Misfit("is not complete: map must be an object, and parameters a list; restore the model from a copy")
    expected = _shapes(description)
    names = [entry["name"] for entry in stored]
    if names != list(expected):
        raise _Misfit(
            f"lists the parameters {names}, but the map {description['name']} has {list(expected)}; restore the model from a copy"
        )
    for entry in stored:
        _require_keys(entry, _OF_PARAMETERS, f"the parameter {entry['name']}")
    return description, stored, expected


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


#: What every map has in its description, and what some have beside it.
_OF_ALL = {"name", "inputDim", "outputDim", "fitIntercept", "residual"}
_OF_SOME = {"linear": set(), "orthogonal": set(), "low-rank": {"rank"}, "mlp": {"layers", "activation"}}
_OF_PARAMETERS = {"name", "shape", "file", "bytes", "sha256"}


class _Misfit(ValueError):
    """What is wrong with a layout file, to be put behind its name."""


def _shapes(description: Dict[str, Any]) -> Dict[str, List[int]]:
    """The parameters that a map has, in order, and their shapes; what its class in Java refuses is refused."""
    name = description["name"]
    if name not in _OF_SOME:
        raise _Misfit(
            f"describes no map: the map {name!r} is not known to this release; load the model with the release that saved it"
        )
    _require_keys(description, _OF_ALL | _OF_SOME[name], f"the map {name}")
    rows, columns = (_size(description, key) for key in ("outputDim", "inputDim"))
    intercept, residual = (_flag(description, key) for key in ("fitIntercept", "residual"))
    if name in ("linear", "orthogonal"):
        if residual:
            raise _Misfit(f"gives the map {name} a residual, which it does not have; restore the model from a copy")
        return {"weights": [rows, columns], **({"intercept": [rows]} if intercept else {})}
    if name == "low-rank":
        rank = _size(description, "rank")
        if rank > min(rows, columns):
            raise _Misfit(
                f"gives rank the value {rank}, which must be at most the smaller of inputDim = {columns} and outputDim = {rows}; "
                "restore the model from a copy"
            )
        if residual and rows != columns:
            raise _Misfit(
                f"describes a map that adds x, but inputDim = {columns} and outputDim = {rows} differ; restore the model from a "
                "copy"
            )
        factors = {"inputFactor": [rank, columns], "outputFactor": [rows, rank]}
        return {**factors, **({"intercept": [rows]} if intercept else {})}
    return _perceptron_shapes(description, intercept, residual)


def _perceptron_shapes(description: Dict[str, Any], intercept: bool, residual: bool) -> Dict[str, List[int]]:
    layers, activation = description["layers"], description["activation"]
    rows, columns = description["outputDim"], description["inputDim"]
    if activation not in _ACTIVATIONS:
        raise _Misfit(
            f"describes no map: the activation {activation!r} is not known to this release; load the model with the release "
            "that saved it"
        )
    sizes = isinstance(layers, list) and len(layers) >= 2 and all(_is_size(size) for size in layers)
    if not sizes or layers[0] != columns or layers[-1] != rows:
        raise _Misfit(
            f"has the layers {layers!r}, which must be sizes that begin with inputDim = {columns} and end with outputDim = "
            f"{rows}; restore the model from a copy"
        )
    shapes: Dict[str, List[int]] = {}
    for layer in range(1, len(layers)):
        shapes[f"weights{layer}"] = [layers[layer], layers[layer - 1]]
        if intercept:
            shapes[f"intercept{layer}"] = [layers[layer]]
    return {**shapes, **({"residual": [rows, columns]} if residual else {})}


def _require_keys(found: Dict[str, Any], known: Set[str], owner: str) -> None:
    unknown = sorted(set(found) - known)
    if unknown:
        raise _Misfit(
            f"has an unknown entry {unknown[0]!r} of {owner}; load the model with the release that saved it, or restore it "
            "from a copy"
        )


def _is_size(value: Any) -> bool:
    # True is an int to Python.
    return type(value) is int and value >= 1


def _size(description: Dict[str, Any], key: str) -> int:
    value = description[key]
    if not _is_size(value):
        raise _Misfit(f"gives {key} the value {value!r}, which must be a whole number of at least 1; restore the model from a copy")
    return int(value)


def _flag(description: Dict[str, Any], key: str) -> bool:
    value = description[key]
    if type(value) is not bool:
        raise _Misfit(f"gives {key} the value {value!r}, which must be true or false; restore the model from a copy")
    return value


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
    if list(values.shape) != shape or values.dtype != np.float64:
        raise ModelError(f"{file} does not hold float64 numbers of shape {shape}; restore the model from a copy")
    with np.errstate(over="ignore"):
        rounded = values.astype(np.float32)
    if not np.isfinite(rounded).all():
        raise ModelError(
            f"{file} holds {values[~np.isfinite(rounded)][0]}, which is no number of float32, in which predictions are "
            "computed; train the model again"
        )
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
