"""What `watchfloor outlook` prints."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from rich.console import Console, JustifyMethod
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from watchfloor.ledger import encode
from watchfloor.publish.words.odds import bare, between, ends, per_cent, told
from watchfloor.show import FORMAT, SHORT, console, dump
from watchfloor.terms import Campaign, Conditional, Course, Effect, Outlook, Prospect, ScenarioState, View

#: Columns of a terminal from which on the chances are shown with all that belongs to them.
_WIDE = 100


def outlook_as_json(made: Outlook, view: View) -> None:
    """Print the outlook with every statement and event that it cites."""
    statements, events = set(_cited(made, "statements")), set(_cited(made, "events"))
    statements |= {conditional.statement for conditional in made.conditionals}
    statements |= {id for prospect in made.prospects for id in prospect.said}
    found = [event for event in view.events if event.id in events]
    statements |= {id for event in found for id in event.statements}
    dump(
        {
            "format": FORMAT,
            "outlook": encode(made),
            "events": [encode(event) for event in found],
            "statements": [encode(statement) for statement in view.statements if statement.id in statements],
        }
    )


def outlook(made: Outlook, view: View, campaign: Campaign) -> None:
    """Print chances step by step, what is supposed and what that changes, courses, judgements, warnings, notes."""
    out = console()
    out.print(f"[bold]{escape(campaign.title)}: outlook[/bold]\nas of {made.as_of}, for {made.by}")
    if not view.documents:
        out.print("\nno document was known by then; what follows rests on campaign.yaml alone")
    for one in made.suppositions:
        against = f"  [bold]counterfactual[/bold]: {escape(one.fact)}" if one.counterfactual else ""
        out.print(f"supposed  {escape(str(one))}{against}")
    _chances(out, made)
    if made.effects:
        _effects(out, made)
    settled = [one for one in made.courses if any(leg.met is not None for leg in one.legs if not leg.fact)]
    if settled:
        _heading(out, "Courses, of all ways it may go")
    for course in settled:
        _wrapped(out, _course(course, campaign))
    if made.conditionals:
        _heading(out, "Conditional judgements of sources (--believe ID switches one on)")
        for conditional in made.conditionals:
            _wrapped(out, _conditional(conditional))
    if made.scenarios:
        _heading(out, "Scenarios and warnings")
        for scenario in made.scenarios:
            _wrapped(out, _scenario(scenario, campaign))
    if made.notes:
        _heading(out, "Taken for granted, or left out")
        for note in made.notes:
            _wrapped(out, escape(note))
    out.print("\n[dim]watchfloor outlook --step STEP opens what one chance rests on[/dim]")


def brief(made: Outlook) -> None:
    """Print how likely each open process is, a line each."""
    out = console()
    out.print(f"\nOutlook for {made.by}, of the open processes:")
    for step in dict.fromkeys(course.process for course in made.courses):
        out.print(f"  {step}: {told(made.prospect(step).odds)}")


def prospect(one: Prospect, view: View, campaign: Campaign) -> None:
    """Print all that one step's chance rests on: its inputs with their sentences, what sways it, its curve."""
    out = console()
    out.print(f"[bold]{escape(campaign.step(one.step).text)}[/bold] ({one.step}), by {one.by}: {told(one.odds)}")
    out.print(f"now {one.state}; {'reckoned exactly' if one.odds.exact else 'simulated'}")
    ground = one.ground
    of = (
        ""
        if ground.p is None
        else f": {per_cent(ground.p)} ({between(ground.low, ground.high)}) by {ground.by or one.by}"
    )
    _wrapped(out, f"its own part rests on {escape(ground.text)}{of}")
    cited = {id for event in view.events if event.id in ground.events for id in event.statements}
    _sentences(out, view, {*cited, *ground.statements})
    if one.said:
        _wrapped(out, "sources also say (by words alone, no part of the number):")
        _sentences(out, view, one.said)
    for label, steps in (("waits for", one.waits_for), ("no basis for", one.unfounded)):
        if steps:
            _wrapped(out, f"{label}: {', '.join(steps)}")
    if one.sways:
        _heading(out, "What sways it: the chance if the step is not met, and if it is")
        table = Table(box=None, pad_edge=False)
        for column in ("step", "not met", "met"):
            table.add_column(column, justify="left" if column == "step" else "right")
        for sway in one.sways:
            table.add_row(f"  {sway.step}", ends(*sway.lost), ends(*sway.met))
        out.print(table)
    _heading(out, "Its curve")
    for day, least, most, low, high in one.curve:
        out.print(f"  {day}  {ends(least, most):>12}  ({between(low, high)})")


def _sentences(out: Console, view: View, ids: Collection[str]) -> None:
    for statement in view.statements:
        if statement.id in ids:
            said = " ".join(statement.citation.exact.split())
            _wrapped(out, f"“{escape(said)}” {escape(statement.speaker)} [dim]\\[{statement.id[:SHORT]}][/dim]", 4)


