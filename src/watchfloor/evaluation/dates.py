"""Dates in running text against TIMEX3 or TEI gold, as TempEval-3 counts them, and the dates without a year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from watchfloor.evaluation.lines import Group, Record, made, span
from watchfloor.evaluation.scores import Counts, Task, accounted, prf, score, share
from watchfloor.evaluation.timex import plain, same_as_tei, timex
from watchfloor.reading.dates import Dated, find_dates
from watchfloor.reading.text.sentences import sentence_spans
from watchfloor.terms import When
from watchfloor.terms.when import UNKNOWN

#: Words that the gold leaves out of a date's span.
_LEAD = re.compile(
    r"(?:not until|as (?:early|late|of|from)(?: as)?|(?:ever )?since|(?:no )?(?:later|earlier) than|until|till|up to"
    r"|by|before|prior to|after|following|around|about|circa|between|from|through"
    r"|starting(?: in| on| from)?)[ -](?=\S)",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\s?[-–—]\s?|\s(?:to|through|until|till|and)\s(?:the )?")
_NAMED = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{4}|['’]\d\d\b")


@dataclass(frozen=True, slots=True)
class Told:
    """A date as the reader reads it: its span, and its value as EDTF and as TIMEX3."""

    start: int
    end: int
    edtf: str | None
    timex: str | None
    core: str | None = None  #: the time that its leading word bounds: 194X of `since the 1940s`
    named: bool = True  #: a certain time, no duration, repetition or vague word


@dataclass(frozen=True, slots=True)
class Wanted:
    """A date of the gold: its span and words, its TIMEX3 value, or TEI's attributes."""

    start: int
    end: int
    text: str
    value: str
    tei: dict[str, str] = field(default_factory=dict)

    def same(self, told: Told) -> bool:
        """Tell whether a date that was read has the gold's value."""
        return self.value == told.timex or (
            bool(self.tei) and any(same_as_tei(self.tei, one) for one in (told.edtf, told.core) if one is not None)
        )


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    published: When
    dates: tuple[Wanted, ...]


def yearless(words: str) -> bool:
    """Tell whether the words name a month or weekday but no year."""
    return _NAMED.search(words) is not None and _YEAR.search(words) is None


def told_dates(text: str, published: When) -> list[Told]:
    """Return the dates of a text as the reader reads them, sentence by sentence."""
    return [
        Told(
            start + told.start,
            start + told.end,
            told.edtf,
            told.timex,
            core=told.core,
            named=dated.kind == "date" and not dated.vague,
        )
        for start, dates in _by_sentence(text, published)
        for dated in dates
        for told in _parts(dated, published)
    ]


def _by_sentence(text: str, published: When) -> Iterator[tuple[int, tuple[Dated, ...]]]:
    """Yield the dates of each sentence that has any, each read in the light of the one before, as the coder does."""
    from watchfloor.reading.language import parse
    from watchfloor.reading.thread import Thread, is_heading
    from watchfloor.reading.times import Times

    sentences = [(start, text[start:end]) for start, end in sentence_spans(text)]
    dated = [(start, sentence) for start, sentence in sentences if find_dates(sentence, anchor=published)]
    thread, last, heading = Thread(), 0, False
    for (start, sentence), doc in zip(dated, parse((sentence, [0]) for _, sentence in dated), strict=True):
        if "\n" in text[last:start].strip(" ") and not heading:
            thread = thread.next_paragraph()
        times = Times.of(doc[:], published, thread.told, thread.story)
        heading = is_heading(sentence)
        thread = thread.under(sentence, published) if heading else thread.after(times)
        last = start + len(sentence)
        yield start, times.dates


def _parts(dated: Dated, published: When) -> Iterable[Told]:
    """Return a date as gold sets mark it: without its leading word, a range of two dates as two."""
    lead = _LEAD.match(dated.text) if dated.kind == "date" else None
    cut = lead.end() if lead else 0
    start, text = dated.start + cut, dated.text[cut:]
    edtf = dated.when.text if dated.when else ""
    joints = list(_JOINT.finditer(text))
    if dated.kind == "date" and "/" in edtf and ".." not in edtf and len(joints) == 1 and re.search(r"\d", text):
        left, right = edtf.split("/")
        joint = joints[0]
        return [Told(start, start + joint.start(), left, plain(left)),
                Told(start + joint.end(), dated.end, right, plain(right))]  # fmt: skip
    if lead and re.match("before|prior|after|following", lead[0], re.IGNORECASE):
        inner = next(iter(find_dates(text, anchor=published)), None)
        return [Told(start, dated.end, edtf or None, timex(inner) if inner else None)]
    low, _, high = edtf.partition("/")
    core = {low: high, high: low}.get("..") if lead else None
    return [Told(start, dated.end, edtf or None, timex(dated), core=core)]


def _text(record: Record) -> _Text:
    text = record["text"]
    dates = [
        Wanted(*span(one, text), one["text"], one["value"] or "", one.get("attrs") or {}) for one in record["spans"]
    ]  # fmt: skip
    return _Text(text, When(record["dct"] or UNKNOWN), tuple(sorted(dates, key=lambda d: (d.start, d.end))))


def tasks(group: Group, world: object) -> Iterator[Task]:
    """Yield spans (relaxed, strict) and values of a set of dates, and the share of those without a year.

    TEI marks times that can be dated only: durations, repetitions and vague words are not held against the reader.
    """
    relaxed: list[Counts] = []
    strict: list[Counts] = []
    values: list[Counts] = []
    bare: list[Counts] = []
    texts = [made(line, _text) for line in group.lines]
    tei = any(one.tei for text in texts for one in text.dates)
    for text in texts:
        told = [one for one in told_dates(text.text, text.published) if one.named or not tei]
        pairs = list(paired(text.dates, told))
        sizes = (len(told), len(text.dates))
        relaxed.append((len(pairs), *sizes))
        strict.append((sum((w.start, w.end) == (t.start, t.end) for w, t in pairs), *sizes))
        values.append((sum(w.same(t) for w, t in pairs), *sizes))
        without = [w for w in text.dates if yearless(w.text) and re.match(r"-?\d{4}", w.value)]
        bare.append((sum(w.same(t) for w, t in pairs if w in without), len(without)))
    n = sum(int(c[2]) for c in relaxed)
    yield accounted(group.set, "texts", len(group.lines), {})
    for name, counts in (("dates, relaxed spans", relaxed), ("dates, strict spans", strict), ("dates, values", values)):
        yield Task(set=group.set, task=name, n=n, metrics=prf(counts))
    yield Task(
        set=group.set, task="dates without a year", n=int(sum(c[1] for c in bare)),
        metrics=(("share", score(bare, share)),),
    )  # fmt: skip


def paired(wanted: Sequence[Wanted], told: Sequence[Told]) -> Iterator[tuple[Wanted, Told]]:
    """Pair gold and found one to one: same spans first, then overlapping ones."""
    free, left = list(told), []
    for one in wanted:
        same = next((t for t in free if (t.start, t.end) == (one.start, one.end)), None)
        if same is None:
            left.append(one)
        else:
            free.remove(same)
            yield one, same
    for one in left:
        near = next((t for t in free if t.start < one.end and one.start < t.end), None)
        if near is not None:
            free.remove(near)
            yield one, near
