"""What is wrong with gold: spans, keys, dates and categories, one line for each fault."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from watchfloor.evaluation.gold import Gold
from watchfloor.evaluation.lines import Record
from watchfloor.terms import FACTUALITY, ICD203, KINDS, REQUIREMENT_STATUS, When
from watchfloor.world import World, plover

#: A key that the world does not know must at least have the form of one.
_KEY = re.compile(r"[A-Z]{3}(-[A-Z]{3})*|[A-Z][A-Z0-9-]+|[a-z0-9]+(-[a-z0-9]+)*")
_BANDS = frozenset((band.low, band.high) for band in ICD203)


def faults(gold: Iterable[Gold], world: World) -> Iterator[str]:
    """Yield `id: what is wrong` for every fault of the gold; nothing where it is sound."""
    for text in gold:
        for n, statement in enumerate(text.statements, 1):
            for fault in _statement(text, statement, world):
                yield f"{text.id} statement {n}: {fault}"
        for turn in text.document.turns:
            if not 0 <= turn.start < turn.end <= len(text.document.text):
                yield f"{text.id} turn {turn.n}: its span lies outside the text"


def _statement(text: Gold, statement: Record, world: World) -> Iterator[str]:
    body = text.document.text
    if statement["kind"] not in KINDS:
        yield f"no kind is called {statement['kind']!r}"
    yield from _span(body, statement["span"], "statement")
    estimate = statement.get("estimate")
    for cue in estimate["cues"] if estimate else ():
        yield from _words(body, cue.get("span"), cue["text"], "cue")
    if estimate and estimate["band"] and tuple(estimate["band"]) not in _BANDS:
        yield f"{estimate['band']} is no band of ICD 203"
    if statement["kind"] == "event":
        yield from _event(body, statement, world)
    if statement["kind"] == "requirement" and statement["requirement"]["status"] not in REQUIREMENT_STATUS:
        yield f"no status is called {statement['requirement']['status']!r}"


def _event(body: str, event: Record, world: World) -> Iterator[str]:
    if event["event"] not in plover.categories():
        yield f"PLOVER has no category {event['event']!r}"
    elif event["mode"] and event["mode"] not in {mode.name for mode in plover.category(event["event"]).modes}:
        yield f"{event['event']} has no mode {event['mode']!r}"
    if event["factuality"] not in FACTUALITY:
        yield f"no factuality is called {event['factuality']!r}"
    if not event["actors"] and not event["recipients"]:
        yield "an event needs an actor or a recipient"
    yield from _span(body, event.get("trigger"), "trigger")
    for role in (*event["actors"], *event["recipients"], *([event["place"]] if event["place"] else ())):
        yield from _words(body, role.get("span"), role["name"], "role")
        key = role["key"]
        if key is not None and not world.known(key) and not _KEY.fullmatch(key):
            yield f"{key!r} is no key"
    if event["when"]:
        yield from _span(body, event["when"].get("span"), "date")
        try:
            When(event["when"]["edtf"])
        except ValueError as error:
            yield str(error)


def _span(body: str, span: list[int] | None, what: str) -> Iterator[str]:
    if span is not None and not 0 <= span[0] < span[1] <= len(body):
        yield f"the span of its {what} lies outside the text"


def _words(body: str, span: list[int] | None, words: str, what: str) -> Iterator[str]:
    yield from _span(body, span, what)
    if span is not None and body[span[0] : span[1]] != words:
        yield f"its {what} says {words!r}, the text {body[span[0] : span[1]]!r}"
