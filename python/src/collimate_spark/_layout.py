"""What a layout file may say, and what its map asks for."""

from typing import Any, Dict, List, Set, Tuple

from collimate_spark._maps import ACTIVATIONS

#: What every map has in its description, and what some have beside it.
_OF_ALL = {"name", "inputDim", "outputDim", "fitIntercept", "residual"}
_OF_SOME = {"linear": set(), "orthogonal": set(), "low-rank": {"rank"}, "mlp": {"layers", "activation"}}
_OF_PARAMETERS = {"name", "shape", "file", "bytes", "sha256"}


class Misfit(ValueError):
    """What is wrong with a layout file, to be put behind its name."""


def checked(layout: Dict[str, Any]) -> Tuple[Dict[str, Any], List[Dict[str, Any]], Dict[str, List[int]]]:
    """The map, how its parameters are stored, and the shapes that they must have."""
    _require_keys(layout, {"layoutVersion", "map", "parameters"}, "the file")
    description, stored = layout["map"], layout["parameters"]
    if not isinstance(description, dict) or not isinstance(stored, list):
        raise Misfit("is not complete: map must be an object, and parameters a list; restore the model from a copy")
    expected = shapes(description)
    names = [entry["name"] for entry in stored]
    if names != list(expected):
        raise Misfit(
            f"lists the parameters {names}, but the map {description['name']} has {list(expected)}; restore the model from a copy"
        )
    for entry in stored:
        _require_keys(entry, _OF_PARAMETERS, f"the parameter {entry['name']}")
    return description, stored, expected


def shapes(description: Dict[str, Any]) -> Dict[str, List[int]]:
    """The parameters that a map has, in order, and their shapes; what its class in Java refuses is refused."""
    name = description["name"]
    if name not in _OF_SOME:
        raise Misfit(
            f"describes no map: the map {name!r} is not known to this release; load the model with the release that saved it"
        )
    _require_keys(description, _OF_ALL | _OF_SOME[name], f"the map {name}")
    rows, columns = (_size(description, key) for key in ("outputDim", "inputDim"))
    intercept, residual = (_flag(description, key) for key in ("fitIntercept", "residual"))
    if name in ("linear", "orthogonal"):
        if residual:
            raise Misfit(f"gives the map {name} a residual, which it does not have; restore the model from a copy")
        return {"weights": [rows, columns], **({"intercept": [rows]} if intercept else {})}
    if name == "low-rank":
        rank = _size(description, "rank")
        if rank > min(rows, columns):
            raise Misfit(
                f"gives rank the value {rank}, which must be at most the smaller of inputDim = {columns} and outputDim = {rows}; "
                "restore the model from a copy"
            )
        if residual and rows != columns:
            raise Misfit(
                f"describes a map that adds x, but inputDim = {columns} and outputDim = {rows} differ; restore the model from a "
                "copy"
            )
        factors = {"inputFactor": [rank, columns], "outputFactor": [rows, rank]}
        return {**factors, **({"intercept": [rows]} if intercept else {})}
    return _perceptron_shapes(description, intercept, residual)


def _perceptron_shapes(description: Dict[str, Any], intercept: bool, residual: bool) -> Dict[str, List[int]]:
    layers, activation = description["layers"], description["activation"]
    rows, columns = description["outputDim"], description["inputDim"]
    if activation not in ACTIVATIONS:
        raise Misfit(
            f"describes no map: the activation {activation!r} is not known to this release; load the model with the release "
            "that saved it"
        )
    sizes = isinstance(layers, list) and len(layers) >= 2 and all(_is_size(size) for size in layers)
    if not sizes or layers[0] != columns or layers[-1] != rows:
        raise Misfit(
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
        raise Misfit(
            f"has an unknown entry {unknown[0]!r} of {owner}; load the model with the release that saved it, or restore it "
            "from a copy"
        )


def _is_size(value: Any) -> bool:
    # True is an int to Python.
    return type(value) is int and value >= 1


def _size(description: Dict[str, Any], key: str) -> int:
    value = description[key]
    if not _is_size(value):
        raise Misfit(f"gives {key} the value {value!r}, which must be a whole number of at least 1; restore the model from a copy")
    return int(value)


def _flag(description: Dict[str, Any], key: str) -> bool:
    value = description[key]
    if type(value) is not bool:
        raise Misfit(f"gives {key} the value {value!r}, which must be true or false; restore the model from a copy")
    return value
