"""The lead: the whole assessment in a sentence or two, as an editor would put it at the head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from watchfloor.publish.words.openings import place_of
from watchfloor.publish.words.wording import Wording, hedged, listing, sentence
from watchfloor.terms import Assessment, Claim, Standing


def lead_claims(words: Wording, assessment: Assessment) -> Iterator[Claim]:
    """Say who is gaining where, likeliest first, and where nobody is; one sentence for each word of likelihood."""
    told = [s for s in assessment.standings if s.enough and words.cites(m.event for m in s.moved)]
    moving = sorted((s for s in told if s.gaining and s.word), key=lambda s: -(s.p_gaining or 0.0))
    for word in dict.fromkeys(standing.word for standing in moving):
        alike = [standing for standing in moving if standing.word == word]
        gained = [
            gains(words, side, _places(words, [s for s in alike if s.gaining == side]))
            for side in dict.fromkeys(standing.gaining for standing in alike)
            if side is not None
        ]
        if word is not None:
            text = hedged(word, listing(gained, separator=", that ", last=" and that "))
            p = tuple(standing.p_gaining for standing in alike if standing.p_gaining is not None)
            yield replace(_claim(words, text, alike), p=p)
    open_ = [standing for standing in told if standing.gaining is None or standing.word is None]
    if open_:
        yield _claim(words, f"neither side is clearly gaining in {_places(words, open_)}", open_)


def gains(words: Wording, side: str, place: str) -> str:
    """Return that a side is gaining in a place, as a clause."""
    return f"{words.name(side)} {words.agree(side, 'is', 'are')} gaining in {place}"


def _places(words: Wording, standings: Iterable[Standing]) -> str:
    return listing(list(dict.fromkeys(place_of(words, standing.contest) for standing in standings)))


def _claim(words: Wording, text: str, standings: Iterable[Standing]) -> Claim:
    return Claim(text=sentence(text), statements=words.cites(m.event for s in standings for m in s.moved))
