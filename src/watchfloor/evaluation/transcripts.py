"""Gold of sentence ends and of who speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from watchfloor.evaluation.lines import Group, Record, made, span
from watchfloor.evaluation.scores import Counts, Task, accounted, prf, score, share
from watchfloor.reading.text import find_turns, sentence_spans
from watchfloor.world import World

#: Where a name written in one word, as some gold writes it, parts: `NatalieAlford`, `Speaker1`.
_CAMEL = re.compile(r"(?<=[a-z.])(?=[A-Z\d])")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One sentence of the gold and who speaks it, None where nobody does."""

    start: int
    end: int
    speaker: str | None


def tasks(group: Group, world: World) -> Iterator[Task]:
    """Yield sentence ends, and the share of sentences that are given to the right speaker."""
    texts = [made(line, _text) for line in group.lines]
    yield accounted(group.set, "texts", len(texts), {})
    ends = [_ends(text, sentences) for text, sentences in texts]
    yield Task(set=group.set, task="sentence ends", n=int(sum(c[2] for c in ends)), metrics=prf(ends))
    yield from _speakers(group.set, texts, world)


def _text(record: Record) -> tuple[str, list[Spoken]]:
    text = record["text"]
    return text, [Spoken(*span(one, text), _name(one.get("speaker"))) for one in record["sentences"]]


def _name(speaker: str | None) -> str | None:
    return _CAMEL.sub(" ", speaker) if speaker else None


def _ends(text: str, sentences: Sequence[Spoken]) -> Counts:
    wanted, told = {s.end for s in sentences}, {end for _, end in sentence_spans(text)}
    return (len(wanted & told), len(told), len(wanted))


def _speakers(name: str, texts: Sequence[tuple[str, list[Spoken]]], world: World) -> Iterator[Task]:
    """Yield the speakers of the texts in which several people speak, each written out as a transcript with labels."""
    skipped: Counter[str] = Counter()
    counts: list[Counts] = []
    for text, sentences in texts:
        people = {s.speaker for s in sentences if s.speaker}
        if len(people) > 1:
            counts.append(_right(*transcript(text, sentences), world))
        else:
            skipped["one speaker only" if people else "no speaker given"] += 1
    if counts:
        yield accounted(name, "transcripts", len(texts), skipped)
        n = int(sum(c[1] for c in counts))
        yield Task(set=name, task="speakers", n=n, metrics=(("share", score(counts, share)),))


def transcript(text: str, sentences: Sequence[Spoken]) -> tuple[str, list[Spoken]]:
    """Write a text out as a transcript: a label before each turn, what nobody speaks left out but before the first."""
    out = ""
    moved: list[Spoken] = []
    for speaker, run in groupby(sentences, key=lambda s: s.speaker):
        if speaker is None and moved:
            continue
        out += f"{speaker}: " if speaker else ""
        for one in run:
            start = len(out)
            out += " ".join(text[one.start : one.end].split())
            if speaker:
                moved.append(Spoken(start, len(out), speaker))
            out += " " if speaker else "\n"
        out = out.rstrip() + "\n\n"
    return out, moved


def _right(text: str, sentences: Sequence[Spoken], world: World) -> Counts:
    turns = find_turns(text, lambda label: any(c.kind != "person" for c in world.resolve(label))).turns

    def speaker(offset: int) -> str:
        return next((turn.speaker for turn in turns if turn.start <= offset < turn.end), "")

    return (float(sum(_same(s.speaker or "", speaker(s.start)) for s in sentences)), float(len(sentences)))


def _same(wanted: str, told: str) -> bool:
    """Tell whether a name is the gold's, or a fuller form of it that the text gives."""
    return set(wanted.split()) <= set(told.split())
