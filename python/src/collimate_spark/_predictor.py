"""A saved model for NumPy alone."""

import hashlib
import io
import json
import os
import re
from pathlib import Path
from typing import Any, Dict, List, Tuple, Union

import numpy as np
from numpy.typing import ArrayLike

from collimate_spark._layout import Misfit, checked
from collimate_spark._maps import Floats, forward

LAYOUT_VERSION = 1


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
        self._forward = forward(description, parameters)

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
        description, stored, expected = checked(layout)
        parameters = {entry["name"]: _read(folder, entry, expected[entry["name"]]) for entry in stored}
        return Predictor(description, parameters)
    except Misfit as misfit:
        raise ModelError(f"{file} {misfit}") from None
    except (KeyError, TypeError) as failure:
        raise ModelError(f"{file} is not complete ({failure}); restore the model from a copy") from failure


def _object(pairs: List[Tuple[str, Any]]) -> Dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("an entry stands twice")
    return found


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
