"""What the texts of a set mean: days, acts, actors, sectors, territories; each distinct text is looked at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from functools import cached_property
from typing import NamedTuple

from watchfloor.ledger.sets.shapes import ON, OR, TO, Shape
from watchfloor.terms import When
from watchfloor.world import World
from watchfloor.world.plover import categories, from_cameo, goldstein, older_names, sectors
from watchfloor.world.sets import Kind, folded, from_acled, keys_by_code
from watchfloor.world.sets import sectors as sectors_by_text

_STAMP = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ]?\d\d:?\d\d(?::?\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_EPOCH = re.compile(r"\d{9,10}")
_SEVERAL = re.compile(r"\s*[;|]\s*")
_CODES = re.compile(r"(?:[A-Z]{3})+")
_YEARS = re.compile(r"\s*\(\d{4}-?(?:\d{4})?\)")
_BRACKETS = re.compile(r"\(([^()]+)\)")
#: How ACLED has written its days over the years.
_ACLED_DAYS = ("%d %B %Y", "%d-%B-%Y", "%d %b %Y", "%d-%b-%Y", "%d/%m/%Y")
_EDTF = "write 2020-05-15, 2020-05, or another EDTF date"


class Day(NamedTuple):
    """The first and last day of a date, its text where it is no single sure day, or why it is none."""

    lower: date | None = None
    upper: date | None = None
    edtf: str | None = None
    reason: str | None = None


class Act(NamedTuple):
    """What an act is in PLOVER, its scores, or why it is none."""

    category: str | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    score: float | None = None
    goldstein: float | None = None
    reason: str | None = None


class Party(NamedTuple):
    """Whom a designation stands for."""

    keys: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()


class Meaning:
    """Reads the texts of one shape with one world."""

    def __init__(self, shape: Shape, world: World) -> None:
        self._shape = shape
        self._world = world

    @cached_property
    def _actors(self) -> dict[str, str]:
        return dict(keys_by_code(self._world, self._shape.countries))

    @cached_property
    def _places(self) -> dict[str, str]:
        found = keys_by_code(self._world, self._shape.places)
        return {name: key for name, key in found.items() if key in self._world.territories}

    # --- days -------------------------------------------------------------------

    def day(self, text: str) -> Day:
        """Return the days of an event; never narrower than the text."""
        told, _, precision = text.partition(OR)
        if self._shape.coding == "acled":
            return _widened(self._acled_day(told), precision, told)
        begin, _, end = told.partition(TO)
        return _span(self._point(begin), self._point(end)) if end else self._point(begin)

    def _point(self, text: str) -> Day:
        form = self._shape.date_format
        if not form:
            return _day(text)
        try:
            day = datetime.strptime(text, form).date()
        except ValueError:
            return Day(reason=f"{text!r} is no date of the form {form}")
        return Day(day, day)

    def known(self, text: str) -> Day:
        """Return the day of entry; of several the first."""
        if self._shape.coding == "acled" and _EPOCH.fullmatch(text):
            day = datetime.fromtimestamp(int(text), UTC).date()
            return Day(day, day)
        found = [self._point(part) for part in _SEVERAL.split(text) if part]
        bad = next((day.reason for day in found if day.reason), None)
        uppers = [day.upper for day in found if day.upper is not None]
        if bad or not uppers:
            return Day(reason=f"date of entry: {bad or 'none'}")
        return Day(min(uppers), min(uppers))

    def _acled_day(self, text: str) -> Day:
        for form in _ACLED_DAYS:
            try:
                day = datetime.strptime(text, form).date()
            except ValueError:
                continue
            return Day(day, day)
        return _day(text)

    # --- acts -------------------------------------------------------------------

    def act(self, text: str) -> Act:
        """Return what a kind of event becomes; a kind that PLOVER has no class for is kept without one."""
        told, _, second = text.partition(OR)
        told, second = told.strip(), second.strip()
        if self._shape.coding == "cameo":
            return _cameo(told)
        if self._shape.coding == "acled":
            return _acled(told, second)
        meant = self._shape.words.get(folded(told))
        if meant is not None:
            told, _, mode = meant.partition("/")
            second = mode or second
        found = _plover(told, second)
        if found is None and self._shape.coding == "any":
            return _cameo(told) if told.isdigit() and not _cameo(told).reason else Act()
        return found or Act(reason=f"{told!r} is no category of PLOVER")

    # --- parties ----------------------------------------------------------------

    def party(self, text: str) -> Party:
        """Return whom the first alternative that means anybody stands for."""
        told, _, on = text.partition(ON)
        for alternative in told.split(OR):
            parts = _SEVERAL.split(alternative.strip()) if alternative else []
            found = [party for part in parts if (party := self._one(part, on)).keys]
            if found:
                return Party(
                    _distinct(k for p in found for k in p.keys), _distinct(s for p in found for s in p.sectors)
                )
        return Party()

    def _one(self, text: str, on: str) -> Party:
        coding = self._shape.coding
        tried = _within(text) if coding == "acled" else (text,)
        for name in tried:
            key = self._actors.get(folded(name)) or self._actors.get(name.lstrip("0"))
            if key is not None:
                return Party((key,))
        if coding == "cameo":
            return self._codes(text)
        return self._named(text, on) if coding == "any" else Party()

    def _codes(self, text: str) -> Party:
        """Return the country or body of a compound code: `RUSMIL` is Russia, `IGOEUREEC` the European Union."""
        if not _CODES.fullmatch(text) or len(text) == 3:
            return Party()
        keys = (self._actors.get(text[at : at + 3].lower()) for at in range(0, len(text), 3))
        return Party(tuple(key for key in keys if key is not None)[:1])

    def _named(self, text: str, on: str) -> Party:
        """Return whom a name stands for, if only one; a person stands for where the office was held that day."""
        first = self._point(on).lower
        found = {(each.key, each.sector) for each in self._world.resolve(text, first)}
        if len(found) != 1:
            return Party()
        key, sector = found.pop()
        if key in self._world.people:
            return Party((self._world.territory_of(key, first) or key,))
        if self._world.kind(key) == "organ":
            key, _, sector = key.rpartition("-")
        return Party((key,), (sector,) if sector else ())

    def sectors(self, text: str) -> tuple[str, ...]:
        """Return the sectors of a party by our codes; ICEWS's and ACLED's own words that have none are left out."""
        scheme = self._shape.sectors
        if scheme == "acled":
            return self._acled_sectors(*text.split(OR))
        if scheme == "icews":
            return _distinct(filter(None, (sectors_by_text("icews").get(folded(part)) for part in text.split(","))))
        if scheme == "cameo" and _CODES.fullmatch(text):
            chunks = [text[at : at + 3] for at in range(0, len(text), 3)]
            return _distinct(chunk for chunk in chunks if chunk in sectors())
        return _distinct(part.strip() for part in re.split(r"[;|,]", text) if part.strip())

    def _acled_sectors(self, name: str, interaction: str = "") -> tuple[str, ...]:
        known = sectors_by_text("acled")
        found = known.get(folded(_YEARS.sub("", name).partition(" of ")[0])) or known.get(folded(interaction))
        return (found,) if found else ()

    def territory(self, text: str) -> str | None:
        """Return the territory that a place lies in."""
        return self._places.get(folded(text))


def _day(text: str) -> Day:
    stamp = _STAMP.fullmatch(text.strip())
    try:
        if stamp is not None:
            day = date(*map(int, stamp.groups()))
            return Day(day, day)
        when = When(text.strip())
    except ValueError:
        return Day(reason=f"{text!r} is no date: {_EDTF}")
    if not when.known:
        return Day(reason=f"{text!r} says no date")
    return Day(when.lower, when.upper, None if when.day else when.text)


def _span(begin: Day, end: Day) -> Day:
    """Return the days from the first day of one date to the last of another."""
    if begin.reason or end.reason:
        return Day(reason=begin.reason or end.reason)
    if begin.lower and end.upper and begin.lower > end.upper:
        return Day(reason=f"it ends, {end.upper}, before it begins, {begin.lower}")
    if begin == end:
        return begin
    return Day(begin.lower, end.upper, f"{begin.edtf or begin.lower}/{end.edtf or end.upper}")


def _widened(day: Day, precision: str, told: str) -> Day:
    """Return the week or month that ACLED means where it does not know the day."""
    if precision not in ("2", "3") or day.lower is None:
        return day
    if precision == "3":
        return _day(day.lower.isoformat()[:7])
    first, last = (date.fromordinal(day.lower.toordinal() + days) for days in (-3, 3))
    return Day(first, last, f"{first}/{last}")


def _cameo(code: str) -> Act:
    known = from_cameo()
    full = f"{code}0" if len(code) == 2 else code
    while full not in known and len(full) > 3:
        full = full[:-1]
    if full not in known or not code.isdigit():
        return Act(reason=f"{code!r} is no code of CAMEO" + (": a leading 0 lost?" if f"0{code}" in known else ""))
    found = known[full]
    return _scored(Kind(found.category, found.mode, found.contexts))._replace(goldstein=goldstein().get(code))


def _acled(event: str, sub_event: str) -> Act:
    known = from_acled()
    kind = known.get((folded(event), folded(sub_event))) or known.get((folded(event), ""))
    return Act(reason=f"{event!r} is no event type of ACLED") if kind is None else _scored(kind)


def _plover(name: str, mode: str) -> Act | None:
    found = (name.upper(),) if name.upper() in categories() else older_names().get(name.upper(), ())
    if not found:
        return None
    return _scored(Kind(found[0] if len(found) == 1 else None, mode.lower() or None, ()))


def _scored(kind: Kind) -> Act:
    """Return the act with the score of its mode, else of its category."""
    category = categories().get(kind.category or "")
    mode = category.mode(kind.mode or "") if category else None
    score = mode.score if mode else category.score if category else None
    return Act(kind.category, kind.mode, kind.contexts, score)


def _within(name: str) -> Iterator[str]:
    """Yield what of an ACLED name may be its country: `Protesters (Serbia)`, `Military Forces of Serbia (2017-)`."""
    bare = _YEARS.sub("", name).strip()
    yield bare
    yield from reversed(_BRACKETS.findall(bare))
    _, of, rest = _BRACKETS.sub("", bare).strip().partition(" of ")
    if of:
        yield rest.removeprefix("the ")


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
