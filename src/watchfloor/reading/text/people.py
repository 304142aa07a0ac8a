"""Who the labels of a transcript stand for: short forms, initials, roles and legends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from watchfloor.reading.text.labels import MOST_SPEAKERS, is_name, is_role
from watchfloor.reading.text.word_lists import words as listed

_LIST = "transcripts.txt"
_WORD = r"[^\W\d_][\w’'.-]{0,40}"
_RUN = re.compile(rf"(?<![\w’'.-]){_WORD}(?:[ \t]+{_WORD})+")
_FULL = rf"(?<![\w’'.-])(?P<name>{_WORD}(?:[ \t]+{_WORD}){{1,5}})"
_MARK = r"(?P<mark>[^\W\d_]\w{0,20}(?: \d{1,2})?)"
_LEGENDS = (
    re.compile(rf"(?<![\w’'.-]){_MARK}[ \t]*=[ \t]*(?P<name>[^\s\d=,;:.()][^=,;:()\n]{{1,60}})"),
    re.compile(rf"{_FULL}[ \t]*\({_MARK}\)"),
    re.compile(rf"(?<![\w’'.-]){_MARK}[ \t]*\({_FULL}\)"),
    re.compile(rf"(?m)(?:^|[;,(])[ \t]*{_MARK}[ \t]*(?:[–—:]|-[ \t])[ \t]*{_FULL}(?<!\.)[ \t]*(?=$|[;,(])"),
)
_LINE = 120  #: longest line that only says who somebody is
_LISTED = re.compile(r"\b([A-Z]{1,4}):[ \t]*([^:;.\n]{2,60}?)[ \t]*(?=[.;]|$)")
_NAME_AFTER = re.compile(r",[ \t]*(?P<name>[^=,;:()\n]{2,60})")
#: The index of the legend that must be the name alone, else every inline turn would be one.
_WHOLE = 3
_CUE = re.compile(
    r"\b(?:with|join\w*|welcom\w*|introduc\w*|guests?|hosts?|colleagues?|analyst|expert|featuring|"
    r"speak\w* (?:to|with)|talk\w* (?:to|with)|name is|I['’]m|I am)\b",
    re.IGNORECASE,
)
_SELF = re.compile(r"\b(?:I['’]m|I am|[Mm]y name is)\s+(?:your \w+,?\s+)?(?=[^\W\d_])")
_INTRODUCED_IN = 3  #: speeches
_ALIKE = 0.84


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What a document tells about names outside its labels."""

    legend: dict[str, str]  #: by label with small letters
    runs: tuple[str, ...]  #: runs of capitalised words in the preamble and in introductions


def name_speakers(
    speeches: Sequence[tuple[str, str]], preamble: str, text: str, known_sections: Callable[[str], bool]
) -> dict[str, str]:
    """Return the fullest name that the document gives for each label.

    speeches: (label, what is said) in order. A label's own spelling goes before a blurb's,
    a legend before initials, an introduction before a role. What stays open stays as written.
    """
    written = {label: _proper(_bare(label), text) for label in dict.fromkeys(label for label, _ in speeches)}
    if len(written) > MOST_SPEAKERS:
        return written
    full = _full_names(list(written.values()))
    told = _Told(legend=_legend(text), runs=(*_runs(preamble), *_introduced(speeches)))
    names: dict[str, str] = {}
    for label, own in written.items():
        if own in full or known_sections(label):
            names[label] = own
        elif (found := told.legend.get(label.casefold())) is not None:
            names[label] = _match(found, full) or found
    known = list(dict.fromkeys([*full, *names.values()]))
    for label, own in written.items():
        if label not in names:
            said = [words for who, words in speeches if who == label]
            named = next(filter(None, (_self_named(words, known_sections) for words in said)), None)
            names[label] = (
                _match(own, known)
                or (named if named is not None and (is_role(own) or _fits(own, named)) else None)
                or _match(own, [part for run in told.runs for part in _parts(own, run)])
                or _match(own, [name for name in written.values() if name != own])
                or own
            )
    return names


def _full_names(names: Sequence[str]) -> list[str]:
    """Return the names of several words that are no part of another and more than a title with a surname."""
    split = {name: [word.casefold() for word in name.split()] for name in names}
    return [
        name
        for name, words in split.items()
        if sum(word.rstrip(".") not in listed(_LIST, "title") for word in words) > 1
        and not is_role(name)
        and not any(len(other) > len(words) and set(words) < set(other) for other in split.values())
    ]


def _bare(label: str) -> str:
    """Return a label without affiliation and titles, unless only one word would be left."""
    words = label.partition(",")[0].split()
    kept = [word for word in words if word.casefold().rstrip(".") not in listed(_LIST, "title")]
    return " ".join(kept if len(kept) > 1 else words)


def _proper(name: str, text: str) -> str:
    """Return a name in capitals as the text spells it elsewhere, else with small letters."""
    if not name.isupper() or (len(name) <= 4 and " " not in name):
        return name
    for found in re.finditer(re.escape(name), text, re.IGNORECASE):
        if not found[0].isupper() and is_name(found[0]):
            return found[0]
    return name.title()


