"""Gold of marked pairs: in each text a source, a target and the category of what the one does to the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from watchfloor.evaluation.filed import filed_events, folded
from watchfloor.evaluation.lines import Group, Line, Record, made, span
from watchfloor.evaluation.scores import Counts, Task, accounted, macro_f1, prf, score, share, tally
from watchfloor.reading.classify import Marked, categories
from watchfloor.world import World

#: What stands in the confusion table where no event was found.
NONE = "(none)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text with the categories the gold gives it, and its marked pair where it has exactly one."""

    text: str
    date: str | None
    codes: frozenset[str]
    pair: Marked | None


def tasks(group: Group, world: World) -> Iterator[Task]:
    """Yield the category with the parties given, and from raw text."""
    texts, skipped = _texts(group.lines)
    yield accounted(group.set, "texts", len(group.lines), skipped)
    yield from _given(group.set, texts, world)
    yield _raw(group.set, texts, world)


def _texts(lines: Sequence[Line]) -> tuple[list[Text], Counter[str]]:
    texts = [made(line, _text) for line in lines]
    skipped = Counter("no category" for text in texts if not text.codes)
    return [text for text in texts if text.codes], skipped


def _text(record: Record) -> Text:
    text, events = record["text"], record["events"]
    codes = frozenset(e["code"] for e in events if e["code"])
    marked = [
        Marked(text=text, actor=_span(source, text), recipient=_span(target, text))
        for event in events
        for source in event["source"]
        for target in event["target"]
    ]
    return Text(text=text, date=record.get("date"), codes=codes, pair=marked[0] if len(marked) == 1 else None)


def _span(party: Record, text: str) -> tuple[int, int] | None:
    """Return where a party stands; None for one that the text does not name."""
    return span(party, text) if party.get("span") else None


def chosen(texts: Sequence[Text], world: World) -> Iterator[tuple[str, str]]:
    """Yield (gold, chosen) of every text with one marked pair and one category: the first of the ranking."""
    one = [text for text in texts if text.pair is not None and len(text.codes) == 1]
    used = {code for text in texts for code in text.codes}
    for text, ranked in zip(one, categories((t.pair for t in one if t.pair), world), strict=True):
        yield next(iter(text.codes)), folded(ranked[0][0], used) if ranked else NONE


def confusion(lines: Iterable[Line], world: World) -> Counter[tuple[str, str]]:
    """Return how often each category of the gold was taken for which."""
    texts, _ = _texts(list(lines))
    return Counter(chosen(texts, world))


def _given(name: str, texts: Sequence[Text], world: World) -> Iterator[Task]:
    pairs = list(chosen(texts, world))
    if len(pairs) < len(texts):
        yield accounted(name, "marked pairs", len(texts), {"not one pair in one category": len(texts) - len(pairs)})
    classes = sorted({gold for gold, _ in pairs})
    right: list[Counts] = [(float(gold == found), 1.0) for gold, found in pairs]
    answered: list[Counts] = [(float(found != NONE), 1.0) for _, found in pairs]
    yield Task(
        set=name, task="category, parties given", n=len(pairs),
        metrics=(
            ("accuracy", score(right, share)),
            ("macro f1", score([tally([pair], classes) for pair in pairs], macro_f1)),
            ("answered", score(answered, share)),
        ),
    )  # fmt: skip


def _raw(name: str, texts: Sequence[Text], world: World) -> Task:
    """A text is found if it is given any event, right if any event has a category of the gold."""
    used = {code for text in texts for code in text.codes}
    counts: list[Counts] = []
    for text in texts:
        told = {folded(event.event or "", used) for event in filed_events(text.text, text.date, world)}
        counts.append((float(bool(told & text.codes)), float(bool(told)), 1.0))
    return Task(set=name, task="category, raw text", n=len(texts), metrics=prf(counts))
