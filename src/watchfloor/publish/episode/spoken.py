"""From sentences that are read to sentences that are heard."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from watchfloor.publish.words.dates import spelled
from watchfloor.terms import ICD203, Claim

_RANGE = re.compile(r"(?P<word>" + "|".join(band.word for band in ICD203) + r") \((?P<low>\d+)–(?P<high>\d+) %\)")
_QUOTED = re.compile(
    r"^(?P<who>[^“:]+?)(?: \((?P<of>[^()“]+)\))?(?P<through>, citing [^“:]+?,)? said(?P<day> on [^“:]+?)?:"
    r" (?P<quote>“.+”)"
    r"(?: “(?P<cue>[^”]+)” stands for (?P<low>\d+)–(?P<high>\d+) % in (?P<scale>[^.]+)\.)?$",
    re.DOTALL,
)
#: A step whose name opens a sentence; heard, a bare quotation would not be told from what is said of it.
_STEP = re.compile(r"^(?=“[^”]+” (?:has (?:not )?been met|is (?:in progress|lost|blocked|disputed))\b)")
_REPLACED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r" \(date not given\)", ""),
        (r" \(before: ([^)]+)\)", r"; before, it was \1"),
        (r" \(80 % interval (\d+)–(\d+) %\)", r", within an interval of \1 to \2 percent"),
        (r" \(not known before\)", ", which was not known before"),
        (r" \((“[^”]+”)\)", r", in the words \1,"),
        (r" \(\+?([\d.]+), 80 % interval \+?([\d.]+) to \+?([\d.]+)\)", r", by \1, within an interval of \2 to \3"),
        (r" \(([^()]*)\)", r", \1,"),
        (r"(\d)–(\d)", r"\1 to \2"),
        (r" ?%", " percent"),
        (r",(?=[.;:,?!])", ""),
        (r"[.]”(?=,)", "”"),
        (r"([.?!]”)[.]", r"\1"),
        (r"; and (?=\w+ further)", ", and "),
    )
)


@dataclass(slots=True)
class Voice:
    """Speaks the claims of one episode; what a word of likelihood stands for is told when it is first heard."""

    told: set[str] = field(default_factory=set)

    def says(self, claim: Claim) -> str:
        """Return a claim as it is spoken."""
        if claim.opinion:
            return f"In the opinion of {claim.opinion}: {self.plain(claim.text)}"
        quoted = _QUOTED.match(claim.text)
        return self._quotation(quoted) if quoted else self.plain(claim.text)

    def plain(self, text: str) -> str:
        """Return a sentence without brackets and signs, as it is read out."""
        text = _STEP.sub("The condition ", _RANGE.sub(self._range, text))
        text = spelled(text)
        for pattern, by in _REPLACED:
            text = pattern.sub(by, text)
        return text

    def _quotation(self, found: re.Match[str]) -> str:
        of = f", of {found['of']}" if found["of"] else ""
        through = found["through"].rstrip(",") if found["through"] else ""
        aside = f"{of}{through}," if of or through else ""
        text = f"{found['who']}{aside} said{found['day'] or ''}: {found['quote']}"
        cue = found["cue"]
        if cue is None or cue in self.told:
            return text
        self.told.add(cue)
        words = "words" if " " in cue else "word"
        stands = "stand" if " " in cue else "stands"
        return f"{text} The {words} “{cue}” {stands} for {found['low']} to {found['high']} percent."

    def _range(self, found: re.Match[str]) -> str:
        word = found["word"]
        if word in self.told:
            return word
        self.told.add(word)
        return f"{word}, by which we mean a chance of {found['low']} to {found['high']} percent,"