def _chances(out: Console, made: Outlook) -> None:
    """Print the chances as a table; a narrow terminal leaves out where each step stands and what it waits for."""
    _heading(out, "Chances")
    rows = [_cells(one) for one in made.prospects if not (one.ground.kind == "fact" and one.odds.p == 1.0)]
    left_out = ("now", "waits for") if out.width < _WIDE else ()
    headings = ("step", "now", "chance", "80 %", "in words", "rests on", "waits for")
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        if heading not in left_out:
            justify: JustifyMethod = "right" if heading in ("chance", "80 %") else "left"
            table.add_column(heading, justify=justify, no_wrap=heading not in ("in words", "waits for"))
    for row in rows:
        table.add_row(*(cell for heading, cell in zip(headings, row, strict=True) if heading not in left_out))
    out.print(table)
    done = [one.step for one in made.prospects if one.ground.kind == "fact" and one.odds.p == 1.0]
    if done:
        _wrapped(out, f"[dim]met already: {', '.join(done)}[/dim]")


def _cells(one: Prospect) -> tuple[str, ...]:
    nothing = bare(one.odds)
    waits = next(iter(one.waits_for), "")
    return (
        one.step,
        one.state,
        "–" if nothing else ends(one.odds.least, one.odds.most),
        "" if nothing else between(one.odds.low, one.odds.high),
        one.odds.word,
        one.ground.kind,
        waits + (f" +{len(one.waits_for) - 1}" if len(one.waits_for) > 1 else ""),
    )


def _effects(out: Console, made: Outlook) -> None:
    _heading(out, "What changes")
    table = Table(box=None, pad_edge=False)
    for heading in ("", "", "before", "after", "by way of"):
        table.add_column(heading, justify="right" if heading in ("before", "after") else "left")
    changed = {effect.key for effect in made.effects if effect.why}
    same = dict.fromkeys(effect.key for effect in made.effects if effect.key not in changed)
    for effect in made.effects:
        if effect.why:
            name = effect.key if effect.what == "met" else f"{effect.key}: {_what(effect)}"
            before, after = (ends(o.least, o.most) for o in (effect.before, effect.after))
            table.add_row(effect.kind, name, before, after, " → ".join(effect.why))
    out.print(table)
    if same:
        _wrapped(out, f"[dim]unchanged: {', '.join(same)}[/dim]")


def _what(effect: Effect) -> str:
    return f"{effect.what} gains" if effect.kind == "contest" else effect.what


def _course(course: Course, campaign: Campaign) -> str:
    blockers = {key for step in campaign.processes for key in step.blocked_by}
    words = []
    for leg in course.legs:
        if leg.fact and leg.met and leg.step not in blockers:
            continue
        state = "open" if leg.met is None else ("stands" if leg.met else "gone") if leg.step in blockers else (
            "met" if leg.met else "not met")  # fmt: skip
        when = f" about {leg.about:%B %Y}" if leg.about is not None and leg.met else ""
        ids = " ".join(id[:SHORT] for id in leg.statements[:1])
        words.append(f"{leg.step} {state}{when}" + (f" [dim]\\[{ids}][/dim]" if ids else ""))
    head = f"[bold]{course.process}[/bold], {course.kind} ({per_cent(course.p)}): "
    why = f". [dim]{escape(course.why)}[/dim]" if course.kind != "most likely" else ""
    return head + " → ".join(words) + why


def _conditional(one: Conditional) -> str:
    """Return a judgement beside our number under the same condition."""
    if_ = " and ".join(f"{key} {'met' if met else 'not met'}" for key, met in one.if_)
    then = f"{one.then[0]} {'met' if one.then[1] else 'not met'}"
    ours = "" if one.ours is None else f"; ours {told(one.ours)}"
    marks = ("  [bold]contradicts our number[/bold]" if one.contradicts else "") + (
        "  believed" if one.believed else ""
    )
    said = f"{escape(one.speaker)}, “{escape(one.word)}” ({between(one.low, one.high)}): if {if_}, then {then}"
    return f"{said}{ours}{marks} [dim]\\[{one.statement[:SHORT]}][/dim]"


def _scenario(one: ScenarioState, campaign: Campaign) -> str:
    text = next(scenario.text for scenario in campaign.scenarios if scenario.key == one.scenario)
    signs = ", ".join(
        f"{sign.indicator} {sign.state}" + (f" until {sign.by}" if sign.state == "awaited" and sign.by else "")
        + ("" if sign.wanted else " (not to be seen)")
        + (f" [dim]\\[{' '.join(id[:SHORT] for id in sign.events[:2])}][/dim]" if sign.events else "")
        for sign in one.signs
    )  # fmt: skip
    since = f" since {one.since}" if one.since else ""
    head = f"[bold]WARNING{since}[/bold] " if one.warned else ""
    share = f"{per_cent(one.share)} of its signs as told, warning at {per_cent(one.threshold)}"
    return f"{head}{escape(text)}: {share}; {signs}"


def _heading(out: Console, text: str) -> None:
    out.print(f"\n[bold]{escape(text)}[/bold]")


def _wrapped(out: Console, markup: str, indent: int = 2) -> None:
    for n, line in enumerate(Text.from_markup(markup).wrap(out, max(20, out.width - indent - 2))):
        line.rstrip()
        out.print(Text(" " * (indent + 2 * (n > 0))) + line, soft_wrap=True)


def _cited(value: Any, name: str) -> Iterator[str]:
    """Yield the ids in every field of a name, however deep."""
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            found = getattr(value, field.name)
            if field.name == name:
                yield from found
            else:
                yield from _cited(found, name)
    elif isinstance(value, tuple):
        for item in value:
            yield from _each(item, name)


def _each(item: Any, name: str) -> Iterable[str]:
    return _cited(item, name) if is_dataclass(item) or isinstance(item, tuple) else ()
