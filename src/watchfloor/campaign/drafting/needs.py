"""Processes and steps proposed from what is said to require what."""

from __future__ import annotations

from collections.abc import Iterable

from watchfloor.campaign.drafting.parties import Parties, Roots
from watchfloor.campaign.drafting.words import only_names, telling
from watchfloor.campaign.drafting.writing import Entry, Sources, flow, quoted, slug, unique
from watchfloor.terms import Requirement, View
from watchfloor.world import World

MAX_STEPS = 60


class _Steps:
    """The steps so far; two texts whose telling words are the same, for the same territories, are one step."""

    def __init__(self, found: Parties, roots: Roots) -> None:
        self.found, self.roots = found, roots
        self.keys: dict[tuple[frozenset[str], tuple[str, ...]], str] = {}
        self.text: dict[str, str] = {}
        self.for_: dict[str, tuple[str, ...]] = {}
        self.requires: dict[str, dict[str, None]] = {}
        self.cites: dict[str, dict[str, None]] = {}

    def step(self, text: str, requirement: Requirement, cite: str) -> str | None:
        """Return the key of the step that a text names; None where it names none."""
        about = telling(text)
        if not about or (len(self.text) >= MAX_STEPS):
            return None
        named = self.roots.every(requirement.for_)
        for_ = tuple(key for key in self.found.theatre if key in named)
        asked = frozenset(about), for_
        if asked not in self.keys:
            key = unique(slug(" ".join(about)) or "step", self.text)
            self.keys[asked], self.text[key], self.for_[key] = key, text, for_
            self.requires[key], self.cites[key] = {}, {}
        self.cites[self.keys[asked]][cite] = None
        return self.keys[asked]

    def leads_to(self, start: str, end: str) -> bool:
        """Tell whether a step needs another, near or far."""
        stack, seen = [start], set[str]()
        while stack:
            key = stack.pop()
            if key == end:
                return True
            stack += [need for need in self.requires[key] if need not in seen]
            seen.add(key)
        return False


def steps(view: View, found: Parties, sources: Sources, world: World) -> list[Entry]:
    """Return a step for each process and each requirement that sources name, in the order of the view.

    A requirement that would close a circle is left out: one of the two sentences says it the other way round.
    """
    made = _Steps(found, Roots(world))
    for statement in view.statements:
        requirement = statement.requirement
        if requirement is None or statement.proposal:
            continue
        if only_names(requirement.of, world) or only_names(requirement.requires, world):
            continue  # "Serbia needs Russia": no step of any process
        cite = f"{sources.cite(statement.id)} ({requirement.status})"
        of = made.step(requirement.of, requirement, cite)
        need = made.step(requirement.requires, requirement, cite)
        if of is not None and need is not None and not made.leads_to(need, of):
            made.requires[of][need] = None
    return [Entry(key, tuple(_fields(key, made)), tuple(made.cites[key])) for key in made.text]


def _fields(key: str, made: _Steps) -> Iterable[str]:
    if made.for_[key]:
        yield f"for: {flow(made.for_[key])}"
    text = made.text[key]
    yield f"text: {quoted(text[:1].upper() + text[1:])}"
    if made.requires[key]:
        yield f"requires: {flow(list(made.requires[key]))}"
