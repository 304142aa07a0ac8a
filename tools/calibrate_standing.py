"""Learn the variances of the standing model by maximum likelihood on a bulk event set.

    python tools/calibrate_standing.py FOLDER [--out standing.json] [--grain-days N]

FOLDER holds entity2id.txt, relation2id.txt and {train,valid,test}.txt of an ICEWS quadruple set: subject,
relation, object, day, tab-separated numbers. An actor's country stands in parentheses behind its name, or is its
name; relations are CAMEO labels. The mean score of a pair, channel and day is one observation: a ledger joins the
reports of one story, a bulk set does not, and takes each for a new act. Only the learned variances leave this tool.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.stats import norm

from watchfloor import world
from watchfloor.world import plover

Array = NDArray[np.float64]
Pair = tuple[str, str]
Event = tuple[Pair, int, float]  #: (pair of countries, day, score)
FILES = ("train.txt", "valid.txt", "test.txt")
HOLDOUT_DAYS = 365
MIN_EVENTS = 200  #: of a pair, both channels together
LABELS = Path(plover.__file__).with_name("cameo.csv")


@dataclass(frozen=True)
class Panel:
    """Daily means of many pairs, padded; pairs with more active days come first.

    gap: days since the pair's last active day; value: mean score of the day; width: at each step how many
    pairs are still running.
    """

    gap: Array
    value: Array
    width: NDArray[np.int64]

    @property
    def days(self) -> int:
        """Return how many daily means there are."""
        return int(self.width.sum())


def log_likelihood(panel: Panel, drift: float, noise: float, prior: float) -> float:
    """Return the exact log-likelihood; on each pair's first day the level is 0 with the prior variance."""
    mean = np.zeros(panel.gap.shape[0])
    variance = np.full(panel.gap.shape[0], prior)
    total = 0.0
    for step, width in enumerate(panel.width):
        ahead = variance[:width] + drift * panel.gap[:width, step]
        spread = ahead + noise
        error = panel.value[:width, step] - mean[:width]
        total -= 0.5 * float(np.sum(np.log(2 * np.pi * spread) + error**2 / spread))
        gain = ahead / spread
        mean[:width] += gain * error
        variance[:width] = ahead * (1 - gain)
    return total


def fit(panel: Panel) -> tuple[dict[str, float], float]:
    """Return the variances of highest likelihood, and the log-likelihood; L-BFGS on their logarithms."""

    def loss(logs: Array) -> float:
        drift, noise, prior = np.exp(logs)
        return -log_likelihood(panel, drift, noise, prior) / panel.days

    best = minimize(loss, np.log([0.01, 10.0, 5.0]), method="L-BFGS-B", bounds=[(-14, 3), (-5, 7), (-5, 7)])
    drift, noise, prior = (float(v) for v in np.exp(best.x))
    return {"drift": drift, "noise": noise, "prior": prior}, log_likelihood(panel, drift, noise, prior)


def holdout(events: list[Event]) -> dict[str, float]:
    """Return how well variances learned without the last year foretell each pair-day of it, one step ahead.

    log_score: mean log density; log_score_of_the_past: that of a normal with mean and variance of the pair's own
    earlier days; coverage: share of days inside the 80 % interval.
    """
    first = max(day for _, day, _ in events) - HOLDOUT_DAYS
    variances, _ = fit(panel_of([event for event in events if event[1] <= first]))
    drift, noise = variances["drift"], variances["noise"]
    ours, past, inside = [], [], []
    for days in by_pair_and_day(events).values():
        mean, variance, at, seen = 0.0, variances["prior"], min(days), list[float]()
        for day in sorted(days):
            value = float(np.mean(days[day]))
            variance += drift * (day - at)
            spread = variance + noise
            if day > first and len(seen) >= 2:
                ours.append(float(norm.logpdf(value, mean, spread**0.5)))
                past.append(float(norm.logpdf(value, float(np.mean(seen)), max(float(np.std(seen)), 0.5))))
                inside.append(abs(value - mean) <= norm.ppf(0.9) * spread**0.5)
            gain = variance / spread
            mean, variance, at = mean + gain * (value - mean), variance * (1 - gain), day
            seen.append(value)
    return {
        "pair_days": len(ours),
        "log_score": round(float(np.mean(ours)), 4),
        "log_score_of_the_past": round(float(np.mean(past)), 4),
        "coverage_80": round(float(np.mean(inside)), 3),
    }


