"""How well the reader reads development gold: categories, dates, sentence ends; every figure is an F1 in [0, 1]."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from watchfloor.reading.arguments import Paragraph
from watchfloor.reading.dates import Dated, find_dates, words
from watchfloor.reading.events import find_events
from watchfloor.reading.language import parse
from watchfloor.reading.mentions import Resolver
from watchfloor.reading.text.sentences import sentence_spans
from watchfloor.terms import When
from watchfloor.world import World

#: Classes that the gold joins.
JOINED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
SETS = {"annual": "Y", "year": "Y", "month": "M", "week": "W", "dai": "D", "day": "D", "quarter": "Q"}
SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}
#: Units as TIMEX3 writes them; # is the number.
UNITS = {
    "second": "T#S", "minute": "T#M", "hour": "T#H", "day": "#D", "week": "#W", "weekend": "#WE", "fortnight": "#D",
    "month": "#M", "quarter": "#Q", "year": "#Y", "decade": "#0Y", "century": "#00Y", "centurie": "#00Y",
}  # fmt: skip
#: Words that the gold leaves out of a date's span.
LEAD = re.compile(
    r"(?:not until|as (?:early|late|of|from)(?: as)?|(?:ever )?since|(?:no )?(?:later|earlier) than|until|till|up to"
    r"|by|before|prior to|after|following|around|about|circa|between|from|through"
    r"|starting(?: in| on| from)?)[ -](?=\S)",
    re.IGNORECASE,
)


def rows(gold: Path, name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a gold file."""
    with (gold / name).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def f1(hits: int, found: int, wanted: int) -> float:
    """Return the harmonic mean of precision and recall."""
    return 2 * hits / (found + wanted)


def categories(gold: Path, world: World) -> float:
    """Return the F1 of a sentence's category from raw text: a hit is any event of the gold's class."""
    wanted = [
        r for r in rows(gold, "events_dev.jsonl") if r["set"] == "plv_train" and any(e["code"] for e in r["events"])
    ]
    texts = ((r["text"], [start for start, _ in sentence_spans(r["text"])]) for r in wanted)
    hits = found = 0
    for row, doc in zip(wanted, parse(texts), strict=True):
        par = Paragraph.of(doc, 0, Resolver(world, None).mentions(doc), [], world)
        told = {_joined(event.category) for sentence in doc.sents for event in find_events(par, sentence)}
        found += bool(told)
        hits += bool(told & {_joined(e["code"]) for e in row["events"] if e["code"]})
    return f1(hits, found, len(wanted))


def _joined(category: str) -> str:
    return JOINED.get(category, category)


def sentence_ends(gold: Path) -> float:
    """Return the F1 of sentence ends."""
    hits = found = wanted = 0
    for row in rows(gold, "sentences_dev.jsonl"):
        ends, told = {s["end"] for s in row["sentences"]}, {end for _, end in sentence_spans(row["text"])}
        hits, found, wanted = hits + len(ends & told), found + len(told), wanted + len(ends)
    return f1(hits, found, wanted)


def date_values(gold: Path) -> float:
    """Return the F1 of TIMEX3 values over overlapping spans, as TempEval-3 counts them."""
    hits = found = wanted = 0
    for row in rows(gold, "timex_dev.jsonl"):
        if row["corpus"] != "MEANTIME":
            continue
        told = list(_timexes(row["text"], When(row["dct"])))
        pairs = list(_paired(sorted(row["spans"], key=lambda s: s["start"]), told))
        hits += sum(value == span["value"] for span, value in pairs)
        found, wanted = found + len(told), wanted + len(row["spans"])
    return f1(hits, found, wanted)


Told = tuple[int, int, str | None]


def _paired(spans: list[dict[str, Any]], told: list[Told]) -> Iterator[tuple[dict[str, Any], str | None]]:
    """Pair gold and found one to one: same spans first, then overlapping ones."""
    free, left = list(told), []
    for span in spans:
        same = next((t for t in free if t[:2] == (span["start"], span["end"])), None)
        if same is None:
            left.append(span)
        else:
            free.remove(same)
            yield span, same[2]
    for span in left:
        near = next((t for t in free if t[0] < span["end"] and span["start"] < t[1]), None)
        if near is not None:
            free.remove(near)
            yield span, near[2]


