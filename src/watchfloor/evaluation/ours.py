"""Gold in our format, scored task by task: events, roles, times, factuality, attribution, hedges, the other kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from watchfloor.evaluation.dates import told_dates, yearless
from watchfloor.evaluation.gold import Gold, golds
from watchfloor.evaluation.lines import Group, Record
from watchfloor.evaluation.pairing import Pair, overlaps, pair
from watchfloor.evaluation.scores import (
    Counts,
    Score,
    Task,
    accounted,
    class_f1,
    macro_f1,
    prf,
    recall,
    score,
    share,
    tally,
)  # fmt: skip
from watchfloor.terms import FACTUALITY, Statement
from watchfloor.world import World

#: A text with what was read of it, and its gold events paired with those filed.
Read = tuple[Gold, tuple[Statement, ...], list[Pair]]


def tasks(group: Group, world: World) -> Iterator[Task]:
    """Yield every task of a set in our format; proposals count as not filed."""
    from watchfloor.reading.coder import code

    texts: list[Read] = []
    for gold in golds(group.lines):
        statements, _ = code(gold.document, world)
        on = gold.document.published.lower
        filed = [s for s in statements if s.kind == "event" and not s.proposal]
        texts.append((gold, statements, pair(_of(gold, "event"), filed, world, on)))
    yield accounted(group.set, "texts", len(texts), {})
    for task in (_events, _roles, _times, _yearless, _factuality, _attribution, _cues, _others):
        yield task(group.set, texts)


def _of(gold: Gold, kind: str) -> list[Record]:
    return [s for s in gold.statements if s["kind"] == kind]


def _filed(read: Read) -> int:
    return sum(s.kind == "event" and not s.proposal for s in read[1])


def _events(name: str, texts: Sequence[Read]) -> Task:
    """An event is found if category and one role are right."""
    counts: list[Counts] = []
    loose: list[Counts] = []
    for read in texts:
        pairs = read[2]
        right = sum(_category(p) and _some_role(p) for p in pairs)
        counts.append((right, _filed(read), len(pairs)))
        loose.append((sum(p.found is not None and _some_role(p) for p in pairs), _filed(read), len(pairs)))
    n = sum(len(read[2]) for read in texts)
    metrics = (*prf(counts), ("recall any category", score(loose, recall)))
    return Task(set=name, task="events", n=n, metrics=metrics)


def _roles(name: str, texts: Sequence[Read]) -> Task:
    found = [[p for p in pairs if p.found is not None] for _, _, pairs in texts]
    exact = [(sum(p.actor and p.recipient for p in pairs), len(pairs)) for pairs in found]
    countries = [(sum(p.countries for p in pairs), len(pairs)) for pairs in found]
    return Task(
        set=name, task="both roles, of found events", n=sum(map(len, found)),
        metrics=(("share", score(exact, share)), ("by country", score(countries, share))),
    )  # fmt: skip


def _times(name: str, texts: Sequence[Read]) -> Task:
    return _share(
        name, "time, of found dated events", texts, lambda p: p.found is not None and p.gold["when"], _time_right
    )


def _time_right(p: Pair) -> bool:
    return p.found is not None and p.found.when is not None and p.found.when.text == p.gold["when"]["edtf"]


def _share(
    name: str, task: str, texts: Sequence[Read], of: Callable[[Pair], object], right: Callable[[Pair], bool]
) -> Task:
    counts: list[Counts] = []
    for _, _, pairs in texts:
        chosen = [p for p in pairs if of(p)]
        counts.append((sum(map(right, chosen)), len(chosen)))
    return Task(set=name, task=task, n=int(sum(c[1] for c in counts)), metrics=(("share", score(counts, share)),))


def _yearless(name: str, texts: Sequence[Read]) -> Task:
    """Dates that the text gives without a year, right if the same words are read as the same EDTF."""
    counts: list[Counts] = []
    for gold, _, _ in texts:
        told = [s["when"] for s in _of(gold, "event") if s["when"] and s["when"]["span"]]
        dates = {(*when["span"],): when["edtf"] for when in told}
        wanted = {(at, to): edtf for (at, to), edtf in dates.items() if yearless(gold.document.text[at:to])}
        found = told_dates(gold.document.text, gold.document.published) if wanted else []
        right = sum(
            any(one.start < to and at < one.end and one.edtf == edtf for one in found)
            for (at, to), edtf in wanted.items()
        )
        counts.append((right, len(wanted)))
    return Task(
        set=name, task="dates without a year", n=int(sum(c[1] for c in counts)),
        metrics=(("share", score(counts, share)),),
    )  # fmt: skip


def _factuality(name: str, texts: Sequence[Read]) -> Task:
    found = [[(p.gold["factuality"], p.found.factuality or "") for p in pairs if p.found] for _, _, pairs in texts]
    counts = [tally(pairs, FACTUALITY) for pairs in found]
    right = [(sum(g == f for g, f in pairs), len(pairs)) for pairs in found]
    return Task(
        set=name, task="factuality, of found events", n=sum(map(len, found)),
        metrics=(
            ("macro f1", score(counts, macro_f1)), ("share", score(right, share)),
            *((f"{one} f1", score(counts, class_f1(i))) for i, one in enumerate(FACTUALITY)),
        ),
    )  # fmt: skip


def _attribution(name: str, texts: Sequence[Read]) -> Task:
    """Who is quoted for an event, of found events: right if one name holds the other."""
    counts: list[Counts] = []
    for _, _, pairs in texts:
        quoted: list[tuple[Sequence[str], Sequence[str]]]
        quoted = [(p.gold.get("attribution") or (), p.found.attribution) for p in pairs if p.found]
        right = sum(bool(wanted) and bool(told) and _same_name(wanted[-1], told[-1]) for wanted, told in quoted)
        counts.append((right, sum(bool(told) for _, told in quoted), sum(bool(wanted) for wanted, _ in quoted)))
    n = int(sum(c[2] for c in counts))
    return Task(set=name, task="attribution, of found events", n=n, metrics=prf(counts))


def _same_name(one: str, other: str) -> bool:
    a, b = (name.casefold().removeprefix("the ") for name in (one, other))
    return a in b or b in a


def _cues(name: str, texts: Sequence[Read]) -> Task:
    """Estimative words, each once a text, and the band of those found; a text without a statement has none marked."""
    counts: list[Counts] = []
    bands: list[Counts] = []
    for gold, statements, _ in texts:
        if not gold.statements:
            continue
        wanted = {
            (cue["text"].casefold(), _sentence(gold, (cue["span"] or s["span"])[0])): s["estimate"]["band"]
            for s in gold.statements if s["estimate"] for cue in s["estimate"]["cues"]
        }  # fmt: skip
        found = {
            (cue.casefold(), _sentence(gold, s.citation.start)): s.estimate.band
            for s in statements if s.estimate for cue in s.estimate.cues
        }  # fmt: skip
        both = wanted.keys() & found.keys()
        counts.append((len(both), len(found), len(wanted)))
        bands.append((sum(_same_band(wanted[k], found[k]) for k in both), len(both)))
    return Task(
        set=name, task="estimative words", n=int(sum(c[2] for c in counts)),
        metrics=(*prf(counts), ("band", score(bands, share))),
    )  # fmt: skip


def _sentence(gold: Gold, offset: int) -> int:
    """Return where the sentence of an offset begins, by the text's own full stops."""
    return max(gold.document.text.rfind(mark, 0, offset) for mark in (". ", "? ", "! ", "\n"))


