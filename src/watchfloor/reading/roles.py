"""Who fills the roles of an event: actors, recipients and the place, from the slots of its frame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from watchfloor.reading.arguments import Filler, Paragraph, fillers, words_of
from watchfloor.reading.frames import Frame, after, verb_frame
from watchfloor.reading.lexicon import Pattern, word_class
from watchfloor.terms import Entity

if TYPE_CHECKING:
    from spacy.tokens import Token

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
#: Categories that reach whoever is where it happened: `strikes in Syria`, `sent rice to a camp in Chad`.
_WHERE_IS_WHOM = frozenset({"ASSAULT", "COERCE", "AID"})
#: Categories that act on whoever is the object, whatever else the pattern names.
ACTS_ON = frozenset(
    {"ACCUSE", "ASSAULT", "COERCE", "CONCEDE", "REJECT", "RETREAT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN"}
)
#: Categories of acts that are done by governments and courts where they sit.
_DONE_AT_HOME = frozenset({"SUPPORT", "CONCEDE", "AID", "REJECT", "ACCUSE"})


def parties(par: Paragraph, frame: Frame, pattern: Pattern) -> tuple[tuple[Filler, ...], tuple[Filler, ...]]:
    """Return who acts and whom it reaches; both empty where the sentence names nobody."""
    actors = _actors(par, frame) or _far_agents(par, frame) or _announcers(par, frame) or _hosts(par, frame, pattern)
    seeker = _Seeker(par, pattern, {f.token for f in actors}, {f.entity.label for f in actors})
    recipients = seeker.asked(frame) or seeker.recipients(frame)
    if not recipients and frame.complement is not None and frame.complement.pos_ == "VERB":
        recipients = seeker.recipients(verb_frame(frame.complement))
    if actors and not recipients:
        recipients = seeker.things(frame)
    if pattern.category == "MOBILIZE" and not actors:
        found = (f for token in frame.objects for f in fillers(par, token, unnamed=True))
        actors = tuple(f for f in found if f.how == "direct" or people(par, f))
        recipients = tuple(f for f in recipients if f not in actors)
    if recipients and not actors and frame.pos == "v":
        actors = _words_of_subjects(par, frame)
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
            if filler.how != "unnamed" or people(par, filler):
                found.setdefault(filler.entity.label, filler)
        if found and frame.pos == "n":
            break
    return tuple(found.values())


def _far_agents(par: Paragraph, frame: Frame) -> tuple[Filler, ...]:
    """Return who did it where a phrase stands between: `were indicted for genocide by the tribunal`."""
    if frame.pos != "v" or frame.subjects or not frame.objects:
        return ()
    after_it = (
        t for t in frame.head.subtree if t.lower_ == "by" and t.i > frame.head.i and t.dep_ in ("prep", "agent")
    )
    named = (t for by in after_it for t in by.children if t.dep_ == "pobj")
    found = (f for token in named for f in fillers(par, token, unnamed=True))
    return tuple(f for f in found if f.how != "unnamed" or people(par, f))


def _hosts(par: Paragraph, frame: Frame, pattern: Pattern) -> tuple[Filler, ...]:
    """Return where a passive act was done that only who governs there can do: `was welcomed in Warsaw`."""
    if frame.pos != "v" or frame.subjects or not frame.objects or pattern.category not in _DONE_AT_HOME:
        return ()
    found = (f for token in (*frame.slot("prep.in"), *frame.slot("prep.at")) for f in fillers(par, token))
    return tuple(f for f in found if f.how == "direct" and f.mention is not None and f.mention.place)


def _words_of_subjects(par: Paragraph, frame: Frame) -> tuple[Filler, ...]:
    """Return the subjects as their words where they name nobody: `we`, `he`, `the trucks`."""
    known = word_class("people") | word_class("target") | word_class("force")
    mine = [t for t in frame.subjects if (t.tag_ == "PRP" and t.lower_ != "it") or t.lemma_.lower() in known]
    return tuple(words_of(token) for token in mine)


def _announcers(par: Paragraph, frame: Frame) -> tuple[Filler, ...]:
    """Return who announces what is done in the passive, named by nobody else: `X announced that … would be lifted`."""
    verb = frame.head
    above = verb.head
    if frame.pos != "v" or frame.subjects or verb.dep_ != "ccomp" or above.lemma_.lower() not in word_class("announce"):
        return ()
    return _actors(par, verb_frame(above))


@dataclass(frozen=True, slots=True)
class _Seeker:
    """Seeks whom an act reaches; taken, actors: the tokens and labels of those who act."""

    par: Paragraph
    pattern: Pattern
    taken: set[int]
    actors: set[str]

    def recipients(self, frame: Frame) -> tuple[Filler, ...]:
        """Return whom the act reaches: the first role in order that names somebody other than the actor."""
        fallback: tuple[Filler, ...] = ()
        below = [part for thing in frame.objects for part in (thing, *after(thing, "of"))]
        hanging = {child.lower_ for part in below for child in part.children}
        for role in self._order():
            direct = role in ("obj", "dative")
            tokens = {"obj": frame.objects, "dative": frame.datives}.get(role) or frame.slot(f"prep.{role}")
            found = self._fitting(tokens, unnamed=role != "obj" or not self.pattern.thing)
            named = tuple(f for f in found if f.how != "unnamed")
            known = tuple(f for f in found if people(self.par, f))
            if named or (known and direct and self.pattern.category in ACTS_ON):
                return named or known
            if direct or self.actors:
                fallback = fallback or known
            if role in hanging:
                inner = self._fitting((t for part in below for t in after(part, role)), unnamed=True)
                named = tuple(f for f in inner if f.how != "unnamed")
                if named:
                    return named
                if self.actors:
                    fallback = fallback or tuple(f for f in inner if people(self.par, f))
        return fallback or (self._makers(frame) if self.actors else ())

    def asked(self, frame: Frame) -> tuple[Filler, ...]:
        """Return who shall do what a request tells of: `demanded that the rebels withdraw`."""
        below = frame.complement
        if self.pattern.category != "REQUEST" or frame.objects or frame.datives or below is None:
            return ()
        doers = (t for child in below.children if child.dep_ == "nsubj" for t in verb_frame(below).subjects)
        found = self._fitting(doers, unnamed=True)
        return tuple(f for f in found if f.how != "unnamed" or people(self.par, f))

    def _makers(self, frame: Frame) -> tuple[Filler, ...]:
        """Return who made the object: `rejected a plan that Kenya proposed`, `a plan drawn up by Kenya`."""
        clauses = [c for thing in frame.objects for c in thing.children if c.dep_ in ("relcl", "acl")]
        makers = [t for clause in clauses for t in verb_frame(clause).subjects if t not in frame.objects]
        return tuple(f for f in self._fitting(makers, unnamed=False) if f.how != "unnamed")

    def _order(self) -> Iterable[str]:
        """Return where to seek: as the pattern says, then, where somebody acts, everywhere."""
        default = THING_ROLES if self.pattern.thing else ROLES
        if self.pattern.roles and not self.actors:
            return self.pattern.roles
        return dict.fromkeys((*self.pattern.roles, *default))

    def things(self, frame: Frame) -> tuple[Filler, ...]:
        """Return the objects as their words, where something nobody names is acted upon: `burned the hamlets`."""
        if frame.pos != "v" or self.pattern.category in _MUTUAL:
            return ()
        reached = word_class("target")
        if self.pattern.category in ACTS_ON:
            reached = reached | word_class("people")
        owners = (c for thing in frame.objects for c in thing.children if c.dep_ == "poss")
        objects = (t for t in (*frame.objects, *owners) if t.i not in self.taken and t.lemma_.lower() in reached)
        found = (words_of(thing) for thing in objects)
        return tuple(thing for thing in found if not thing.entity.name.startswith(("its ", "their ", "his ", "her ")))

    def _fitting(self, tokens: Iterable[Token], *, unnamed: bool) -> tuple[Filler, ...]:
        found: dict[str, Filler] = {}
        for token in tokens:
            all_of_it = fillers(self.par, token, unnamed=unnamed)
            kept = [filler for filler in all_of_it if self._fits(filler)]
            if unnamed and all_of_it and not kept and token.pos_ == "NOUN" and not _own(all_of_it[0], self.actors):
                kept = [words_of(token)]  # `its western neighbour`
            found |= {filler.entity.label: filler for filler in kept}
        return tuple(found.values())

    def _fits(self, filler: Filler) -> bool:
        known = filler.token in self.taken or filler.entity.label in self.actors
        return not (known or self._venue(filler) or _own(filler, self.actors))

    def _venue(self, filler: Filler) -> bool:
        """Tell whether a place is only where it happened: `talks in Riga`, unlike `an embassy in Riga`."""
        there = filler.mention is not None and filler.mention.place
        reached = self.pattern.mode == "visit" or self.pattern.category in _WHERE_IS_WHOM
        sought = self.pattern.roles and (filler.how == "direct" or self.pattern.category != "MOBILIZE")
        told = self.pattern.category in ("ACCUSE", "SUPPORT") and filler.how == "inside"
        seat = self.pattern.category == "AGREE" and filler.mention is not None and filler.mention.how == "capital"
        return there and not (reached or sought or told or seat)


def _own(filler: Filler, actors: set[str]) -> bool:
    """Tell whether a phrase is an organ of who acts, which is sent or recalled, not reached: `recalled its envoy`."""
    whole, _, sector = (filler.entity.key or "").rpartition("-")
    owners = {label.rpartition("-")[0] or label for label in actors}
    return filler.how == "pronoun" and sector in ("GOV", "MIL", "COP") and whole in owners


def people(par: Paragraph, filler: Filler) -> bool:
    """Tell whether an unnamed phrase speaks of people, who may act or be acted upon."""
    token = par.doc[filler.token]
    return token.lemma_.lower() in word_class("people") or token.ent_type_ in ("PERSON", "NORP")


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
