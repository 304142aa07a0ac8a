"""PLOVER events: predicate frames that a pattern of the lexicon recognises, with their roles filled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from watchfloor.reading import factuality, lexicon, roles
from watchfloor.reading.arguments import Filler, Paragraph, fillers
from watchfloor.reading.frames import Frame, frames
from watchfloor.reading.lexicon import ANY, ENTITY, Need, Pattern
from watchfloor.terms import Entity

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

#: Needs of a clause below (what shall be done, what is so), of several who act, of an organisation.
TO, THAT, PLURAL, BODY = "@to", "@that", "@plural", "@body"
#: What speaks where no pattern does, by its name in `why`.
HEAD = "learned"
SILENT = Pattern(category="", mode=None, needs=(), roles=(), reversed=False, name=HEAD)

#: Categories with the chance of each, likeliest first.
Ranked = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Coded:
    """An event as coded from one frame: its pattern and the phrases that fill its roles.

    category, factuality: settled together, so that a promised meeting is AGREE.
    ranked: what a learned head takes the frame for, where one was asked.
    """

    frame: Frame
    pattern: Pattern
    category: str
    factuality: str
    actors: tuple[Filler, ...]
    recipients: tuple[Filler, ...]
    place: Entity | None
    ranked: Ranked = ()


@dataclass(frozen=True, slots=True)
class Met:
    """A frame with its parties, and the pattern that recognises it; None where the lexicon is silent."""

    frame: Frame
    pattern: Pattern | None
    actors: tuple[Filler, ...]
    recipients: tuple[Filler, ...]


#: Who acts, and whom it reaches.
Parties = tuple[tuple[Filler, ...], tuple[Filler, ...]]


class Heard(Protocol):
    """What a learned reader makes of a document."""

    def acts(self, par: Paragraph, met: Sequence[Met]) -> Sequence[Ranked]:
        """Return what act each frame may report, `-` for none; nothing where it has no say."""

    def parties(self, par: Paragraph, met: Met, category: str) -> Parties:
        """Return who acts in a frame and whom it reaches."""


#: The class of what reports no act.
NONE = "-"
#: An act that a judge finds no likelier than this is not even proposed.
PROPOSED = 0.2
#: A pattern's category of less than the one gives way to another act of more than the other.
DOUBTED, SURE = 0.05, 0.6


def find_events(par: Paragraph, sentence: Span, heard: Heard | None = None) -> list[Coded]:
    """Return the events of a sentence in textual order, the same act by the same parties once.

    heard: what a learned reader makes of the document, asked what frames report and who is party to it; where no
    pattern speaks it alone tells.
    """
    met = _speaking(list(meet(par, sentence)))
    verdicts = heard.acts(par, met) if heard is not None and met else [()] * len(met)
    coded = [event for one, ranked in zip(met, verdicts, strict=True) for event in _coded(par, one, ranked, heard)]
    coded = _with_shared(par, coded)
    verbs = {event.frame.head.i for event in coded if event.frame.pos == "v"}
    told = {(event.category, token) for event in coded if event.frame.pos == "v" for token in event.frame.subjects}
    kept = [
        event
        for event in coded
        if event.frame.pos == "v"
        or not (_carried(event.frame.head, verbs) or (event.category, event.frame.head) in told)
    ]
    kept = [event for event in kept if not (_wanted(event, verbs) or _asked_for(event, coded))]
    kept.sort(key=lambda event: event.frame.head.i)
    return list({_act(event): event for event in reversed(kept)}.values())[::-1]


def _speaking(met: list[Met]) -> list[Met]:
    """Leave out the silent verbs that only say how an act below them stands: `considered imposing sanctions`."""
    over = {one.frame.head.head.i for one in met if one.pattern and one.frame.head.dep_ in ("xcomp", "ccomp")}
    return [one for one in met if one.pattern or one.frame.head.i not in over]


def _with_shared(par: Paragraph, coded: list[Coded]) -> list[Coded]:
    """Let an act reach whom the verb before reaches, where one subject does both: `boarded a boat and seized fish`."""
    verbs = {event.frame.head.i: event for event in coded if event.frame.pos == "v"}
    return [_shares(par, event, verbs.get(event.frame.head.head.i)) for event in coded]


def _shares(par: Paragraph, event: Coded, above: Coded | None) -> Coded:
    head = event.frame.head
    if above is None or head.dep_ != "conj" or not {event.category, above.category} <= roles.ACTS_ON:
        return event
    own = any(child.dep_ in ("nsubj", "nsubjpass") for child in head.children)
    known = any(f.how != "unnamed" or roles.people(par, f) for f in event.recipients)
    if own or known or all(f.how == "unnamed" for f in above.recipients):
        return event
    return replace(event, recipients=above.recipients)


def _wanted(event: Coded, verbs: set[int]) -> bool:
    """Tell whether an act is only what its actor promises or threatens, told already: `threatened to withdraw`."""
    head = event.frame.head
    above = head.head
    inside = head.dep_ in ("xcomp", "ccomp") and above.i in verbs and event.factuality in ("planned", "hypothetical")
    return inside and _mood(head) == TO and above.lemma_.lower() not in lexicon.word_class("object-control")


def _asked_for(event: Coded, coded: list[Coded]) -> bool:
    """Tell whether an act is only what a request or threat is about: `demands that he leave`, `… unless he leaves`."""
    return event.factuality == "hypothetical" and any(
        other.category in ("REQUEST", "THREATEN") and other.frame.head in event.frame.head.ancestors for other in coded
    )


def _act(event: Coded) -> tuple[str, str, frozenset[str], frozenset[str]]:
    """Return what was done by whom to whom; two verbs with one subject are two acts."""
    actors, recipients = (frozenset(f.entity.label for f in side) for side in (event.actors, event.recipients))
    joined = event.frame.lemma if event.frame.pos == "v" and event.frame.head.dep_ == "conj" else ""
    return event.category, joined, actors, recipients


def meet(par: Paragraph, sentence: Span) -> Iterator[Met]:
    """Yield the frames of a sentence that may report an act: verbs, what a pattern fits, and what has parties."""
    for frame in frames(sentence):
        if frame.pos == "n" and frame.head.i in par.at:
            continue  # part of a name or office: `the opposition`
        pattern = match(par, frame)
        ruled_out = pattern is not None and pattern.category == "-"
        if ruled_out or any(token.lower_ in ("you", "nothing") for token in frame.objects) or _dangling(frame):
            continue
        actors, recipients = roles.parties(par, frame, pattern or SILENT)
        if actors or recipients or pattern is not None or frame.pos == "v":
            yield Met(frame, pattern, actors, recipients)


def _coded(par: Paragraph, met: Met, ranked: Ranked, heard: Heard | None) -> Iterator[Coded]:
    """Yield what a frame reports: as its pattern says, or as the judge does where none speaks or it is overruled."""
    if met.pattern is not None:
        by_pattern = [replace(event, ranked=ranked) for event in _code(par, met, met.pattern, heard)]
        if not any(map(_overruled, by_pattern)):
            yield from by_pattern
            return
    told = [(name, p) for name, p in ranked if name != NONE]
    if told and told[0][1] > PROPOSED:
        pattern = replace(
            met.pattern or SILENT, category=told[0][0], mode=None, name=f"{HEAD} {met.frame.pos} {met.frame.lemma}"
        )
        actors, recipients = roles.parties(par, met.frame, pattern)
        known = Met(met.frame, pattern, actors, recipients)
        yield from (replace(event, ranked=tuple(told)) for event in _code(par, known, pattern, heard))


def _overruled(event: Coded) -> bool:
    """Tell whether the judge all but rules out what the pattern says, and is fairly sure of another act."""
    acts = {name: p for name, p in event.ranked if name != NONE}
    return acts.get(event.category, 1.0) < DOUBTED and max(acts.values(), default=0.0) > SURE


def _code(par: Paragraph, met: Met, pattern: Pattern, heard: Heard | None) -> Iterator[Coded]:
    frame = met.frame
    parties = heard.parties(par, met, pattern.category) if heard is not None else (met.actors, met.recipients)
    actors, recipients = parties
    if not (actors or recipients):
        return  # somebody, to somebody: nothing that could be followed
    category, status = factuality.settle(pattern.category, factuality.status(frame.head), frame.head)
    if category == "REJECT" and status == "did-not-happen" and pattern.name.startswith(HEAD):
        status = "happened"  # the negation is what made the head hear a refusal: `will not return`
    if status == "hypothetical" and all(filler.how == "unnamed" for filler in (*actors, *recipients)):
        return  # anybody might do it to anybody: it reports nothing
    if frame.pos == "n" and (_told(frame) or (actors and recipients)):
        frame = replace(frame, pos="c")
    yield Coded(frame, pattern, category, status, actors, recipients, roles.place(par, frame))


def _dangling(frame: Frame) -> bool:
    """Tell whether a gerund only says what something is about: `a deal on pooling parts`."""
    return frame.head.dep_ == "pcomp" and frame.head.head.lower_ in ("on", "about")


def _told(frame: Frame) -> bool:
    """Tell whether a clause says of an event noun that it took place or of whom it came: `talks were held`."""
    above = frame.head.head
    return frame.head.dep_ in ("nsubj", "nsubjpass") and (
        above.lemma_.lower() in lexicon.word_class("realise") or any(c.lower_ == "by" for c in frame.head.children)
    )


def match(par: Paragraph, frame: Frame) -> Pattern | None:
    """Return the most specific pattern that fits a frame, or None."""
    known = lexicon.events()
    tries = [*_with_particle(frame), known.get((frame.pos, frame.lemma), ())]
    if "+" in frame.lemma:
        tries.append(known.get((frame.pos, frame.lemma.partition("+")[0]), ()))
    found = (p for patterns in tries for p in patterns if all(_holds(par, frame, need) for need in p.needs))
    return next(found, None)


def _with_particle(frame: Frame) -> Iterator[tuple[Pattern, ...]]:
    """Yield patterns for `pull out`, where the parser took the particle for a preposition or adverb."""
    for child in frame.head.children if frame.pos == "v" and "+" not in frame.lemma else ():
        near = child.dep_ == "prep" and child.i == frame.head.i + 1
        bare = near and not any(c.dep_ == "pobj" for c in child.children)
        if bare or (child.dep_ in ("advmod", "acomp", "oprd") and child.i > frame.head.i):
            yield lexicon.events().get(("v", f"{frame.lemma}+{child.lower_}"), ())


def _holds(par: Paragraph, frame: Frame, need: Need) -> bool:
    tokens = frame.slot(need.slot)
    if need.slot == "comp" and frame.complement is not None and need.lemmas != {ANY}:
        found = frame.complement.lemma_.lower() in need.lemmas or _mood(frame.complement) in need.lemmas
    else:
        found = any(_fills(par, token, need.lemmas) for token in tokens)
    return found != need.absent


def _mood(verb: Token) -> str:
    """Return @to for a clause that tells what shall be done (`to leave`, `that he leave`), else @that."""
    bare = verb.tag_ == "VB" and not any(c.tag_ == "MD" or c.lower_ in ("do", "does", "did") for c in verb.children)
    return TO if bare else THAT


def _fills(par: Paragraph, token: Token, lemmas: frozenset[str]) -> bool:
    if ANY in lemmas:
        return True
    if ENTITY in lemmas and any(f.how in ("direct", "pronoun") and f.token == token.i for f in fillers(par, token)):
        return True  # not `its processions`, which are nobody though somebody's
    if "@person" in lemmas and (mention := par.at.get(token.i)) is not None and mention.person:
        return True
    if BODY in lemmas and any(par.world.kind(f.entity.key or "") == "body" for f in fillers(par, token)):
        return True
    if PLURAL in lemmas and (token.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in token.children)):
        return True
    lemma = token.lemma_.lower()
    if lemma in lemmas or any(w[0] == "#" and lemma in lexicon.word_class(w[1:]) for w in lemmas):
        return True
    if lemma in lexicon.word_class("container"):
        below = [t for p in token.children if p.lower_ == "of" for t in p.children if t.dep_ == "pobj"]
        return any(_fills(par, one, lemmas) for one in below)
    for child in token.children:
        lemma = child.lemma_.lower() if child.dep_ in ("compound", "amod", "nmod") else ""
        if lemma in lemmas or (lemma and f"{lemma}-{token.lemma_.lower()}" in lemmas):
            return True
    return False


def _carried(noun: Token, verbs: set[int]) -> bool:
    """Tell whether an event noun is already part of a verb's event: `held talks`, `launched an attack`."""
    above = noun
    for _ in range(3):
        if above.dep_ not in ("dobj", "obj", "pobj", "prep", "conj", "nsubjpass", "attr", "compound"):
            return False
        above = above.head
        if above.i in verbs:
            return True
        if above.pos_ == "VERB" and above.lemma_.lower() not in lexicon.word_class("light-verb"):
            return False
    return False