def _same_band(wanted: list[float] | None, found: tuple[float, float] | None) -> bool:
    return (tuple(wanted) if wanted else None) == found


def _others(name: str, texts: Sequence[Read]) -> Task:
    """Judgements, objectives, requirements and states: found, and right, if one of the kind cites the sentence."""
    metrics: list[tuple[str, Score]] = []
    n = 0
    for kind in ("judgement", "objective", "requirement", "state"):
        of_gold: list[Counts] = []
        of_filed: list[Counts] = []
        for gold, statements, _ in texts:
            wanted = _of(gold, kind)
            filed = [s for s in statements if s.kind == kind and not s.proposal]
            of_gold.append((sum(any(overlaps(w, s) for s in filed) for w in wanted), len(wanted)))
            of_filed.append((sum(any(overlaps(w, s) for w in wanted) for s in filed), len(filed)))
            n += len(wanted)
        metrics += [(f"{kind} precision", score(of_filed, share)), (f"{kind} recall", score(of_gold, share))]
    return Task(set=name, task="other statements", n=n, metrics=tuple(metrics))


def _category(p: Pair) -> bool:
    return p.found is not None and p.found.event == p.gold["event"]


def _some_role(p: Pair) -> bool:
    return (bool(p.gold["actors"]) and p.actor) or (bool(p.gold["recipients"]) and p.recipient)
