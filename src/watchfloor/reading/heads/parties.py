"""Phrases that may be party to an act, described for a learned head: where they stand towards it, and what they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchfloor.reading.arguments import Filler, Paragraph, fillers, words_of
from watchfloor.reading.events import Met
from watchfloor.reading.frames import Frame, counted_by
from watchfloor.reading.heads.candidates import span
from watchfloor.reading.heads.encoder import Span
from watchfloor.reading.lexicon import word_class
from watchfloor.reading.memory import Mention
from watchfloor.terms import Entity

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token

#: Parts of speech of words that may stand for somebody.
_NAMING = ("NOUN", "PROPN", "PRON")
#: Words below which nobody stands for himself: relative and interrogative pronouns, the `it` of `it rains`.
_EMPTY_TAGS = frozenset({"WDT", "WP", "EX"})
#: Classes of words that tell who may act or be acted upon.
_KINDS = ("people", "target", "force")
#: Steps in the parse after which a word is merely far.
_FAR = 5
#: Mentions of earlier sentences that are considered, latest first.
_EARLIER = 8
#: Sentences after which it is merely long ago that somebody was named.
_LONG_AGO = 4
#: Characters of somebody whose place in the document is not known.
_NOWHERE = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody who may be party to an act.

    span: characters of the document; token: of the paragraph, that he is named by, -1 where he is named before it.
    """

    fillers: tuple[Filler, ...]
    words: tuple[str, ...]
    span: Span
    token: int


@dataclass(frozen=True, slots=True)
class _Act:
    """An act whose parties are sought; places: the slot of the frame that each argument fills, by token."""

    met: Met
    category: str
    places: dict[int, str]

    @property
    def sides(self) -> tuple[tuple[str, tuple[Filler, ...]], ...]:
        return ("actor", self.met.actors), ("recipient", self.met.recipients)

    @property
    def lacks(self) -> str:
        return " ".join(role for role, found in self.sides if not found) or "nobody"


def candidates(par: Paragraph, met: Met, category: str) -> list[Party]:
    """Return whoever may be party to an act and stands in its sentence, in the order of the text.

    met: the frame of the act, with the parties that rules found; category: what is done.
    """
    act = _Act(met, category, _places(met.frame))
    found = []
    for token in met.frame.head.sent:
        if token.i == met.frame.head.i or not _may_stand_for(par, token):
            continue
        stands = tuple(fillers(par, token, unnamed=True))
        if stands:
            words = tuple(_words(par, act, token, stands))
            found.append(Party(fillers=stands, words=words, span=_phrase(par, token), token=token.i))
    return found


def _may_stand_for(par: Paragraph, token: Token) -> bool:
    mention = par.at.get(token.i)
    if mention is not None:
        return mention.head == token.i
    if counted_by(token):
        return False
    return token.pos_ in _NAMING and token.tag_ not in _EMPTY_TAGS and token.ent_type_ not in ("DATE", "TIME")


def _phrase(par: Paragraph, token: Token) -> Span:
    mention = par.at.get(token.i)
    return par.chars(mention) if mention else span(token, par.offset)


def _places(frame: Frame) -> dict[int, str]:
    """Return the slot of the frame that each argument fills, by token."""
    slots = [("obj", frame.objects), ("dative", frame.datives), ("subj", frame.subjects), ("attr", frame.attributes)]
    places = {token.i: f"prep.{prep}" for prep, token in frame.preps}
    return places | {token.i: name for name, tokens in slots for token in tokens}


def _where(frame: Frame, token: Token, places: dict[int, str]) -> tuple[str, str]:
    """Return where a word stands towards a predicate: by the frame's slots, and by the way through the parse."""
    slot = "none"
    below: list[str] = []
    above = token
    for _ in range(_FAR):
        if above.i in places:
            slot = " ".join([places[above.i], *reversed(below)])
            break
        if above.i == frame.head.i or above.head == above:
            break
        below.append(_step(above))
        above = above.head
    return slot, _way(frame.head, token)


def _step(token: Token) -> str:
    return token.lower_ if token.dep_ in ("prep", "agent") else token.dep_


def _way(head: Token, token: Token) -> str:
    """Return the labels on the way from a predicate up to a common word and down to another."""
    mine = [head, *head.ancestors]
    down: list[str] = []
    here = token
    while here not in mine and here.head != here and len(down) < _FAR:
        down.append(_step(here))
        here = here.head
    if here not in mine or mine.index(here) >= _FAR:
        return "far"
    up = [f"^{_step(one)}" for one in mine[: mine.index(here)]]
    return " ".join([*up, *reversed(down)]) if len(up) + len(down) <= _FAR else "far"


