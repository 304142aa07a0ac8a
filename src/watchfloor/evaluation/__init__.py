"""How well the reader reads: its statements held against gold, task by task."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from watchfloor.evaluation import dates, factual, ours, pairs, rounds, transcripts, triples
from watchfloor.evaluation.gold import Gold, load
from watchfloor.evaluation.lines import DOCUMENTS, MENTIONS, Group, groups
from watchfloor.evaluation.scores import Score, Task, accounted
from watchfloor.world import World

__all__ = ["Gold", "Score", "Task", "evaluate", "load"]


def evaluate(path: Path, world: World) -> tuple[Task, ...]:
    """Read every text of the gold as the reader would, and score what it says, set by set.

    The shape of each line is told by its fields (see `lines`). Proposals count as not filed.
    Raises ReadingError `reading.bad-gold` with file and line.
    """
    tasks = (task for group in groups(path) for task in _SCORERS[group.shape](group, world))
    return tuple(task for task in tasks if any(value is not None for value in task.values.values()))


def _unscored(group: Group, world: World) -> Iterator[Task]:
    """Say that event coreference needs a ledger: a reader reads one document at a time."""
    skipped = {"clustering is measured by the ledger's own bench": len(group.lines)}
    yield accounted(group.set, group.shape, len(group.lines), skipped)


_SCORERS: Mapping[str, Callable[[Group, World], Iterator[Task]]] = {
    "ours": ours.tasks,
    "pairs": pairs.tasks,
    "triples": triples.tasks,
    "rounds": rounds.tasks,
    "dates": dates.tasks,
    "factuality": factual.tasks,
    "classes": factual.class_tasks,
    "sentences": transcripts.tasks,
    DOCUMENTS: _unscored,
    MENTIONS: _unscored,
}
