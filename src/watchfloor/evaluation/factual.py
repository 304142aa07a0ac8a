"""How factual marked events are held to be: on a scale from -3 to 3, or by class."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchfloor.evaluation.lines import Group, Record, made, span
from watchfloor.evaluation.scores import (
    Task,
    accounted,
    class_f1,
    macro_f1,
    mean_error,
    moments,
    pearson,
    score,
    tally,
)  # fmt: skip
from watchfloor.reading.text.sentences import sentence_spans

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Tokens that stand close to what is before or behind them, that a tokenised text reads as it was written.
_CLOSE_BEFORE = frozenset(
    {
        ".",
        ",",
        ";",
        ":",
        "!",
        "?",
        ")",
        "]",
        "%",
        "'s",
        "’s",
        "'",
        "’",
        "n't",
        "n’t",
        "'re",
        "'ve",
        "'ll",
        "'d",
        "'m",
        "''",
    }
)
_CLOSE_BEHIND = frozenset({"(", "[", "$", "``", "#"})


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A text with the spans of its marked events and the score of each."""

    text: str
    marked: tuple[tuple[int, int], ...]
    scores: tuple[float, ...]


def tasks(group: Group, world: object) -> Iterator[Task]:
    """Yield correlation and mean error of scores on marked tokens, whether the reader sees an event there or not."""
    from watchfloor.reading.factuality import score as factual

    sentences = [made(line, _sentence) for line in group.lines]
    judged: list[list[tuple[float, float]]] = []
    for one, doc in zip(sentences, _parsed([(s.text, [0]) for s in sentences]), strict=True):
        judged.append([(gold, factual(_head(doc, at))) for at, gold in zip(one.marked, one.scores, strict=True)])
    yield accounted(group.set, "texts", len(sentences), {})
    counts = [moments(pairs) for pairs in judged]
    yield Task(
        set=group.set, task="factuality, on a scale", n=sum(map(len, judged)),
        metrics=(("pearson r", score(counts, pearson)), ("mean error", score(counts, mean_error))),
    )  # fmt: skip


def _parsed(texts: Sequence[tuple[str, list[int]]]) -> Iterator[Doc]:
    from watchfloor.reading.language import parse

    return parse(texts)


def _head(doc: Doc, marked: tuple[int, int]) -> Token:
    """Return the token that a marked span hangs by."""
    found = doc.char_span(*marked, alignment_mode="expand")
    return found.root if found is not None else doc[0]


def _sentence(record: Record) -> _Sentence:
    tokens = record["tokens"]
    text, starts = written(tokens)
    at = [event["i"] for event in record["events"]]
    if not all(0 <= i < len(tokens) for i in at):
        raise ValueError(f"an event marks none of its {len(tokens)} tokens")
    marked = tuple((starts[i], starts[i] + len(tokens[i])) for i in at)
    return _Sentence(text, marked, tuple(float(event["score"]) for event in record["events"]))


def written(tokens: Sequence[str]) -> tuple[str, list[int]]:
    """Return the text that tokens come from, as nearly as can be told, and where each begins."""
    text = ""
    starts: list[int] = []
    for before, token in zip(["", *tokens], tokens, strict=False):
        close = not text or token in _CLOSE_BEFORE or before in _CLOSE_BEHIND
        text += "" if close else " "
        starts.append(len(text))
        text += token
    return text, starts


# --- by class ----------------------------------------------------------------------

CLASSES = ("happened", "planned", "hypothetical", "did-not-happen")


def class_tasks(group: Group, world: object) -> Iterator[Task]:
    """Yield the classes of marked events: from certainty, polarity, time and condition as MEANTIME gives them."""
    from watchfloor.reading.factuality import status

    documents = [made(line, _classed) for line in group.lines]
    counts = []
    skipped = 0
    for text, events in documents:
        known = [(at, name) for at, name in events if name is not None]
        skipped += len(events) - len(known)
        sentences = sentence_spans(text)
        (doc,) = _parsed([(text, [start for start, _ in sentences])])
        told = [(name, _CLASS_OF.get(status(_head(doc, at)), "hypothetical")) for at, name in known]
        counts.append(tally(told, CLASSES))
    total = sum(len(events) for _, events in documents)
    yield accounted(group.set, "gold events", total, {"no class given": skipped})
    yield Task(
        set=group.set, task="factuality, by class", n=total - skipped,
        metrics=(
            ("macro f1", score(counts, macro_f1)),
            *((f"{name} f1", score(counts, class_f1(i))) for i, name in enumerate(CLASSES)),
        ),
    )  # fmt: skip


#: Our statuses as classes; an attempt leaves open whether it came about.
_CLASS_OF = {
    "happened": "happened",
    "planned": "planned",
    "did-not-happen": "did-not-happen",
    "denied": "did-not-happen",
}


def _classed(record: Record) -> tuple[str, list[tuple[tuple[int, int], str | None]]]:
    text = record["text"]
    return text, [(span(event, text), _class(event)) for event in record["events"]]


def _class(event: Record) -> str | None:
    """Return the class of an event, polarity first, then condition and certainty, then time."""
    if event["polarity"] is None or event["certainty"] is None:
        return None
    if event["polarity"] == "NEG":
        return "did-not-happen"
    if event["certainty"] in ("POSSIBLE", "PROBABLE") or str(event["special"]).startswith("COND"):
        return "hypothetical"
    return "planned" if event["time"] == "FUTURE" else "happened"
