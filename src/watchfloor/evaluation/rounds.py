"""Gold of ordinary news, relevant or not: is the right category filed, and is nothing filed where nothing is?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from watchfloor.evaluation.filed import filed_events, folded
from watchfloor.evaluation.lines import Group, Record, made
from watchfloor.evaluation.scores import Counts, Task, accounted, score, share
from watchfloor.world import World


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    date: str | None
    relevant: bool
    codes: frozenset[str]


def tasks(group: Group, world: World) -> Iterator[Task]:
    """Yield the share of relevant texts with the right category, and of irrelevant ones with any event."""
    texts = [made(line, _text) for line in group.lines]
    used = {code for text in texts for code in text.codes}
    skipped = Counter("relevant, without a PLOVER category" for t in texts if t.relevant and not t.codes)
    yield accounted(group.set, "texts", len(texts), skipped)
    right: list[Counts] = []
    alarms: list[Counts] = []
    for text in texts:
        if text.relevant and not text.codes:
            continue
        told = {folded(event.event or "", used) for event in filed_events(text.text, text.date, world)}
        if text.relevant:
            right.append((float(bool(told & text.codes)), 1.0))
        else:
            alarms.append((float(bool(told)), 1.0))
    yield Task(set=group.set, task="category, relevant news", n=len(right), metrics=(("share", score(right, share)),))
    yield Task(
        set=group.set, task="false alarms, irrelevant news", n=len(alarms), metrics=(("share", score(alarms, share)),)
    )


def _text(record: Record) -> _Text:
    codes = frozenset(e["code"] for e in record["events"] if e["code"])
    return _Text(record["text"], record.get("date"), bool(record["relevant"]), codes)
