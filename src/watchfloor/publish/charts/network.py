"""The network: who acts on whom, as curves that taper from actor to recipient."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import cos, hypot, pi, sin, sqrt

from watchfloor.publish.charts.drawing import FIRST, INK, LINK, NEITHER, PAPER, SECOND, Chart, Row, draw, short
from watchfloor.publish.words.wording import Wording, numbered
from watchfloor.terms import Entity, Issue
from watchfloor.world import plover

#: More names around one circle would overlap.
_NODES = 22
#: More curves would hide one another.
_TIES = 90
#: Points along each side of a curve.
_STEPS = 10
_SIZE = 620.0
_RADIUS = 205.0
#: A tie is one of conflict or cooperation where at least this share of its acts are.
_MOSTLY = 0.6
_TONES = ("mostly cooperation", "mostly conflict", "mixed")


@dataclass(frozen=True, slots=True)
class Tie:
    """Acts of one party on another."""

    actor: str
    recipient: str
    cooperation: int
    conflict: int

    @property
    def acts(self) -> int:
        """Return how many acts there are."""
        return self.cooperation + self.conflict

    @property
    def tone(self) -> str:
        """Return whether the acts are mostly of one kind."""
        if self.cooperation >= _MOSTLY * self.acts:
            return _TONES[0]
        return _TONES[1] if self.conflict >= _MOSTLY * self.acts else _TONES[2]


def ties(words: Wording, issue: Issue) -> list[Tie]:
    """Return who acts on whom, most acts first; organs and persons count for their country or body.

    Only what happened or was tried counts. Parties of a meeting or agreement act on each other.
    """
    found: Counter[tuple[str, str, bool]] = Counter()
    for event in issue.view.events:
        if event.factuality not in ("happened", "attempted"):
            continue
        actors, recipients = ({_whole(words, e) for e in side} - {""} for side in (event.actors, event.recipients))
        pairs = set(product(actors, recipients)) if recipients else set(product(actors, actors))
        kind = plover.category(event.event).cooperative
        found.update((a, b, kind) for a, b in pairs if a != b)
    pairs_ = {(a, b) for a, b, _ in found}
    every = [Tie(a, b, found[a, b, True], found[a, b, False]) for a, b in pairs_]
    return sorted(every, key=lambda tie: (-tie.acts, tie.actor, tie.recipient))


def _whole(words: Wording, entity: Entity) -> str:
    """Return the country or body of a party; nothing where it has no key."""
    key = entity.key
    if key is None:
        return ""
    key = words.world.territory_of(key) or key
    return key.rpartition("-")[0] if key.rpartition("-")[0] in words.world.parents(key) else key


def network(words: Wording, issue: Issue, anchors: dict[str, str]) -> Chart | None:
    """Return who acts on whom, the busiest around a circle; None where nobody acts on anybody.

    anchors: key -> address of the actor's page.
    """
    every = ties(words, issue)
    busy = Counter[str]()
    for tie in every:
        busy.update({tie.actor: tie.acts, tie.recipient: tie.acts})
    chosen = sorted(busy, key=lambda key: (-busy[key], key))[:_NODES]
    if not chosen:
        return None
    around = _around(issue, chosen)
    at = {key: _point(n, len(around)) for n, key in enumerate(around)}
    shown = [tie for tie in every if tie.actor in at and tie.recipient in at][:_TIES]
    rows: list[Row] = [
        {
            "actor": short(words.world.name(t.actor)), "recipient": short(words.world.name(t.recipient)),
            "cooperation": t.cooperation, "conflict": t.conflict,
        }
        for t in every
    ]  # fmt: skip
    note = (
        f"Each curve is thick at who acts and thin at who is acted upon; its width grows with the number of acts. "
        f"{numbered(len(chosen), 'party')} with most acts of {len(busy)}, {numbered(len(shown), 'pair')} "
        f"with most acts of {len(every)}; organs and persons count for their country."
    )
    strongest = "; ".join(f"{r['actor']} on {r['recipient']}: {r['cooperation'] + r['conflict']}" for r in rows[:5])
    alt = f"Network of who acts on whom. Most acts: {strongest}."
    return draw("network", _spec(words, around, at, shown, busy, anchors), rows, alt=alt, note=note)


def _around(issue: Issue, chosen: Sequence[str]) -> list[str]:
    """Order the parties: the first side, the theatre, the second side, the others, so that camps lie together."""
    sides = [set(side.members) for side in issue.campaign.sides[:2]]
    groups: list[list[str]] = [[], [], [], []]
    for key in chosen:
        place = 1 if key in issue.campaign.theatre else next((2 * i for i, s in enumerate(sides) if key in s), 3)
        groups[place].append(key)
    return [key for group in groups for key in group]


def _point(n: int, of: int) -> tuple[float, float]:
    angle = 2 * pi * n / of - pi / 2
    return _RADIUS * cos(angle), _RADIUS * sin(angle)


def _curve(a: tuple[float, float], b: tuple[float, float], width: float) -> list[tuple[float, float]]:
    """Return the outline of a quadratic curve bent to the right of its way, so that both directions can be seen.

    width: where it begins; it grows thin towards its end.
    """
    dx, dy = b[0] - a[0], b[1] - a[1]
    bend = 0.16
    mid = ((a[0] + b[0]) / 2 * 0.75 - dy * bend, (a[1] + b[1]) / 2 * 0.75 + dx * bend)
    left, right = [], []
    for t in (step / _STEPS for step in range(_STEPS + 1)):
        x, y = ((1 - t) ** 2 * a[i] + 2 * t * (1 - t) * mid[i] + t**2 * b[i] for i in (0, 1))
        along = [2 * (1 - t) * (mid[i] - a[i]) + 2 * t * (b[i] - mid[i]) for i in (0, 1)]
        half = width * (1 - 0.85 * t) / 2 / (hypot(*along) or 1.0)
        left.append((x - along[1] * half, y + along[0] * half))
        right.append((x + along[1] * half, y - along[0] * half))
    return [*left, *reversed(right)]


def _spec(
    words: Wording, around: Sequence[str], at: dict[str, tuple[float, float]], shown: Sequence[Tie],
    busy: Counter[str], anchors: dict[str, str],
) -> Row:  # fmt: skip
    most = max(tie.acts for tie in shown) if shown else 1
    curves: list[Row] = [
        {
            "tie": f"{n}", "x": x, "y": y, "step": i, "tone": tie.tone,
            "_tip": f"{words.name(tie.actor)} on {words.name(tie.recipient)}: {numbered(tie.acts, 'act')}",
        }
        for n, tie in enumerate(reversed(shown))
        for i, (x, y) in enumerate(_curve(at[tie.actor], at[tie.recipient], 1.2 + 7 * sqrt(tie.acts / most)))
    ]  # fmt: skip
    names = [
        {
            "name": short(words.world.name(key)), "x": at[key][0], "y": at[key][1],
            "lx": at[key][0] * 1.07, "ly": at[key][1] * 1.07, "acts": busy[key],
            "_href": LINK + anchors.get(key, ""), "side": _where(at[key]),
        }
        for key in around
    ]  # fmt: skip
    x = {"field": "x", "type": "quantitative", "scale": {"domain": [-_SIZE / 2, _SIZE / 2]}, "axis": None}
    y = {"field": "y", "type": "quantitative", "scale": {"domain": [-260, 260], "reverse": True}, "axis": None}
    return {
        "width": _SIZE,
        "height": 520,
        "layer": [_curves(curves, x, y), _dots(names, x, y), *(_labels(names, side, x, y) for side in _SIDES)],
    }


#: Which way a label runs from its dot: (horizontal alignment, baseline).
_SIDES = {
    "left": ("right", "middle"), "right": ("left", "middle"), "top": ("center", "bottom"), "bottom": ("center", "top"),
}  # fmt: skip


def _where(point: tuple[float, float]) -> str:
    x, y = point
    if abs(x) < _RADIUS * 0.2:
        return "top" if y < 0 else "bottom"
    return "left" if x < 0 else "right"


def _curves(rows: list[Row], x: Row, y: Row) -> Row:
    return {
        "data": {"values": rows},
        "mark": {"type": "line", "filled": True, "opacity": 0.62},
        "encoding": {
            "x": x,
            "y": y,
            "order": {"field": "step", "type": "quantitative"},
            "detail": {"field": "tie", "type": "nominal"},
            "description": {"field": "_tip", "type": "nominal"},
            "color": {
                "field": "tone",
                "type": "nominal",
                "scale": {"domain": list(_TONES), "range": [SECOND, FIRST, NEITHER]},
                "legend": {"title": None, "orient": "bottom", "symbolType": "square", "symbolStrokeWidth": 0},
            },
        },
    }


def _dots(rows: list[Row], x: Row, y: Row) -> Row:
    return {
        "data": {"values": rows},
        "mark": {"type": "circle", "color": INK, "stroke": PAPER, "opacity": 1},
        "encoding": {
            "x": x,
            "y": y,
            "size": {"field": "acts", "type": "quantitative", "scale": {"range": [40, 340]}, "legend": None},
            "href": {"field": "_href"},
            "description": {"field": "name"},
        },
    }


def _labels(rows: list[Row], side: str, x: Row, y: Row) -> Row:
    align, baseline = _SIDES[side]
    return {
        "data": {"values": [row for row in rows if row["side"] == side]},
        "mark": {"type": "text", "fontSize": 12, "color": INK, "align": align, "baseline": baseline},
        "encoding": {
            "x": {**x, "field": "lx"},
            "y": {**y, "field": "ly"},
            "text": {"field": "name"},
            "href": {"field": "_href"},
        },
    }