def _legend(text: str) -> dict[str, str]:
    """Return who a label is by `AB = Anna Berg`, `Anna Berg (AB)`, `Host (Anna Berg)` or `Host: Anna Berg`."""
    found = _listed(text)
    for n, pattern in enumerate(_LEGENDS):
        for one in pattern.finditer(text):
            if n == _WHOLE and (not is_name(one["name"].rstrip()) or _speaks_on(text, one)):
                continue
            runs = _capitalised(one["name"])
            name = one["name"] if n == 0 and one["name"][0].islower() else _trimmed(runs[-1 if n == 1 else 0])
            after = _NAME_AFTER.match(text, one.end()) if n == 0 and name[0].islower() else None
            name = after["name"] if after is not None and is_name(after["name"].rstrip(), least=2) else name
            if n == 0 or is_name(name, least=2):
                found.setdefault(one["mark"].casefold(), _unended(" ".join(name.split())))
    return found


def _listed(text: str) -> dict[str, str]:
    """Return who labels are by a line that lists them: `PR: presenter. KA: Korea analyst.`"""
    found: dict[str, str] = {}
    for line in text.splitlines():
        told = _LISTED.findall(line) if len(line) < _LINE else []
        if len({mark for mark, _ in told}) > 1:
            for mark, name in told:
                person = name.partition(",")[0].strip()
                found.setdefault(mark.casefold(), " ".join((person if is_name(person, least=2) else name).split()))
    return found


def _speaks_on(text: str, legend: re.Match[str]) -> bool:
    """Tell whether a line that begins like a legend goes on as speech: `OT: Equatorial Guinea, where he landed, …`."""
    line = text[legend.start() : text.find("\n", legend.end()) if "\n" in text[legend.end() :] else len(text)]
    return len(line.strip()) > _LINE or line.rstrip().endswith((".", "?", "!"))


def _unended(name: str) -> str:
    """Return a name without the full stop of its sentence; an initial keeps its own."""
    return name if re.search(r"\b\w\.$", name) else name.rstrip(". ")


def _trimmed(run: str) -> str:
    words = run.split()
    while len(words) > 2 and (words[0].casefold() in listed(_LIST, "lead") or is_role(words[0])):
        words = words[1:]
    return _bare(" ".join(words))


def _capitalised(text: str) -> list[str]:
    """Return the runs of capitalised words of a text, particles inside a name included."""
    runs: list[list[str]] = [[]]
    for word in text.split():
        if not word[0].islower() or (runs[-1] and word in listed(_LIST, "particle")):
            runs[-1].append(word.rstrip(".,") if len(word) > 3 else word)
            if len(word) > 4 and word.endswith(".") and word.casefold().rstrip(".") not in listed(_LIST, "title"):
                runs.append([])
        elif runs[-1]:
            runs.append([])
    return [" ".join(run) for run in runs if run] or [""]


def _runs(text: str) -> Iterator[str]:
    for found in _RUN.finditer(text):
        yield from (run for run in _capitalised(found[0]) if " " in run)


def _introduced(speeches: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield the names that follow a word of introduction in the first speeches."""
    for _, said in speeches[:_INTRODUCED_IN]:
        for cue in _CUE.finditer(said[:3000]):
            yield from _runs(said[cue.end() : cue.end() + 100])


def _self_named(said: str, known_sections: Callable[[str], bool]) -> str | None:
    for cue in _SELF.finditer(said[:1500]):
        run = _RUN.match(said[cue.end() : cue.end() + 80])
        if run is None or run[0][0].islower():
            continue
        name = _capitalised(run[0])[0]
        if is_name(name, least=2, most=4) and not known_sections(name) and not is_role(name):
            return _bare(name)
    return None


def _match(short: str, names: Sequence[str]) -> str | None:
    """Return the one name that a short form stands for; None where none or several do."""
    found = list(dict.fromkeys(name for name in names if _fits(short, name)))
    return found[0] if len(found) == 1 else None


def _fits(short: str, name: str) -> bool:
    words = [word.casefold() for word in name.split()]
    asked = [word for word in (w.casefold() for w in short.split()) if word.rstrip(".") not in listed(_LIST, "title")]
    if not asked or (len(asked) >= len(words) and asked != words):
        return False
    if all(any(_alike(one, word) for word in words) for one in asked):
        return True
    letters = re.sub(r"\W", "", short).casefold()
    return short.isupper() and len(letters) > 1 and letters == "".join(word[0] for word in words)


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    return min(len(one), len(other)) > 4 and SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _parts(short: str, run: str) -> list[str]:
    """Return the part of a run of capitalised words that can be the name: what stands before it cut off."""
    words = run.split()
    wanted = short.split()[-1].casefold()
    for n, word in enumerate(words):
        if _alike(wanted, word.casefold()):
            return [" ".join(words[n : n + 4] if n < len(words) - 1 else words[max(0, n - 1) :])]
    return [" ".join(words[-2:]), " ".join(words[-3:])]
