"""How fast a large desk is assessed: 100 contests over 100,000 events (goal: 2 s), and where the time goes.

Made by a seeded generator: 100 contested territories, two sides of ten members each, 40 levers with three matchers
each, 50 steps, 20 indicators; every event is told by one or two statements of ten words.
`--profile` prints the dearest functions.
"""

from __future__ import annotations

import cProfile
import pstats
import random
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np

from watchfloor import world
from watchfloor.assessment import assess
from watchfloor.assessment.evidence import Evidence, sources
from watchfloor.assessment.model import standard
from watchfloor.assessment.standing import standings
from watchfloor.assessment.weighing import weighed
from watchfloor.campaign import bind, parse
from watchfloor.campaign.sight import sights
from watchfloor.terms import Campaign, Document, Entity, Event, Statement, View, When
from watchfloor.world import World, plover

EVENTS = 100_000
CONTESTS = 100
AS_OF = date(2020, 5, 15)
WORDS = [f"{a}{b}" for a in ("gas", "port", "arms", "rail", "loan", "grain", "bank", "fibre") for b in range(60)]


def main() -> None:
    there = world.load()
    dice = random.Random(20)
    territories = sorted(there.territories)
    sides = territories[:10], territories[10:20]
    contested = territories[20 : 20 + CONTESTS]
    campaign = parse(text_of(dice, sides, contested), there, name="campaign.yaml")
    view = made(dice, sides, contested, there)
    timed("sights", lambda: sum(1 for _ in sights(view, campaign, there)))
    bound = timed("bind", lambda: bind(view, campaign, there))
    print(f"{len(bound)} of {len(view.events)} events bound")
    events, known, model = {event.id: event for event in view.events}, sources(view), standard()
    window = {"since": date(2020, 1, 1), "as_of": AS_OF}
    timed("standings", lambda: weighed(bound, events, campaign.contests, known, model, **window))
    every = reported(view, campaign)
    timed("standings, every event scored", lambda: standings(campaign.contests, every, model, **window))
    timed("assess", lambda: assess(view, campaign, there, since=date(2020, 1, 1)))
    if "--profile" in sys.argv:
        profile = cProfile.Profile()
        profile.runcall(assess, view, campaign, there, since=date(2020, 1, 1))
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)


def reported(view: View, campaign: Campaign) -> Evidence:
    """Return evidence in which each event says something of one contest."""
    chance, n = np.random.default_rng(20), len(view.events)
    return Evidence(
        events=tuple(view.events),
        event=np.arange(n),
        contest=chance.integers(0, len(campaign.contests), n),
        side=chance.integers(0, 2, n),
        channel=chance.integers(0, 2, n),
        day=np.array([float(event.when.lower.toordinal()) for event in view.events if event.when.lower]),
        value=chance.uniform(-10.0, 10.0, n),
        variance=chance.uniform(3.0, 60.0, n),
        origins=tuple(frozenset(("d1", "d2")) for _ in campaign.contests),
    )


def timed(name: str, run: Callable[[], Any]) -> Any:
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        found = run()
        best = min(best, time.process_time() - began)
    print(f"{name}: {best:.2f} s of processor time")
    return found


def text_of(dice: random.Random, sides: tuple[list[str], list[str]], contested: list[str]) -> str:
    categories = list(plover.categories())

    def matcher(favours: bool) -> str:
        fields = {
            "event": dice.sample(categories, 2),
            "actor": [dice.choice(("East", "West"))],
            "words": dice.sample(WORDS, 4) if dice.random() < 0.8 else [f"{dice.choice(WORDS)} {dice.choice(WORDS)}"],
        }
        if dice.random() < 0.3:
            fields["recipient"] = dice.sample(contested, 2)
        if favours:
            fields["favours"] = [dice.choice(("East", "West"))]
        parts = (f"{name}: {value[0] if name == 'favours' else value}" for name, value in fields.items())
        return "{" + ", ".join(parts).replace("'", "") + "}"

    lines = [f"campaign: Bench\ntheatre: {contested}\nsides:\n  East: {sides[0]}\n  West: {sides[1]}\nlevers:"]
    for n in range(40):
        lines += [f"  lever-{n}:", f"    of: {('East', 'West')[n % 2]}", "    matches:"]
        lines += [f"      - {matcher(favours=n % 3 == 0)}" for _ in range(3)]
    lines.append("contests:")
    lines += [f"  contest-{key.lower()}: {{in: {key}, between: [East, West]}}" for key in contested]
    lines.append("processes:")
    for n in range(50):
        below = f", requires: [step-{n - 1}]" if n % 5 else ""
        lines.append(f"  step-{n}: {{for: {dice.choice(contested)}, met: {matcher(favours=False)}{below}}}")
    lines.append("indicators:")
    lines += [f"  sign-{n}: {{when: {matcher(favours=False)}}}" for n in range(20)]
    return "\n".join(lines).replace("'", "")


def made(dice: random.Random, sides: tuple[list[str], list[str]], contested: list[str], there: World) -> View:
    documents = tuple(
        Document(
            id=f"d{n}", title=f"d{n}", publisher=f"p{n % 40}", published=When("2020-05-01"), text="No text.", grade="B"
        )
        for n in range(2000)
    )
    cited = [document.cite(0, 8) for document in documents]
    categories = list(plover.categories())
    entities = {key: Entity(key=key, name=there.name(key)) for key in (*sides[0], *sides[1], *contested)}
    everybody = list(entities)

    def events() -> Iterator[tuple[Event, tuple[Statement, ...]]]:
        for n in range(EVENTS):
            category = dice.choice(categories)
            actor, recipient = dice.choice(everybody), dice.choice(everybody)
            day = AS_OF - timedelta(days=dice.randrange(1, 1500))
            told = dice.sample(range(len(documents)), 1 + (n % 3 == 0))
            said = tuple(
                Statement(
                    id=f"s{n}-{at}", kind="event", citation=cited[at], event=category, factuality="happened",
                    lemmas=tuple(dice.choices(WORDS, k=10)),
                )
                for at in told
            )  # fmt: skip
            yield (
                Event(
                    id=f"e{n}", event=category, actors=(entities[actor],), recipients=(entities[recipient],),
                    when=When(day.isoformat()), factuality="happened" if n % 10 else "planned", known=AS_OF,
                    statements=tuple(s.id for s in said), origins=tuple(f"d{at}" for at in told),
                ),
                said,
            )  # fmt: skip

    pairs = list(events())
    return View(
        as_of=AS_OF,
        documents=documents,
        statements=tuple(s for _, said in pairs for s in said),
        events=tuple(event for event, _ in pairs),
    )


if __name__ == "__main__":
    main()
