"""What is allowed in a campaign file and yet probably not meant: warnings, all at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

from watchfloor.campaign.file import items_of, root_of
from watchfloor.terms import Campaign, Matcher
from watchfloor.world import plover
from watchfloor.world.tags import slip

#: Days before it are probably slips: no campaign that is watched began before computers told the time.
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One warning: what is odd, where (file:line:column), and what to do."""

    code: str
    what: str
    where: str
    hint: str


def remarks(campaign: Campaign, text: str) -> tuple[Remark, ...]:
    """Return the warnings on a campaign that loaded, in file order; `text` is its file's."""
    found = sorted(_remarks(campaign, _Places(text, campaign.path)), key=lambda pair: pair[0])
    return tuple(remark for _, remark in found)


class _Places:
    """Where the keys of a file stand, and remarks made there."""

    def __init__(self, text: str, name: str) -> None:
        self.name, self.at = name, dict[tuple[str, str], tuple[int, int]]()
        for section, _, table in items_of(root_of(text, name)):
            for key, node, _ in items_of(table):
                self.at[section, key] = node.start_mark.line + 1, node.start_mark.column + 1

    def on(self, section: str, key: str, code: str, what: str, hint: str) -> tuple[tuple[int, int], Remark]:
        """Return a remark on an entry, with its place for sorting."""
        line, column = self.at[section, key]
        where = f"{self.name}:{line}:{column}"
        return (line, column), Remark(code=code, what=what, where=where, hint=hint)

    def line(self, matcher: Matcher, code: str, what: str, hint: str) -> tuple[tuple[int, int], Remark]:
        """Return a remark on a matcher, with its place for sorting."""
        where = f"{self.name}:{matcher.line}"
        return (matcher.line, 0), Remark(code=code, what=what, where=where, hint=hint)


_Found = Iterator[tuple[tuple[int, int], Remark]]


def _remarks(campaign: Campaign, places: _Places) -> _Found:
    yield from _levers(campaign, places)
    yield from _territories(campaign, places)
    yield from _steps(campaign, places)
    yield from _days(campaign, places)
    contended = {side for contest in campaign.contests for side in contest.between}
    for matcher in matchers(campaign):
        if matcher.favours is not None and contended and matcher.favours not in contended:
            what = f"this favours {matcher.favours}, a side of no contest: it moves nothing"
            yield places.line(matcher, "favours-outside", what, f"sides of contests: {', '.join(sorted(contended))}")
        if (why := _never(matcher)) is not None:
            yield places.line(matcher, "never-fits", f"no event fits this: {why}", "change or remove one of the fields")


def matchers(campaign: Campaign) -> Iterator[Matcher]:
    """Yield every matcher of a campaign."""
    for lever in campaign.levers:
        yield from lever.matches
    for step in campaign.processes:
        yield from (*step.met, *step.lost)
    for sign in campaign.indicators:
        yield from sign.when
    for driver in campaign.drivers:
        yield from driver.when
    for assumption in campaign.assumptions:
        yield from (*assumption.when, *assumption.against)
    for question in campaign.questions:
        yield from question.resolves
    for inquiry in campaign.inquiries:
        for rated in inquiry.evidence:
            yield from rated.when


def _never(matcher: Matcher) -> str | None:
    """Return why nothing can fit a matcher, or None."""
    categories = matcher.event or tuple(plover.categories())
    modes = {mode.name for name in categories for mode in plover.category(name).modes}
    strange = [mode for mode in matcher.mode if mode not in modes]
    if matcher.mode and len(strange) == len(matcher.mode):
        return f"{' or '.join(categories)} has no mode {strange[0]!r}"
    excluded = matcher.not_
    if excluded is not None:
        given = [f.name for f in fields(excluded) if f.name != "line" and getattr(excluded, f.name)]
        if all(
            set(getattr(matcher, name)) and set(getattr(matcher, name)) <= set(getattr(excluded, name))
            for name in given
        ):
            return f"`not` excludes all that `{given[0]}` allows"
    return None


def _levers(campaign: Campaign, places: _Places) -> _Found:
    owners = {objective.key: objective.of for objective in campaign.objectives}
    for lever in campaign.levers:
        for objective in lever.serves:
            if owners[objective] != lever.of:
                what = (
                    f"the lever {lever.key!r} of {lever.of} serves {objective!r}, an objective of {owners[objective]}"
                )
                yield places.on("levers", lever.key, "other-side", what, "name an objective of its own side")
        for tag in lever.tags:
            if (meant := slip(tag)) is not None:
                hint = f"did you mean {meant!r}? A tag of your own may stand as it is"
                yield places.on("levers", lever.key, "tag-slip", f"the tag {tag!r} is no instrument of power", hint)


def _territories(campaign: Campaign, places: _Places) -> _Found:
    theatre = set(campaign.theatre)
    for section, entries in (("contests", campaign.contests), ("objectives", campaign.objectives)):
        for entry in entries:
            for territory in entry.in_:
                if territory not in theatre:
                    what = f"{entry.key!r} is about {territory}, which is not in the theatre"
                    yield places.on(section, entry.key, "outside-theatre", what, f"add {territory} to `theatre`")


def _steps(campaign: Campaign, places: _Places) -> _Found:
    steps = {step.key: step for step in campaign.processes}
    for key in dict.fromkeys(key for step in campaign.processes for key in step.blocked_by):
        if not (steps[key].met or steps[key].lost):
            what = f"the step {key!r} blocks others and can never end: it has no `lost`"
            yield places.on("processes", key, "never-ends", what, "say which events end it under `lost`")


def _days(campaign: Campaign, places: _Places) -> _Found:
    found = [
        *(("drivers", x.key, day) for x in campaign.drivers for day in (x.begins, x.until)),
        *(("indicators", x.key, x.by) for x in campaign.indicators),
        *(("questions", x.key, day) for x in campaign.questions for day in (x.opens, x.by)),
        *(("processes", x.key, chance.by) for x in campaign.processes for chance in x.chances),
    ]
    for section, key, day in found:
        if day is not None and day < EPOCH:
            what = f"{key!r} has the day {day}, before {EPOCH.year}"
            yield places.on(section, key, "old-day", what, "check the year")