def by_pair_and_day(events: list[Event]) -> dict[Pair, dict[int, list[float]]]:
    """Return the scores of each pair's active days."""
    found: dict[Pair, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for pair, day, score in events:
        found[pair][day].append(score)
    return found


def panel_of(events: list[Event]) -> Panel:
    """Return the events as daily means by pair."""
    pairs = sorted(by_pair_and_day(events).values(), key=len, reverse=True)
    gap, value = np.zeros((len(pairs), len(pairs[0]))), np.zeros((len(pairs), len(pairs[0])))
    for row, scores in enumerate(pairs):
        days = sorted(scores)
        gap[row, 1 : len(days)] = np.diff(days)
        value[row, : len(days)] = [float(np.mean(scores[day])) for day in days]
    width = np.array([sum(len(scores) > step for scores in pairs) for step in range(len(pairs[0]))])
    return Panel(gap, value, width)


def read(folder: Path) -> tuple[list[tuple[Event, bool]], int]:
    """Return ((event, whether it is a deed), …) between different countries, and how many rows were read."""
    country, coded = _countries(folder), _relations(folder)
    found, rows = [], 0
    for name in FILES:
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            subject, relation, other, day = (int(x) for x in line.split("\t")[:4])
            rows += 1
            a, b, score = country.get(subject), country.get(other), coded.get(relation)
            if a is not None and b is not None and a != b and score is not None:
                found.append((((min(a, b), max(a, b)), day, score[0]), score[1]))
    return [((pair, day, value), deed) for (pair, day, value), deed in found], rows


def _countries(folder: Path) -> dict[int, str]:
    known = world.load()
    names = {int(n): name.replace("_", " ") for name, n in _table(folder / "entity2id.txt")}
    found = {}
    for n, name in names.items():
        match = re.search(r"\(([^()]+)\)$", name)
        territories = [c.key for c in known.resolve(match[1] if match else name) if c.kind == "territory"]
        if len(territories) == 1:
            found[n] = territories[0]
    return found


def _relations(folder: Path) -> dict[int, tuple[float, bool]]:
    with LABELS.open(encoding="utf-8", newline="") as file:
        codes = {_plain(row["name"]): row["code"] for row in csv.DictReader(file)}
    coded = {}
    for name, n in _table(folder / "relation2id.txt"):
        became = plover.from_cameo().get(codes.get(_plain(name), ""))
        if became is not None and became.category is not None:
            category = plover.category(became.category)
            mode = category.mode(became.mode) if became.mode else None
            coded[int(n)] = (mode.score if mode else category.score, category.material)
    return coded


def _table(path: Path) -> list[tuple[str, str]]:
    rows = (line.rsplit("\t", 1) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [(name, n) for name, n in rows]


def _plain(label: str) -> str:
    return re.sub(r"[^a-z]+", " ", label.lower()).strip()


def main() -> None:
    """Learn, print, and write the data file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, help="a standing.json whose `learned` part is replaced")
    parser.add_argument("--grain-days", type=int, default=1, help="days whose mean is one observation")
    asked = parser.parse_args()
    events, rows = read(asked.folder)
    grain = asked.grain_days
    events = [((pair, day // grain * grain, score), deed) for (pair, day, score), deed in events]
    size: dict[Pair, int] = defaultdict(int)
    for (pair, _, _), _ in events:
        size[pair] += 1
    pairs = {pair for pair, n in size.items() if n >= MIN_EVENTS}
    digest = hashlib.sha256(b"".join((asked.folder / name).read_bytes() for name in FILES)).hexdigest()
    learned: dict[str, object] = {}
    for channel, deeds in (("words", False), ("deeds", True)):
        chosen = [event for event, deed in events if deed == deeds and event[0] in pairs]
        panel, n_events = panel_of(chosen), len(chosen)
        variances, likelihood = fit(panel)
        learned[channel] = variances | {
            "pairs": len(panel.gap),
            "events": n_events,
            "pair_days": panel.days,
            "log_likelihood": round(likelihood, 1),
            "last_year_held_out": holdout(chosen),
        }
        print(channel, learned[channel])
    learned["from"] = {
        "set": asked.folder.name, "files": list(FILES), "sha256": digest, "rows": rows,
        "min_events_of_a_pair": MIN_EVENTS,
        "grain_days": grain, "by": "tools/calibrate_standing.py",
    }  # fmt: skip
    if asked.out is not None:
        data = json.loads(asked.out.read_text(encoding="utf-8")) if asked.out.exists() else {}
        asked.out.write_text(json.dumps(data | {"learned": learned}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
