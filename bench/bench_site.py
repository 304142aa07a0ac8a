"""How fast the site of a large desk is built, and how large its pages are: 5,000 events in 500 documents.

Prints the time to publish with a replay of 24 days (goal: <= 60 s), the largest page (goal: <= 300 kB) and the size
of the whole.
"""

from __future__ import annotations

import random
import tempfile
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from watchfloor import world
from watchfloor.assessment import assess
from watchfloor.campaign import parse
from watchfloor.publish import compose, publish
from watchfloor.terms import Document, Entity, Event, Issue, Statement, View, When, statement_id
from watchfloor.world import plover

EVENTS, DOCUMENTS, DAYS = 5_000, 500, 24
FIRST = date(2020, 1, 1)
THEATRE = ["SRB", "XKX", "MKD", "MNE", "BGR", "ALB", "BIH", "HRV"]
OTHERS = [
    "RUS",
    "CHN",
    "TUR",
    "EU",
    "NATO",
    "USA",
    "FRA",
    "DEU",
    "GBR",
    "HUN",
    "POL",
    "GRC",
    "ITA",
    "AUT",
    "SVN",
    "ROU",
]
CAMPAIGN = f"""
campaign: Bench
theatre: {THEATRE}
sides: {{East: [RUS, CHN], West: [EU, NATO, USA]}}
levers:
  deals: {{of: East, matches: [{{event: [AGREE, COOPERATE], actor: East, favours: East}}]}}
  aid: {{of: West, matches: [{{event: [AID, SUPPORT], actor: West, favours: West}}]}}
  pressure: {{of: West, matches: [{{event: [SANCTION, THREATEN], actor: West}}]}}
contests:
""" + "".join(
    f'  c-{key.lower()}: {{in: {key}, between: [East, West], question: "Whither {key}?"}}\n' for key in THEATRE
)


def main() -> None:
    there = world.load()
    campaign = parse(CAMPAIGN, there, name="campaign.yaml")
    view = made()

    def issue(day: date) -> Issue:
        known = replace(
            view,
            as_of=day,
            documents=tuple(d for d in view.documents if d.published.upper and d.published.upper <= day),
            events=tuple(e for e in view.events if e.known <= day),
        )
        return compose(known, campaign, assess(known, campaign, there, since=day - timedelta(days=90)), there)

    began = time.perf_counter()
    days = [FIRST + timedelta(days=DOCUMENTS * n // DAYS) for n in range(1, DAYS)]
    whole = replace(issue(view.as_of), replay=tuple(issue(day) for day in days))
    composed = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        published = publish(whole, Path(folder) / "site", there)
        took = time.perf_counter() - began
        pages = sorted((p.stat().st_size, p.relative_to(published.path)) for p in published.path.rglob("*.html"))
        print(
            f"site, {EVENTS:,} events, {DOCUMENTS} documents, {DAYS} days: composed in {composed:.1f} s, "
            f"written in {took:.1f} s (goal: 60 s together); "
            f"{published.pages:,} pages, {published.bytes / 1e6:.1f} MB"
        )
        largest = ", ".join(f"{path} {size / 1000:.0f} kB" for size, path in pages[-4:])
        print(f"site, largest pages: {largest} (goal: <= 300 kB)")


def made() -> View:
    dice = random.Random(8)
    categories = list(plover.categories())
    documents, statements, events = [], [], []
    for n in range(DOCUMENTS):
        published = FIRST + timedelta(days=n)
        lines = [f"On day {n} party {dice.randrange(99)} did thing {dice.randrange(999)}." for _ in range(10)]
        text = "\n".join(lines)
        document = Document(
            id=f"d{n:04}", title=f"Report {n}", publisher="Bench", published=When(str(published)), text=text,
            rights="own",
        )  # fmt: skip
        documents.append(document)
        for line in range(EVENTS // DOCUMENTS):
            start = sum(len(one) + 1 for one in lines[:line])
            citation = document.cite(start, start + len(lines[line]))
            actor, other = dice.choice(OTHERS), dice.choice([*THEATRE, *OTHERS])
            parties: dict[str, Any] = {
                "actors": (Entity(key=actor, name=actor),), "recipients": (Entity(key=other, name=other),),
                "event": dice.choice(categories), "factuality": "happened", "when": When(str(published)),
            }  # fmt: skip
            statement = Statement(
                id=statement_id(citation, "event", str(line)), kind="event", citation=citation, **parties
            )
            statements.append(statement)
            events.append(
                Event(
                    id=f"e{n:04}{line:02}", known=published, statements=(statement.id,), origins=(document.id,),
                    **parties,
                )
            )  # fmt: skip
    last = FIRST + timedelta(days=DOCUMENTS)
    return View(as_of=last, documents=tuple(documents), statements=tuple(statements), events=tuple(events))


if __name__ == "__main__":
    main()
