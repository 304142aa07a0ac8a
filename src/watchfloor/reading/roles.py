"""Who fills the roles of an event: actors, recipients and the place, from the slots of its frame."""

from __future__ import annotations

from dataclasses import replace

from watchfloor.reading import lexicon
from watchfloor.reading.arguments import Filler, Paragraph, fillers, words_of
from watchfloor.reading.frames import Frame, after, verb_frame
from watchfloor.reading.lexicon import Pattern
from watchfloor.terms import Entity

#: Where a recipient is sought when the pattern does not say.
ROLES = (
    "obj",
    "dative",
    "with",
    "against",
    "on",
    "upon",
    "toward",
    "towards",
    "to",
    "for",
    "from",
    "of",
    "in",
    "over",
    "at",
)
#: The same where the object is a thing: `lifted the tariff on …`, `signed a deal with …`.
THING_ROLES = (*ROLES[1:], "by", "between", "obj")
#: Categories whose parties act together, so that nobody is acted upon (guide, section 3).
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})


def parties(par: Paragraph, frame: Frame, pattern: Pattern) -> tuple[tuple[Filler, ...], tuple[Filler, ...]]:
    """Return who acts and whom it reaches; both empty where the sentence names nobody."""
    actors = _actors(par, frame)
    taken = {filler.token for filler in actors}
    names = {filler.entity.label for filler in actors}
    recipients = _recipients(par, frame, pattern, taken, names)
    if not recipients and frame.complement is not None and frame.complement.pos_ == "VERB":
        recipients = _recipients(par, verb_frame(frame.complement), pattern, taken, names)
    if pattern.reversed:
        actors, recipients = recipients, actors
    return _shared(frame, pattern, actors, recipients)


def _actors(par: Paragraph, frame: Frame) -> tuple[Filler, ...]:
    """Return who acts: the subjects that name somebody or speak of people."""
    found: dict[str, Filler] = {}
    for token in frame.subjects:
        if frame.pos == "n" and token.dep_ in ("amod", "compound", "nmod") and token.i not in par.at:
            continue
        for filler in fillers(par, token, unnamed=frame.pos == "v"):
            if filler.mention is not None and filler.mention.place and frame.pos == "v" and filler.how == "inside":
                filler = replace(words_of(token), how="inside")
            if filler.how != "unnamed" or _people(par, filler):
                found.setdefault(filler.entity.label, filler)
        if found and frame.pos == "n":
            break
    return tuple(found.values())


def _recipients(
    par: Paragraph, frame: Frame, pattern: Pattern, taken: set[int], actors: set[str]
) -> tuple[Filler, ...]:
    """Return whom the act reaches: the first role in order that names somebody other than the actor."""
    fallback: tuple[Filler, ...] = ()
    for role in pattern.roles or (THING_ROLES if pattern.thing else ROLES):
        tokens = frame.objects if role == "obj" else frame.datives if role == "dative" else frame.slot(f"prep.{role}")
        found = {
            filler.entity.label: filler
            for token in tokens
            for filler in fillers(par, token, unnamed=role in ("obj", "dative") and not pattern.thing)
            if filler.token not in taken and filler.entity.label not in actors and not _venue(pattern, filler)
        }
        named = tuple(f for f in found.values() if f.how != "unnamed")
        if named:
            return named
        fallback = fallback or tuple(f for f in found.values() if _people(par, f))
        inner = _object_preps(par, frame, role, taken, actors)
        if inner:
            return inner
    return fallback


def _object_preps(par: Paragraph, frame: Frame, role: str, taken: set[int], actors: set[str]) -> tuple[Filler, ...]:
    """Return who stands after a preposition of the object: `imposed sanctions on X`, parsed either way."""
    if role in ("obj", "dative"):
        return ()
    tokens = (token for thing in frame.objects for token in after(thing, role))
    found = {f.entity.label: f for token in tokens for f in fillers(par, token) if f.token not in taken}
    return tuple(filler for label, filler in found.items() if label not in actors)


def _venue(pattern: Pattern, filler: Filler) -> bool:
    """Tell whether a place is only where the parties met: `talks in Riga`."""
    there = filler.mention is not None and filler.mention.place
    return there and pattern.category == "CONSULT" and pattern.mode != "visit"


def _people(par: Paragraph, filler: Filler) -> bool:
    """Tell whether an unnamed phrase speaks of people, who may act or be acted upon."""
    token = par.doc[filler.token]
    return token.lemma_.lower() in lexicon.word_class("people") or token.ent_type_ in ("PERSON", "NORP")


def _shared(
    frame: Frame, pattern: Pattern, actors: tuple[Filler, ...], recipients: tuple[Filler, ...]
) -> tuple[tuple[Filler, ...], tuple[Filler, ...]]:
    """Make all parties of a meeting or agreement actors, unless one side visits the other."""
    joint = (
        pattern.category in _MUTUAL
        and pattern.mode != "visit"
        and not frame.lemma.startswith(("visit", "join", "acced"))
    )
    if not joint or (pattern.category == "COOPERATE" and "with" not in {p for p, _ in frame.preps}):
        return actors, recipients
    if frame.pos == "n" or pattern.category == "CONSULT" or not actors:
        return (*actors, *recipients), ()
    return actors, recipients


def place(par: Paragraph, frame: Frame) -> Entity | None:
    """Return where it happened: a place after `in`, `at` or `near` that hangs on the predicate or an argument."""
    for owner in (frame.head, *frame.objects, *frame.subjects):
        for prep in owner.children:
            if prep.dep_ == "prep" and prep.lower_ in ("in", "at", "near", "outside"):
                for token in prep.children:
                    mention = par.at.get(token.i)
                    if mention is not None and mention.place:
                        return mention.entity
    return None
