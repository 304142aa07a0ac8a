"""Stories told by several documents: events across them, contradictions and copies, as gathered and as annotated."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from watchfloor.evaluation.scores import harmonic
from watchfloor.ledger import cluster, origins
from watchfloor.reading.language import load
from watchfloor.terms import Document, Entity, Event, Statement, When
from watchfloor.world import World

Row = dict[str, Any]
Clusters = Sequence[frozenset[Hashable]]
_COPIES = ("copy", "near-copy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """How well stories were gathered; pairs are (found, of how many)."""

    documents: int
    statements: int
    events: int
    precision: float  #: B-cubed, over the statements
    recall: float
    contradictions: tuple[int, int]  #: annotated ones that are told
    told: tuple[int, int]  #: told ones that are annotated
    copies: tuple[int, int]  #: annotated ones that are recognised
    others: tuple[int, int]  #: pairs of a story that are no copies, and taken for such


def score(stories: Sequence[Row], world: World) -> Scores:
    """Gather the annotated statements of all stories in one ledger and hold the outcome against the annotation."""
    documents = {d["id"]: _document(d) for story in stories for d in story["documents"]}
    said = {
        s["id"]: _statement(s, documents[d["id"]]) for story in stories for d in story["documents"] for s in _events(d)
    }
    found = cluster(said.values(), documents.values(), territory_of=world.territory_of)
    gold = [frozenset(_ids(story, event["reports"])) for story in stories for event in story["events"]]
    precision, recall, _ = b_cubed(gold, [frozenset(event.statements) for event in found])
    pairs = [(c["field"], _ids(story, c["reports"])) for story in stories for c in story["contradictions"]]
    told = {(c.field, c.first, c.second) for event in found for c in event.contradictions}
    origin = origins(documents.values())
    copies, others = _copies(stories)
    return Scores(
        documents=len(documents),
        statements=len(said),
        events=len(gold),
        precision=precision,
        recall=recall,
        contradictions=(sum(_contradicted(field, reports, found, gold) for field, reports in pairs), len(pairs)),
        told=(sum(any(_one_of(each, pair, gold) for pair in pairs) for each in told), len(told)),
        copies=(sum(origin[a] == origin[b] for a, b in copies), len(copies)),
        others=(sum(origin[a] == origin[b] for a, b in others), len(others)),
    )


def b_cubed(gold: Clusters, found: Clusters) -> tuple[float, float, float]:
    """Return precision, recall and F1. Source: Bagga and Baldwin (1998)."""
    here, there = home(gold), home(found)
    items = list(here)
    shared = [len(here[item] & there[item]) for item in items]
    p = sum(n / len(there[item]) for n, item in zip(shared, items, strict=True)) / len(items)
    r = sum(n / len(here[item]) for n, item in zip(shared, items, strict=True)) / len(items)
    return p, r, harmonic(p, r)


def home(clusters: Clusters) -> Mapping[Hashable, frozenset[Hashable]]:
    """Map items to the cluster that holds each."""
    return {item: group for group in clusters for item in group}


def _copies(stories: Sequence[Row]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the pairs of documents of a story that are copies, and those that are not."""
    copies, others = [], []
    for story in stories:
        texts, related = story["documents"], story["relations"]
        near = {frozenset((a, b)) for a, b, how in related if how in (*_COPIES, "derives")}
        copies += [(texts[a - 1]["id"], texts[b - 1]["id"]) for a, b, how in related if how in _COPIES]
        others += [
            (a["id"], b["id"])
            for (n, a), (m, b) in combinations(enumerate(texts, 1), 2)
            if frozenset((n, m)) not in near
        ]
    return copies, others


def _document(row: Row) -> Document:
    return Document(
        id=row["id"], title=row["title"], publisher=row["publisher"], published=When(row["published"]), text=row["text"]
    )


def _events(row: Row) -> list[Row]:
    return [s for s in row["statements"] if s["kind"] == "event"]


def _statement(row: Row, said: Document) -> Statement:
    when, place = row["when"], row["place"]
    return Statement(
        id=row["id"], kind="event", citation=said.cite(*row["span"]), event=row["event"], mode=row["mode"],
        contexts=tuple(row["contexts"]), actors=_entities(row["actors"]), recipients=_entities(row["recipients"]),
        place=_entities([place])[0] if place else None, when=When(when["edtf"]) if when and when["edtf"] else None,
        factuality=row["factuality"], lemmas=_lemmas(said.text[slice(*row["span"])]),
    )  # fmt: skip


def _entities(named: Iterable[Row]) -> tuple[Entity, ...]:
    return tuple(Entity(key=each["key"], name=each["name"]) for each in named)


def _lemmas(text: str) -> tuple[str, ...]:
    return tuple(token.lemma_ for token in load()(text) if token.is_alpha)


def _ids(story: Row, reports: Iterable[tuple[int, int]]) -> list[str]:
    return [story["documents"][d - 1]["statements"][s - 1]["id"] for d, s in reports]


def _contradicted(field: str, reports: list[str], found: Iterable[Event], gold: Clusters) -> bool:
    """Tell whether a contradiction in a field is seen between two reports, or others of their events in their stead."""
    home = {id: n for n, group in enumerate(gold) for id in group}
    wanted = {home.get(id, id) for id in reports}
    return any(
        told.field == field
        and ({home.get(told.first), home.get(told.second)} == wanted or {told.first, told.second} <= set(reports))
        for event in found
        for told in event.contradictions
    )


def _one_of(told: tuple[str, str, str], pair: tuple[str, list[str]], gold: Clusters) -> bool:
    """Tell whether a contradiction that is told is an annotated one: of these reports or others of their events."""
    field, *sides = told
    home = {id: n for n, group in enumerate(gold) for id in group}
    near: list[set[Hashable]] = [{id, *(gold[home[id]] if id in home else ())} for id in pair[1]]
    return field == pair[0] and all(any(side in reports for reports in near) for side in sides)
