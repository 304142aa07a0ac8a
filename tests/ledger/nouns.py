"""Made-up documents and statements for the tests of the ledger; short to write, or drawn by hypothesis."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from watchfloor.terms import (
    FACTUALITY,
    KINDS,
    Condition,
    Document,
    Entity,
    Estimate,
    Goal,
    Reading,
    Refused,
    Requirement,
    State,
    Statement,
    Turn,
    When,
    digest,
    statement_id,
)

NOW = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)


def entity(label: str) -> Entity:
    """Make an entity; a label in lower case with a blank is an unresolved name."""
    return Entity(key=None if " " in label else label, name=label)


def entities(labels: str) -> tuple[Entity, ...]:
    """Make entities from labels set apart by commas."""
    return tuple(entity(label) for label in labels.split(",") if label)


def document(text: str, published: str = "2020-05-15", **more: Any) -> Document:
    """Make a document; its id follows from text and date unless one is given."""
    fields: dict[str, Any] = {"id": digest(text, published), "title": f"On {text[:40]}", "publisher": None} | more
    return Document(text=text, published=When(published), **fields)


def says(
    said: Document, event: str, actors: str, recipients: str = "", when: str | None = None, **more: Any
) -> Statement:
    """Make an event statement that cites the whole text of a document."""
    fields: dict[str, Any] = {"factuality": "happened", "kind": "event"} | more
    if isinstance(fields.get("place"), str):
        fields["place"] = entity(str(fields["place"]))
    cited = said.cite(*fields.pop("span", (0, len(said.text))))
    return Statement(
        id=statement_id(cited, str(fields["kind"]), event, actors, recipients, str(when)),
        citation=cited,
        event=event,
        actors=entities(actors),
        recipients=entities(recipients),
        when=When(when) if when else None,
        **fields,
    )


def reading(text: str, published: str = "2020-05-15", **more: Any) -> Reading:
    """Make a reading with one statement and one turn that cover the whole text."""
    made = document(text, published, turns=(Turn(n=1, speaker="Host", start=0, end=len(text)),), **more)
    return Reading(document=made, statements=(says(made, "AID", "RUS", "SRB", "2020-04"),))


words = st.sampled_from(
    ["gas", "base", "treaty", "tariff", "talks", "troops", "grain", "bridge", "visit", "loan", "envoy", "court"]
)
whens = st.sampled_from(
    ["2020-04-01", "2020-04-02", "2020-04", "2020", "2020-04?", "2020-03/2020-04", "2019/..", "XXXX", "2020-21"]
)
days = st.sampled_from(
    ["2020-04-10", "2020-04-11", "2020-04", "2020-05-01", "2020", "2021-01-01", "XXXX-04-10", "XXXX"]
)
names = st.sampled_from(["RUS", "SRB", "XKX", "rus-minister", "the old ministry"]).map(entity)
parties = st.lists(names, max_size=2, unique=True).map(tuple)
probabilities = st.floats(0, 1)
letters = st.characters(exclude_characters="\x00", codec="utf-8")  # no text holds NUL; PostgreSQL could not keep it
texts = st.text(letters, max_size=12)


@st.composite
def event_statements(draw: st.DrawFn, said: Document) -> Statement:
    """Draw an event statement, from few enough values that statements often agree."""
    start = draw(st.integers(0, len(said.text) - 1))
    cited = said.cite(start, draw(st.integers(start + 1, len(said.text))))
    fields: dict[str, Any] = {
        "event": draw(st.sampled_from(["CONSULT", "AID"])),
        "actors": draw(parties),
        "recipients": draw(parties),
        "when": draw(st.none() | whens.map(When)),
        "factuality": draw(st.sampled_from(FACTUALITY)),
        "place": draw(st.none() | st.sampled_from(["belgrade", "pristina"]).map(entity)),
        "lemmas": tuple(draw(st.lists(words, max_size=4))),
        "proposal": draw(st.booleans().map(lambda b: not b and draw(st.booleans()))),
    }
    return Statement(
        id=statement_id(cited, "event", repr(sorted(fields.items()))), kind="event", citation=cited, **fields
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Draw a document whose text is at times another's."""
    text = " ".join(draw(st.lists(words, min_size=3, max_size=14)))
    return document(text, draw(days), derives_from=draw(st.sampled_from([None, None, "the wire"])))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Draw a reading of a few event statements."""
    said = draw(documents())
    found = draw(st.lists(event_statements(said), max_size=4, unique_by=lambda each: each.id))
    return Reading(document=said, statements=tuple(found))


corpora = st.lists(readings(), min_size=1, max_size=6, unique_by=lambda each: each.document.id)


@st.composite
def full_readings(draw: st.DrawFn) -> Reading:
    """Draw a reading that may use every field of every noun."""
    text = draw(st.text(letters, min_size=1, max_size=60))
    size = len(text)
    said = document(
        text,
        draw(days),
        authors=tuple(draw(st.lists(texts, max_size=2))),
        url=draw(st.none() | texts),
        turns=tuple(Turn(n=n, speaker=draw(texts), start=0, end=size) for n in range(1, draw(st.integers(1, 3)))),
        lines=tuple((n, n + 1) for n in range(draw(st.integers(0, 3)))),
        pages=tuple((n, n + 1) for n in range(draw(st.integers(0, 2)))),
        times=tuple((n, n + 0.5) for n in range(draw(st.integers(0, 2)))),
        grade=draw(st.none() | st.sampled_from("ABCDEF")),
        path=draw(texts),
    )
    optional: dict[str, st.SearchStrategy[Any]] = {
        "estimate": st.builds(
            Estimate,
            cues=st.lists(texts, max_size=2).map(tuple),
            band=st.none() | st.tuples(probabilities, probabilities),
            readers=st.none() | st.tuples(probabilities, probabilities, probabilities),
        ),
        "requirement": st.builds(Requirement, of=texts, for_=parties, requires=texts, status=texts),
        "condition": st.builds(Condition, if_=texts, then=texts),
        "objective": st.builds(Goal, actor=names, text=texts),
        "state": st.builds(State, subject=names, relation=texts, object=names),
        "place": names,
        "when": whens.map(When),
        "confidence": texts,
        "answers": texts,
        "mode": texts,
    }
    found = []
    for n in range(draw(st.integers(0, 2))):
        fields: dict[str, Any] = {name: draw(st.none() | strategy) for name, strategy in optional.items()}
        cited = said.cite(draw(st.integers(0, size - 1)), size)
        hearsay, p = draw(st.booleans()), draw(probabilities)
        kind, factuality = draw(st.sampled_from(KINDS)), draw(st.none() | st.sampled_from(FACTUALITY))
        found.append(
            Statement(id=f"{n}", kind=kind, citation=cited, factuality=factuality, hearsay=hearsay, p=p, **fields)
        )
    refused = tuple(Refused(start=0, end=size, reason=draw(texts)) for _ in range(draw(st.integers(0, 2))))
    return Reading(document=said, statements=tuple(found), refused=refused)
