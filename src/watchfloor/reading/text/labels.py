"""Speaker labels: what a label looks like on a line, and which documents are transcripts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from watchfloor.reading.text.word_lists import words

#: A label and what may stand around it is sought in so many characters of a line.
_REACH = 200
_MAX_WORDS = 6
#: More labels than these, each seen once, are a list of terms and no talk.
_MOST_ONCE = 3
#: Among more speakers than these no short forms are sought: every label stands for itself.
MOST_SPEAKERS = 300
_TIME = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?"
_NAME = r"[^\s\W\d_](?:[^:*\[\]<>(){}\"“”|\\=;?!]|\(Ret\.\)){0,80}?"
_MARK = r"(?:\*{1,3}|_{1,2})?"
_LABEL = re.compile(
    rf"\s*(?:>>+\s*)?{_MARK}(?P<before>{_TIME}\s*[-–—]?\s*)?{_MARK}(?P<name>{_NAME})"
    rf"(?:\s*\([^()\d:][^():]{{0,60}}\))?(?P<after>\s*,?\s*{_TIME})?"
    rf"\s*{_MARK}\s*[:：]{_MARK}(?:\s*{_TIME}(?=\s|$))?(?:\s+|$)"
)
#: A label without a colon: its time code stands beside it, and nothing else does.
_TIMED = re.compile(
    rf"\s*{_MARK}(?:{_TIME}\s+[-–—]?\s*(?P<one>{_NAME})|(?P<two>{_NAME})\s+[-–—|]?\s*{_TIME}){_MARK}\s*$"
)
#: Question and answer as court reporters write them.
_ANSWER = re.compile(r"(Q|A)\.\s+(?=\S)")
_VOICE = re.compile(r"\s*<v(?:\.[\w.-]+)?\s+(?P<name>[^<>]{1,80})>\s*")
_ENDED = re.compile(r"[.!?…;,][\"'”’»)\]]*$")


#: A line that says who a label is holds a name and perhaps an office, no speech.
_LEGEND_CHARS = 100
_LEGEND_WORDS = 8
_MARKS = re.compile(r"(?:^|[.;,]\s)([A-Z]{1,4}):\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A speaker label on a line: the name as written, and where the speech starts in the line."""

    name: str
    start: int
    alone: bool  #: nothing but the label stands on the line
    certain: bool  #: a time code or a voice tag leaves no doubt


def read_label(line: str) -> Label | None:
    """Return the label with which a line opens, if it has the shape of one."""
    head = line[:_REACH]
    voice = _VOICE.match(head)
    if voice is not None:
        return Label(name=_tidy(voice["name"]), start=voice.end(), alone=voice.end() == len(line), certain=True)
    if ":" not in head and "：" not in head:
        found = _ANSWER.match(head)
        return None if found is None else Label(name=found[1], start=found.end(), alone=False, certain=False)
    found = _LABEL.match(head)
    if found is not None:
        name, end, timed = found["name"], found.end(), bool(found["before"] or found["after"])
    else:
        found = _TIMED.match(line) if len(line) < _REACH else None
        if found is None:
            return None
        name, end, timed = found["one"] or found["two"], len(line), True
    name = _tidy(name)
    if not is_name(name.partition(",")[0], most=_MAX_WORDS) or is_section_word(name):
        return None
    if name[-1].isdigit() and not timed and not is_role(name):
        return None
    return Label(name=name, start=end, alone=end == len(line), certain=timed)


def is_name(text: str, *, least: int = 1, most: int = 5) -> bool:
    """Tell whether a text has the shape of a person's name or role: capitalised words, few of them."""
    parts = text.split()
    if not least <= len(parts) <= most or not parts[0][0].isalpha() or parts[0][0].islower():
        return False
    if len(parts) > 1 and parts[-1] in _small():
        return False
    posted = is_role(parts[0])  # `Correspondent in Riga`
    return all(_name_word(part, first=n == 0) or (posted and part in ("in", "at")) for n, part in enumerate(parts))


def transcript_labels(lines: Sequence[str], known_sections: Callable[[str], bool]) -> dict[int, Label]:
    """Return the speaker labels of a transcript by index of their line; none where it is no transcript.

    lines: of the whole document, each a source line or a mended paragraph.
    A section name speaks only in what is a transcript without it, and if it comes back.
    """
    shaped = _shaped(lines)
    counts = Counter(label.name.casefold() for label in shaped.values())
    kin = _kin(counts)
    common = _lower_words(lines) if shaped else frozenset()
    firm: dict[int, Label] = {}
    once: dict[int, Label] = {}
    sections: dict[int, Label] = {}
    for n, label in shaped.items():
        name = label.name.casefold()
        again = counts[name] > 1
        if known_sections(label.name):
            if again:
                sections[n] = label
        elif label.certain or again or is_role(name) or name in kin:
            firm[n] = label
        elif _is_speech(lines, n, label) and not _all_common(name, common):
            once[n] = label
    if len(firm) > 1:
        if all(label.alone for label in firm.values()):  # then an inline label is speech: `Officially, yes: …`
            once = {n: label for n, label in once.items() if label.alone}
        return dict(sorted((firm | once | sections).items()))
    loose = dict(sorted((firm | once).items()))
    speaks = len(loose) > 1 and (len(firm) > 0 or len(loose) <= _MOST_ONCE)
    return loose if speaks and (_dense(lines, loose) or all(label.alone for label in loose.values())) else {}


