"""How well the reader reads: its statements held against gold, task by task."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from watchfloor.evaluation.gold import Gold, Record, load
from watchfloor.evaluation.pairing import Pair, overlaps, pair
from watchfloor.evaluation.scores import Counts, Score, Task, f1, macro_f1, precision, recall, score
from watchfloor.terms import Statement
from watchfloor.world import World

__all__ = ["Gold", "Score", "Task", "evaluate", "load"]

Read = tuple[Gold, tuple[Statement, ...], list[Pair]]


def evaluate(path: Path, world: World) -> tuple[Task, ...]:
    """Read every text of the gold as the reader would, and score what it says.

    Proposals count as not filed. Raises ReadingError `reading.bad-gold`.
    """
    from watchfloor.reading.coder import code

    texts: list[Read] = []
    for gold in load(path):
        statements, _ = code(gold.document, world)
        on = gold.document.published.lower
        filed = [s for s in statements if s.kind == "event" and not s.proposal]
        texts.append((gold, statements, pair(_of(gold, "event"), filed, world, on)))
    return tuple(task(path.stem, texts) for task in (_events, _roles, _times, _factuality, _cues, _others))


def _of(gold: Gold, kind: str) -> list[Record]:
    return [s for s in gold.statements if s["kind"] == kind]


def _filed(read: Read) -> int:
    return sum(s.kind == "event" and not s.proposal for s in read[1])


def _events(name: str, texts: Sequence[Read]) -> Task:
    """An event is found if category and one role are right."""
    counts: list[Counts] = []
    loose: list[Counts] = []
    for read in texts:
        pairs = read[2]
        right = sum(_category(p) and _some_role(p) for p in pairs)
        counts.append((right, _filed(read), len(pairs)))
        loose.append((sum(p.found is not None and _some_role(p) for p in pairs), _filed(read), len(pairs)))
    n = sum(len(read[2]) for read in texts)
    return Task(
        set=name, task="events", n=n,
        metrics=(
            ("precision", score(counts, precision)), ("recall", score(counts, recall)), ("f1", score(counts, f1)),
            ("recall any category", score(loose, recall)),
        ),
    )  # fmt: skip


def _roles(name: str, texts: Sequence[Read]) -> Task:
    return _share(
        name, "both roles, of found events", texts, lambda p: p.found is not None, lambda p: p.actor and p.recipient
    )


def _times(name: str, texts: Sequence[Read]) -> Task:
    return _share(
        name, "time, of found dated events", texts, lambda p: p.found is not None and p.gold["when"], _time_right
    )


def _time_right(p: Pair) -> bool:
    return p.found is not None and p.found.when is not None and p.found.when.text == p.gold["when"]["edtf"]


def _share(
    name: str, task: str, texts: Sequence[Read], of: Callable[[Pair], object], right: Callable[[Pair], bool]
) -> Task:
    counts: list[Counts] = []
    for _, _, pairs in texts:
        chosen = [p for p in pairs if of(p)]
        counts.append((sum(map(right, chosen)), len(chosen), len(chosen)))
    return Task(set=name, task=task, n=int(sum(c[2] for c in counts)), metrics=(("share", score(counts, recall)),))


def _factuality(name: str, texts: Sequence[Read]) -> Task:
    found = [(p.gold["factuality"], p.found.factuality or "") for _, _, pairs in texts for p in pairs if p.found]
    right = [(float(g == f), 1.0, 1.0) for g, f in found]
    return Task(
        set=name, task="factuality, of found events", n=len(found),
        metrics=(("macro f1", Score(value=macro_f1(found))), ("share", score(right, recall))),
    )  # fmt: skip


def _cues(name: str, texts: Sequence[Read]) -> Task:
    """Estimative words, each once a text, and the band of those found."""
    counts: list[Counts] = []
    bands: list[Counts] = []
    for gold, statements, _ in texts:
        wanted = {
            (cue["text"].casefold(), _sentence(gold, cue["span"][0])): s["estimate"]["band"]
            for s in gold.statements if s["estimate"] for cue in s["estimate"]["cues"]
        }  # fmt: skip
        found = {
            (cue.casefold(), _sentence(gold, s.citation.start)): s.estimate.band
            for s in statements if s.estimate for cue in s.estimate.cues
        }  # fmt: skip
        both = wanted.keys() & found.keys()
        counts.append((len(both), len(found), len(wanted)))
        bands.append((sum(_same_band(wanted[k], found[k]) for k in both), len(both), len(both)))
    return Task(
        set=name, task="estimative words", n=int(sum(c[2] for c in counts)),
        metrics=(("precision", score(counts, precision)), ("recall", score(counts, recall)), ("f1", score(counts, f1)),
                 ("band", score(bands, recall))),
    )  # fmt: skip


def _sentence(gold: Gold, offset: int) -> int:
    """Return where the sentence of an offset begins, by the text's own full stops."""
    return max(gold.document.text.rfind(mark, 0, offset) for mark in (". ", "? ", "! ", "\n"))


def _same_band(wanted: list[float] | None, found: tuple[float, float] | None) -> bool:
    return (tuple(wanted) if wanted else None) == found


def _others(name: str, texts: Sequence[Read]) -> Task:
    """Judgements, objectives, requirements and states: found if one of the kind cites the sentence."""
    metrics: list[tuple[str, Score]] = []
    n = 0
    for kind in ("judgement", "objective", "requirement", "state"):
        counts: list[Counts] = []
        for gold, statements, _ in texts:
            wanted = _of(gold, kind)
            filed = [s for s in statements if s.kind == kind]
            hit = sum(any(overlaps(w, s) for s in filed) for w in wanted)
            counts.append((hit, len(filed), len(wanted)))
            n += len(wanted)
        metrics.append((f"{kind} recall", score(counts, recall)))
    return Task(set=name, task="other statements", n=n, metrics=tuple(metrics))


def _category(p: Pair) -> bool:
    return p.found is not None and p.found.event == p.gold["event"]


def _some_role(p: Pair) -> bool:
    return (bool(p.gold["actors"]) and p.actor) or (bool(p.gold["recipients"]) and p.recipient)
