"""Who the labels of a transcript stand for: short forms, initials, roles and legends."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from watchfloor.reading.text.labels import is_name, is_role

_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady rev fr amb ambassador gen general col colonel lt maj capt captain "
    "adm admiral sgt cdr brig (ret.) ret hon sen senator rep congressman congresswoman president minister pm fm king queen".split()
)
_WORD = r"[^\W\d_][\w’'.-]*"
_RUN = re.compile(rf"{_WORD}(?:[ \t]+{_WORD})+")
_PARTICLES = frozenset("de da di du del der den van von al el bin ibn ben la le".split())
_CUE = re.compile(
    r"\b(?:with|join\w*|welcom\w*|introduc\w*|guests?|hosts?|colleagues?|analyst|expert|featuring|speak\w* (?:to|with)|talk\w* (?:to|with)|name is|I['’]m|I am)\b",
    re.IGNORECASE,
)
_SELF = re.compile(r"\b(?:I['’]m|I am|[Mm]y name is|your host,?|this is your host,?)\s+(?:your \w+,?\s+)?")
_ALIKE = 0.84


def name_speakers(
    speeches: Sequence[tuple[str, str]], preamble: str, text: str, known_sections: Callable[[str], bool]
) -> dict[str, str]:
    """Return the fullest name that the document gives for each label.

    speeches: (label, what is said) in order. A label's own spelling goes before a blurb's,
    a legend before initials, an introduction before a role. What stays open stays as written.
    """
    labels = list(dict.fromkeys(label for label, _ in speeches))
    plain = {label: _proper(_bare(label), text) for label in labels}
    full = [name for name in dict.fromkeys(plain.values()) if len(name.split()) > 1 and not is_role(name)]
    names: dict[str, str] = {}
    for label in labels:
        own = plain[label]
        legend = _legend(label, own, text)
        if legend is not None:
            names[label] = _match(legend, full) or legend
        elif own in full:
            names[label] = own
    known = list(dict.fromkeys([*full, *names.values()]))
    told = _names_in(preamble) + _introduced(speeches)
    for label in labels:
        if label in names:
            continue
        own = plain[label]
        self_named = next((name for who, said in speeches if who == label and (name := _self_named(said, known_sections))), None)
        names[label] = (
            _match(own, known)
            or (self_named if self_named and (is_role(own) or _fits(own, self_named)) else None)
            or _match(own, [name for run in told for name in _parts(own, run)])
            or _match(own, [name for name in plain.values() if name != own])
            or own
        )
    return names


def _bare(label: str) -> str:
    """Return a label without affiliation and titles, unless only one word would be left."""
    words = label.partition(",")[0].split()
    kept = [word for word in words if word.casefold().rstrip(".") not in _TITLES]
    return " ".join(kept if len(kept) > 1 else words)


def _proper(name: str, text: str) -> str:
    """Return a name in capitals as the text spells it elsewhere, else with small letters."""
    if not name.isupper() or (len(name) <= 4 and " " not in name):
        return name
    for found in re.finditer(re.escape(name), text, re.IGNORECASE):
        if not found[0].isupper() and is_name(found[0]):
            return found[0]
    return name.title()


def _legend(label: str, own: str, text: str) -> str | None:
    """Return who a label is by `AB = Anna Berg`, `Anna Berg (AB)` or `Host: Anna Berg`."""
    if len(own.split()) > 1 and not is_role(own):
        return None
    mark = re.escape(label)
    name = rf"(?P<name>{_WORD}(?:[ \t]+{_WORD}){{1,4}})"
    for pattern in (
        rf"(?<!\w){mark}[ \t]*=[ \t]*{name}",
        rf"{name}[ \t]*\({mark}\)",
        rf"(?m)(?:^|[;,(])[ \t]*{mark}[ \t]*(?:[–—:]|-[ \t])[ \t]*{name}[ \t]*(?=$|[;,(])",
    ):
        for found in re.finditer(pattern, text):
            run = _capitalised(found["name"])
            if run and len(run[-1].split()) > 1 and not is_role(run[-1]):
                words = run[-1].split() if "(" in pattern[-8:] else run[0].split()
                return _bare(" ".join(words))
    return None


def _capitalised(text: str) -> list[str]:
    """Return the runs of capitalised words of a text, particles inside a name included."""
    runs: list[list[str]] = [[]]
    for word in text.split():
        if not word[0].islower() or (runs[-1] and word in _PARTICLES):
            runs[-1].append(word.rstrip(".,") if len(word) > 3 else word)
        elif runs[-1]:
            runs.append([])
    return [" ".join(run) for run in runs if run]


def _names_in(text: str) -> list[str]:
    return [run for found in _RUN.finditer(text) for run in _capitalised(found[0]) if " " in run]


def _introduced(speeches: Sequence[tuple[str, str]]) -> list[str]:
    """Return the names that follow a word of introduction in the first three speeches."""
    found = []
    for _, said in speeches[:3]:
        for cue in _CUE.finditer(said[:3000]):
            found += _names_in(said[cue.end() : cue.end() + 100])
    return found


def _self_named(said: str, known_sections: Callable[[str], bool]) -> str | None:
    for cue in _SELF.finditer(said[:1500]):
        runs = _RUN.match(said[cue.end() : cue.end() + 80])
        first = _capitalised(runs[0])[:1] if runs and not runs[0][0].islower() else []
        if first and is_name(first[0], least=2, most=4) and not known_sections(first[0]) and not is_role(first[0]):
            return _bare(first[0])
    return None


def _match(short: str, names: Sequence[str]) -> str | None:
    """Return the one name that a short form stands for; None where none or several do."""
    found = list(dict.fromkeys(name for name in names if _fits(short, name)))
    return found[0] if len(found) == 1 else None


def _fits(short: str, name: str) -> bool:
    words = [word.casefold() for word in name.split()]
    asked = [word.casefold() for word in _bare(short).split() if word.casefold().rstrip(".") not in _TITLES]
    if not asked or len(asked) >= len(words) + (asked != words):
        return False
    if all(any(_alike(one, word) for word in words) for one in asked):
        return True
    letters = re.sub(r"\W", "", short)
    initials = "".join(word[0] for word in words)
    return short.isupper() and len(letters) > 1 and letters.casefold() == initials


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    return min(len(one), len(other)) > 4 and SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _parts(short: str, run: str) -> list[str]:
    """Return the part of a run of capitalised words that is the name: titles before it cut off."""
    words = run.split()
    wanted = _bare(short).split()[-1].casefold()
    for n, word in enumerate(words):
        if _alike(wanted, word.casefold()):
            return [" ".join(words[n : n + 4] if n < len(words) - 1 else words[max(0, n - 1) :])]
    return [" ".join(words[-2:]), " ".join(words[-3:])] if len(words) > 1 else []