def _shaped(lines: Sequence[str]) -> dict[int, Label]:
    """Return what has the shape of a label, legends and numbers of lists left out."""
    found = {n: label for n, line in enumerate(lines) if (label := read_label(line)) is not None}
    counts = Counter(label.name.casefold() for label in found.values())
    return {
        n: label
        for n, label in found.items()
        if not _is_legend(lines[n], label, counts)
        and (label.name != "A" or "q" in counts or ":" in lines[n][: label.start])
    }


def is_role(name: str) -> bool:
    """Tell whether a label is a role, such as Host, Q or Speaker 2."""
    parts = [part for part in name.casefold().split() if not part.isdigit() and part != "the"]
    return bool(parts) and parts[-1].strip(".") in words("transcripts.txt", "role")


def _kin(names: Iterable[str]) -> set[str]:
    """Return the labels that are a short form of another one, or have one: the same person speaks twice."""
    titles = words("transcripts.txt", "title")
    split = {name: set(re.findall(r"\w+", name.partition(",")[0])) - titles for name in names}
    if len(split) > MOST_SPEAKERS:
        return set()
    pairs = ((one, other) for one in split for other in split if split[one] and split[one] < split[other])
    return {name for pair in pairs for name in pair}


def _dense(lines: Sequence[str], labels: dict[int, Label]) -> bool:
    following = [n for n in range(min(labels), len(lines)) if lines[n].strip()]
    return len(labels) * 2 >= len(following)


def _is_speech(lines: Sequence[str], n: int, label: Label) -> bool:
    """A headline such as `Minister: no change` follows its colon without ending as a sentence does."""
    if label.alone:
        return True
    speech = lines[n][label.start :].rstrip()
    if not any(line.strip() for line in lines[:n]) and _in_title_case(speech):
        return False
    return len(speech) > 60 or _ENDED.search(speech) is not None


def _in_title_case(text: str) -> bool:
    """Tell whether all longer words have a capital, as in `Overlook: Who Sets the Pace in the Islands?`."""
    longer = [part for part in re.findall(r"[^\W\d_]+", text) if len(part) > 4]
    return len(longer) > 1 and all(part[0].isupper() for part in longer)


def _is_legend(line: str, label: Label, counts: Counter[str]) -> bool:
    """Tell whether a line says who a label is, as `Host: Anna Berg` does where Host speaks later."""
    if len(line) <= _LEGEND_CHARS and len(set(_MARKS.findall(line))) > 1:
        return True  # `PR: presenter. KA: Korea analyst.`
    said = line[label.start :].partition(",")[0].strip()
    short = is_role(label.name) or (label.name.isupper() and len(label.name) <= 4)
    ended = line.rstrip().endswith((".", "?", "!"))
    asked = ended and ("," not in line or len(line[label.start :].split()) > _LEGEND_WORDS or line.rstrip()[-1] != ".")
    brief = len(line) <= _LEGEND_CHARS and not asked and not any(character.isdigit() for character in said)
    return short and brief and counts[label.name.casefold()] > 1 and len(said.split()) > 1 and is_name(said)


def _all_common(name: str, common: frozenset[str]) -> bool:
    return all(word.casefold() in common for word in re.findall(r"[^\W\d_]+", name))


def _lower_words(lines: Sequence[str]) -> frozenset[str]:
    found: set[str] = set()
    for line in lines:
        found.update(re.findall(r"\b[^\W\d_]+\b", line))
    return frozenset(word for word in found if word.islower())


def _small() -> frozenset[str]:
    return words("transcripts.txt", "particle") | words("transcripts.txt", "link")


def _name_word(word: str, *, first: bool) -> bool:
    if word.isdigit():
        return not first and len(word) < 4
    if not first and word.casefold() in _small():
        return True
    if word.casefold() == "(ret.)":
        return True
    core = word.lstrip("'’")
    if not core or not core[0].isalpha() or core[0].islower():
        return False
    return not word.endswith((".", "…")) or len(word) <= 6


def is_section_word(name: str) -> bool:
    """Tell whether a label names a note, a section or a field of a header, by its last word."""
    parts = [part.strip(".") for part in name.casefold().split()]
    known = words("transcripts.txt", "section")
    if not parts or name.casefold() in known:
        return bool(parts)
    return parts[-1] in known or (parts[-1].isdigit() and parts[0] in known)


def _tidy(name: str) -> str:
    return " ".join(name.strip(" \t*_,-–—").split())