def _timexes(text: str, anchor: When) -> Iterator[Told]:
    for line in re.finditer(r"[^\n]+", text):
        for dated in find_dates(line[0], anchor=anchor):
            for start, end, value in _parts(dated, anchor):
                yield line.start() + start, line.start() + end, value


def _parts(dated: Dated, anchor: When) -> Iterable[Told]:
    """Return a date as the gold marks it: without its leading word, a range of two dates as two."""
    lead = LEAD.match(dated.text) if dated.kind == "date" else None
    start, text = dated.start + (lead.end() if lead else 0), dated.text[lead.end() if lead else 0 :]
    edtf = dated.when.text if dated.when else ""
    joints = list(re.finditer(r"\s?[-–—]\s?|\s(?:to|through|until|till|and)\s(?:the )?", text))
    if dated.kind == "date" and "/" in edtf and ".." not in edtf and len(joints) == 1 and re.search(r"\d", text):
        left, right = map(_value, edtf.split("/"))
        return [(start, start + joints[0].start(), left), (start + joints[0].end(), dated.end, right)]
    if lead and re.match("before|prior|after|following", lead[0], re.IGNORECASE):
        inner = find_dates(text, anchor=anchor)
        return [(start, dated.end, timex(inner[0]) if inner else None)]
    return [(start, dated.end, timex(dated))]


def timex(dated: Dated) -> str | None:
    """Return the TIMEX3 value of what was found, or None where it has none."""
    text = dated.text.lower()
    if dated.kind == "set":
        return next((f"P1{unit}" for part, unit in SETS.items() if part in text), None)
    if dated.kind == "duration":
        return _duration(text)
    if dated.vague:
        for words, value in (("now|current|present|these", "PRESENT_REF"), ("future|soon|coming|ahead", "FUTURE_REF")):
            if re.search(words, text):
                return value
        return _duration(text) if re.search("(?:day|week|month|year)s$", text) else "PAST_REF"
    return None if dated.when is None else _of_edtf(dated.when.text, text)


def _of_edtf(edtf: str, text: str) -> str | None:
    if "/" not in edtf:
        return _value(edtf)
    low, high = edtf.split("/")
    if low in ("", ".."):
        return _value(high)
    if high in ("", ".."):
        return _value(low)
    if re.match(r"(?:the )?(?:past|last|next|coming|following|within)", text) and (span := _duration(text)):
        return span
    if len(low) == len(high) == 10:
        first, last = date.fromisoformat(low), date.fromisoformat(high)
        week = f"{first.isocalendar().year}-W{first.isocalendar().week:02d}"
        if (first.weekday(), (last - first).days) in ((0, 6), (5, 1)):
            return week if first.weekday() == 0 else f"{week}-WE"
    return edtf


def _value(edtf: str) -> str:
    """Return a plain EDTF date as TIMEX3 writes it: seasons, quarters and halves by letters, decades cut."""
    edtf = re.sub("[?~%]", "", edtf)
    year, _, part = edtf.partition("-")
    if part in SEASONS:
        return f"{year}-{SEASONS[part]}"
    if part.isdigit() and 33 <= int(part) <= 36:
        return f"{year}-Q{int(part) - 32}"
    if part.isdigit() and 40 <= int(part) <= 41:
        return f"{year}-H{int(part) - 39}"
    return edtf.rstrip("X") if not part else edtf


def _duration(text: str) -> str | None:
    found = re.search(rf"({words.NUMBER}|{words.SOME})[-\s]({words.UNIT}s?)", text)
    if found is None:
        return None
    try:
        number = words.number(found[1])
        count = f"{number:g}"
    except (KeyError, ValueError, TypeError):
        count = "X"
    unit = UNITS.get(words.unit(found[2]))
    return None if unit is None else f"P{unit}".replace("#", count)
