"""How fast event sets are imported and asked, over made-up events of made-up days.

    python bench/bench_sets.py [EVENTS]

Writes a GDELT 2.0 file of 1,000,000 events (61 columns, about 360 MB; 31 countries, ten years) and a quoted CSV of a
tenth of that, imports both, and asks the first. Seconds of the processor stand beside those of the clock, for the
machine may be shared.
"""

from __future__ import annotations

import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from watchfloor import world as worlds
from watchfloor.ledger.sets import Asked, Manifest, events, import_set, monthly, series

T = TypeVar("T")
EVENTS = 1_000_000
FIRST, DAYS = date(2013, 4, 1), 3650
#: Countries by CAMEO and by FIPS 10-4.
LANDS = {
    "USA": "US", "RUS": "RS", "CHN": "CH", "SRB": "RI", "KSV": "KV", "DEU": "GM", "FRA": "FR", "GBR": "UK", "TUR": "TU",
    "UKR": "UP", "MKD": "MK", "ALB": "AL", "BGR": "BU", "ISR": "IS", "IRN": "IR", "IRQ": "IZ", "SYR": "SY", "JPN": "JA",
    "KOR": "KS", "IND": "IN", "PAK": "PK", "BRA": "BR", "ZAF": "SF", "EGY": "EG", "POL": "PL", "ROM": "RO", "ITA": "IT",
    "ESP": "SP", "GRC": "GR", "HRV": "HR", "HUN": "HU",
}  # fmt: skip
COMMON = [1 / (n + 3) for n in range(len(LANDS))]
CODES = (
    "010", "020", "036", "040", "042", "043", "046", "051", "057", "061", "071", "112", "1121", "120", "130", "138",
    "141", "150", "163", "173", "190", "193", "012", "0841",
)  # fmt: skip
HEADINGS = "date,actor,recipient,event,place,latitude,longitude,source,note,published"


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), size)


def measure(folder: Path, size: int) -> None:
    gdelt, own, sets = folder / "gdelt.CSV", folder / "own.csv", folder / "sets"
    write(gdelt, gdelt_lines(size))
    write(own, own_lines(size // 10))
    world = worlds.load()
    take = partial(import_set, sets, world=world, imported=datetime.now(UTC))
    for name, path, goal in (("gdelt", gdelt, "goal: <= 30 s, <= 60 MB"), ("own", own, "no goal")):
        clock, processor, made = timed(partial(take, name, (path,)))
        print(
            f"sets, {path.name} of {made.kept + made.rejected:,} events, {path.stat().st_size / 1e6:,.0f} MB: imported "
            f"in {clock:.1f} s ({processor:.1f} s of processor), {megabytes(made):.0f} MB on disk, {made.rejected:,} "
            f"rejected ({goal})"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"sets: largest memory {peak:,.0f} MB, world included")
    ask(sets, size)


def ask(sets: Path, size: int) -> None:
    day = FIRST + timedelta(DAYS // 2)
    dyad = Asked(actors=("SRB",), recipients=("XKX",), as_of=day)
    for what, work, goal in (
        ("as-of view of a dyad", lambda: len(list(events(sets, "gdelt", dyad))), "< 0.05 s"),
        ("monthly aggregate of all dyads", lambda: len(list(monthly(sets, "gdelt"))), "< 0.5 s"),
        ("series of all dyads", lambda: sum(len(each.moments) for each in series(sets, ("gdelt",))), "none"),
    ):
        runs = [timed(work) for _ in range(15)]
        clock, processor = (statistics.median(run[n] for run in runs[1:]) for n in (0, 1))
        print(
            f"sets, {size:,} events: {what}, {runs[0][2]:,} rows, first {runs[0][0]:.3f} s, then {clock:.3f} s "
            f"(fastest {min(run[0] for run in runs):.3f} s; {processor:.3f} s of processor; goal: {goal})"
        )


def timed(work: Callable[[], T]) -> tuple[float, float, T]:
    clock, processor = time.perf_counter(), time.process_time()
    done = work()
    return time.perf_counter() - clock, time.process_time() - processor, done


def megabytes(made: Manifest) -> float:
    return sum(part.bytes for part in made.parts) / 1e6


def write(path: Path, lines: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


def gdelt_lines(size: int) -> Iterator[str]:
    """Yield lines of 61 columns, in order of entry; a third of the events are entered a day to a month late."""
    chance = random.Random(1)
    lands = list(LANDS)
    for number in range(size):
        one, two = chance.choices(lands, COMMON, k=2)
        added = FIRST + timedelta(number * DAYS // size)
        day = added - timedelta(chance.choice((0, 0, 0, 0, 1, 30)))
        code, r = chance.choice(CODES), chance.random()
        place = f"4\tPlace {int(r * 3000)}, Land\t{LANDS[two]}\t{LANDS[two]}01\t{int(r * 9999)}\t{r * 120 - 60:.4f}"
        place = f"{place}\t{chance.random() * 340 - 170:.4f}\t-{int(r * 999999)}"
        yield "\t".join((
            str(400_000_000 + number), f"{day:%Y%m%d}", f"{day:%Y%m}", str(day.year), f"{day.year}.{int(r * 9999):04d}",
            f"{one}GOV", f"{one} NAME", one, "", "", "", "", "GOV", "", "",
            f"{two}MIL", f"{two} NAME", two, "", "", "", "", "MIL", "", "",
            "1", code, code[:3], code[:2], "1", f"{r * 20 - 10:.1f}", str(int(r * 50)), "1", str(int(r * 50)),
            f"{r * 18 - 9:.12f}", place, place, place, f"{added:%Y%m%d}233000",
            f"https://example.org/{chance.randrange(10**9)}/{chance.randrange(10**9)}",
        ))  # fmt: skip


def own_lines(size: int) -> Iterator[str]:
    """Yield a quoted CSV with headings."""
    chance = random.Random(2)
    yield HEADINGS
    for number in range(size):
        one, two = chance.choices(list(LANDS), COMMON, k=2)
        day, code = FIRST + timedelta(number * DAYS // size), chance.choice(CODES)
        told = f'"Place, Land",42.5,21.0,An Agency,"A ""note"", of {number}"'
        yield f"{day},{one},{two},{code},{told},{day + timedelta(2)}"


if __name__ == "__main__":
    main()
