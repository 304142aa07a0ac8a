"""Print what the world holds, and how well each region is covered; docs/reference/world.md shows the output.

python tools/report_world.py
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from watchfloor.world import World, load, tables

FILES = (
    "territories.csv", "bodies.csv", "regions.csv", "metonyms.csv", "memberships.csv", "recognitions.csv",
    "offices.csv", *tables.named("holders-*.csv"),
)  # fmt: skip
#: Regions of regions.csv that together hold most states once or more.
REGIONS = (
    "western-balkans", "central-eastern-europe", "nordics", "baltics", "western-europe", "southern-europe",
    "eastern-partnership", "central-asia", "middle-east", "north-africa", "west-africa", "east-africa",
    "southern-africa", "south-asia", "southeast-asia",
)  # fmt: skip
LEADERS = "P5 and named powers", ("USA", "CHN", "RUS", "GBR", "FRA", "TUR", "IRN", "IND", "JPN", "ISR", "SAU", "AUS")
#: Offices of level 1 that head no state or government.
NO_HEADS = {"crown-prince", "presidency-member"}
DAYS = tuple(date(year, 6, 1) for year in range(2012, 2026))


def main() -> None:
    """Print both tables in Markdown."""
    world = load()
    print("\n".join(["| file | rows | verified |", "|---|---|---|", *counts()]))
    print()
    head = "| region | states | head | foreign minister | defence minister | holders a state | spellings a state |"
    print("\n".join([head, "|---|---|---|---|---|---|---|", *coverage(world)]))


def counts() -> Iterator[str]:
    """Yield the rows of each file, and those that somebody checked."""
    for name in FILES:
        rows = list(tables.rows(name))
        yield f"| `{name}` | {len(rows):,} | {sum(row['verified'] == 'yes' for row in rows):,} |"


def coverage(world: World) -> Iterator[str]:
    """Yield for each region the share of its states and Junes (2012 to 2025) with a holder of each office."""
    heads = {key for key, office in world.offices.items() if office.level == 1} - NO_HEADS
    groups = [(world.regions[key].name, world.regions[key].members) for key in REGIONS]
    for name, states in (LEADERS, *groups):
        shares = [share(world, states, offices) for offices in (heads, {"foreign-minister"}, {"defence-minister"})]
        held = sum(len(rows) for (at, _), rows in world.held.items() if at in states) / len(states)
        spelt = sum(len(world.territories[key].aliases) + 1 for key in states) / len(states)
        yield f"| {name} | {len(states)} | {' | '.join(f'{s:.0%}' for s in shares)} | {held:.0f} | {spelt:.1f} |"


def share(world: World, states: tuple[str, ...], offices: set[str]) -> float:
    """Return the share of (state, day) for which one of the offices has a holder."""
    known = sum(any(world.holders_of(s, office, day) for office in offices) for s in states for day in DAYS)
    return known / (len(states) * len(DAYS))


if __name__ == "__main__":
    main()