def _words(par: Paragraph, act: _Act, token: Token, stands: Sequence[Filler]) -> Iterator[str]:
    frame, category = act.met.frame, act.category
    slot, way = _where(frame, token, act.places)
    said = _said(act, stands)
    for name, where in (("slot", slot), ("way", way)):
        yield f"{name} {where}"
        yield f"{category} {name} {where}"
        yield f"{frame.lemma} {name} {where}"
        yield f"{frame.pos} {name} {where}"
    yield f"rule {said}"
    yield f"{category} rule {said}"
    yield f"rule {said} {slot}"
    mention = par.at.get(token.i)
    what = _what(par, stands[0], mention)
    yield f"is {what}"
    yield f"is {what} {slot}"
    yield f"{category} is {what} {slot}"
    yield f"how {stands[0].how}"
    yield f"how {stands[0].how} {slot}"
    yield f"{'before' if token.i < frame.head.i else 'after'} {min(abs(token.i - frame.head.i) // 4, 5)}"
    yield f"word {token.lemma_.lower()}"
    for name in _KINDS:
        if token.lemma_.lower() in word_class(name):
            yield f"one of {name} {slot}"
    if mention is not None and mention.place:
        yield f"place {slot}"
        yield f"{category} place"
    yield from _company(act, stands)


def _company(act: _Act, stands: Sequence[Filler]) -> Iterator[str]:
    """Yield what the rules found besides: no actor, no recipient, an actor of the same country."""
    for role, found in act.sides:
        if not found:
            yield f"no {role} by rule"
        elif any(_country(f) == _country(one) for f in found for one in stands):
            yield f"of the {role}'s country"


def _country(filler: Filler) -> str:
    return (filler.entity.key or filler.entity.name).partition("-")[0]


def _said(act: _Act, stands: Sequence[Filler]) -> str:
    """Return the role that rules give somebody."""
    labels = {f.entity.label for f in stands}
    for role, found in act.sides:
        if any(f.entity.label in labels for f in found):
            return role
    return "none"


def _what(par: Paragraph, filler: Filler, mention: Mention | None) -> str:
    if filler.entity.key is not None:
        return par.world.kind(filler.entity.key)
    if mention is not None:
        return "person" if mention.person else "named"
    return "unnamed"


@dataclass(frozen=True, slots=True)
class _Told:
    """Somebody of whom the text told before a sentence.

    token: the word, where it stands in the paragraph; back: how many sentences ago, 4 for longer and for paragraphs
    before.
    """

    entity: Entity
    mention: Mention | None
    token: Token | None
    back: int


def earlier(par: Paragraph, met: Met, category: str, here: Sequence[Party]) -> list[Party]:
    """Return whoever may be party to an act, was named or spoken of before its sentence and is not there, latest first.

    here: who stands in the sentence.
    """
    act = _Act(met, category, {})
    told = list(_told_before(par, met.frame.head.sent))
    often = Counter(one.entity.label for one in told)
    latest = {one.entity.label: (number, one) for number, one in reversed(list(enumerate(told)))}
    seen = {f.entity.label for party in here for f in party.fillers}
    others = ((number, one) for label, (number, one) in latest.items() if label not in seen)
    nearest = sorted(others, key=lambda found: found[0])[:_EARLIER]
    return [_before(par, act, one, number, often[one.entity.label]) for number, one in nearest]


def _before(par: Paragraph, act: _Act, told: _Told, number: int, times: int) -> Party:
    filler = Filler(told.entity, "implied", act.met.frame.head.i, told.mention)
    words = tuple(_words_before(par, act, filler, told, number, times))
    if told.token is not None:
        return Party(fillers=(filler,), words=words, span=_phrase(par, told.token), token=told.token.i)
    past = told.mention.chars if told.mention is not None else None
    return Party(fillers=(filler,), words=words, span=past or _NOWHERE, token=-1)


def _told_before(par: Paragraph, sentence: Sentence) -> Iterator[_Told]:
    """Yield of whom the text told before a sentence, latest first."""
    for back, earlier in enumerate(reversed([s for s in par.doc.sents if s.end <= sentence.start]), 1):
        for token in reversed(earlier):
            mention = par.at.get(token.i)
            if mention is not None and mention.head == token.i:
                yield _Told(mention.entity, mention, token, min(back, _LONG_AGO))
            elif mention is None and token.pos_ == "NOUN" and token.lemma_.lower() in word_class("people"):
                yield _Told(words_of(token).entity, None, token, min(back, _LONG_AGO))
    for mention in reversed(par.before[-_EARLIER:]):
        yield _Told(mention.entity, mention, None, _LONG_AGO)


def _words_before(par: Paragraph, act: _Act, filler: Filler, told: _Told, number: int, times: int) -> Iterator[str]:
    what = _what(par, filler, told.mention)
    yield "earlier"
    yield f"earlier {number}"
    yield f"earlier {what}"
    yield f"earlier by {told.back}"
    yield f"earlier by {told.back}, lacks {act.lacks}"
    yield f"earlier {min(times, 3)} times"
    yield f"{act.category} earlier {what}"
    yield f"{act.met.frame.lemma} earlier"
    yield f"earlier, by rule lacks {act.lacks}"
    yield f"{act.category} earlier, by rule lacks {act.lacks}"
    if told.mention is not None and told.mention.place:
        yield "earlier place"
    if told.token is not None:
        yield f"earlier {told.token.dep_}"
        yield f"earlier {told.token.dep_}, lacks {act.lacks}"
    yield from (f"earlier {word}" for word in _company(act, (filler,)))
