"""The reader's word tables, loaded from world/lexicon: what words report which event, and in what light."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

ENTITY = "@"  #: a need that a resolved or named actor fills
ANY = "@any"  #: a need that anything fills


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One condition of a pattern: a slot of the frame and the lemmas that may fill it."""

    slot: str  #: obj, subj, comp, attr, acomp, or prep.X
    lemmas: frozenset[str]
    absent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One row of events.tsv for one head word."""

    category: str
    mode: str | None
    needs: tuple[Need, ...]
    roles: tuple[str, ...]  #: where the recipient is sought, in order; empty for the default
    reversed: bool  #: the subject is acted upon: who receives a guest is visited
    name: str  #: how `why` shows it

    @property
    def thing(self) -> bool:
        """Tell whether the object is a thing that the pattern names, not somebody acted upon."""
        return any(
            need.slot == "obj" and not need.absent and not any(w.startswith("@") for w in need.lemmas)
            for need in self.needs
        )

    @property
    def weight(self) -> int:
        """Return how specific the pattern is; the most specific that fits wins."""
        return sum(1 if need.absent or ANY in need.lemmas else 3 for need in self.needs)


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a table of world/lexicon as mappings; comments and blank lines are skipped."""
    text = (files("watchfloor.world") / "lexicon" / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    header = lines[0].split("\t")
    cells = (line.split("\t") for line in lines[1:])
    return tuple(dict(zip(header, row + [""] * (len(header) - len(row)), strict=True)) for row in cells)


@cache
def events() -> Mapping[tuple[str, str], tuple[Pattern, ...]]:
    """Return event patterns by (part of speech, head lemma with its particle), most specific first."""
    found: dict[tuple[str, str], list[Pattern]] = {}
    for row in rows("events.tsv"):
        needs = tuple(_need(part) for part in row["needs"].split())
        for head in row["heads"].split("|"):
            pattern = Pattern(
                category=row["category"],
                mode=row["mode"] or None,
                needs=needs,
                roles=tuple(role.removeprefix("prep.") for role in row["roles"].split() if role != "<"),
                reversed="<" in row["roles"].split(),
                name=" ".join(filter(None, (row["category"], row["pos"], head, row["needs"]))),
            )
            found.setdefault((row["pos"], head), []).append(pattern)
    return {key: tuple(sorted(value, key=lambda p: -p.weight)) for key, value in found.items()}


def _need(part: str) -> Need:
    absent, part = part.startswith("!"), part.removeprefix("!")
    slot, _, lemmas = part.partition(":")
    return Need(slot=slot, lemmas=frozenset(lemmas.split("|")), absent=absent)


@cache
def statuses() -> Mapping[tuple[str, str], tuple[tuple[str, str], ...]]:
    """Return what a governing word makes of what it governs: (pos, lemma) -> ((complement, status), …)."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in rows("factuality.tsv"):
        for lemma in row["heads"].split("|"):
            found.setdefault((row["pos"], lemma), []).append((row["complement"], row["status"]))
    return {key: tuple(value) for key, value in found.items()}


@cache
def words(name: str, column: str, pos: str | None = None) -> Mapping[str, str]:
    """Return heads -> value of a column, for the small tables with one value a word."""
    found: dict[str, str] = {}
    for row in rows(name):
        if pos is None or row.get("pos") == pos:
            for head in row["heads"].split("|"):
                found.setdefault(head, row[column])
    return found


@cache
def contexts() -> Mapping[str, tuple[str, ...]]:
    """Return the PLOVER contexts that a lemma speaks for."""
    found: dict[str, list[str]] = {}
    for row in rows("contexts.tsv"):
        for lemma in row["lemmas"].split("|"):
            found.setdefault(lemma, []).append(row["context"])
    return {lemma: tuple(names) for lemma, names in found.items()}


@cache
def word_class(name: str) -> frozenset[str]:
    """Return the members of a class of classes.tsv."""
    return next(frozenset(row["words"].split("|")) for row in rows("classes.tsv") if row["class"] == name)
