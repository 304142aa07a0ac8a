"""What stands between one actor and another: membership, alliance, office, dispute, recognition, bases, trade, debt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from watchfloor.reading import lexicon
from watchfloor.reading.arguments import REACH, Paragraph, fillers, words_of
from watchfloor.reading.frames import Frame, after, verb_frame
from watchfloor.reading.lexicon import word_class
from watchfloor.reading.memory import Mention
from watchfloor.terms import Entity, State

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Found = tuple["Token", State, str]
#: Relations that two subjects have to one another: `X and Y are allies`.
_MUTUAL = (
    "ally-of",
    "partner-of",
    "rival-of",
    "neighbour-of",
    "at-war-with",
    "in-dispute-with",
    "relations-with",
    "treaty-with",
)
_NAMES = ("compound", "amod", "poss", "nmod")
#: Relations to a body: the one last named, where the words name none.
_TO_BODIES = ("member-of", "chair-of")


def find_states(par: Paragraph, sentence: Span) -> Iterator[Found]:
    """Yield (head, state, rule) for the standing relations a sentence states."""
    for token in sentence:
        lemma = token.lemma_.lower()
        if token.dep_ == "attr" and token.i in par.at:
            yield from _in_office(par, token, par.at[token.i])
        elif token.pos_ == "NOUN" and lemma in _relations("n"):
            yield from _named(par, token, _relations("n")[lemma])
        elif token.pos_ == "ADJ" and token.dep_ == "acomp":
            yield from _by_adjective(par, token)
        if token.pos_ in ("VERB", "AUX"):
            yield from _by_verb(par, token)


def _relations(pos: str) -> Mapping[str, str]:
    return lexicon.words("states.tsv", "relation", pos)


def _by_verb(par: Paragraph, verb: Token) -> Iterator[Found]:
    """Yield what `X sells gas to Y`, `X has a base in Y`, `Y is occupied by X` and `X is allied with Y` say."""
    passive = any(c.dep_ == "auxpass" and c.lower_ in ("is", "are", "been", "remain", "remains") for c in verb.children)
    frame = verb_frame(verb)
    if verb.tag_ == "VBN" and (passive or verb.dep_ in ("acl", "acomp", "ROOT", "conj", "relcl")):
        for key, relation in _keys(frame, "s"):
            whom = _entities(par, frame.objects or frame.subjects)
            yield from _relate(par, verb, whom, _entities(par, frame.slot(key)), relation)
    if not (_stands(verb) or passive):
        return
    for key, relation in _keys(frame, "v"):
        yield from _told(par, frame, key, relation)
    for thing in _things(frame):
        yield from _by_object(par, frame, thing)
    if frame.lemma in _relations("c") and frame.attributes:
        who, whom = _direct(par, frame.subjects), _direct(par, frame.objects)
        yield from _relate(par, verb, who, whom, _relations("c")[frame.lemma])


def _stands(verb: Token) -> bool:
    """Tell whether a verb tells what is so: its present, or its perfect up to now."""
    since = verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ in ("has", "have") for c in verb.children)
    continued = any(t.lower_ in ("since", "for", "long", "always") for t in verb.subtree)
    denied = verb.tag_ == "VB" and any(c.dep_ == "aux" and c.lower_ in ("does", "do") for c in verb.children)
    return verb.tag_ in ("VBZ", "VBP") or (since and continued) or denied


def _keys(frame: Frame, pos: str) -> Iterator[tuple[str, str]]:
    """Yield the slots of a frame that the table has for its verb, each with its relation."""
    slots = {"obj", "dative", *(prep for prep, _ in frame.preps)}
    for slot in sorted(slots):
        relation = _relations(pos).get(f"{frame.lemma}+{slot}")
        if relation is not None:
            yield slot if slot in ("obj", "dative") else f"prep.{slot}", relation


def _things(frame: Frame) -> tuple[Token, ...]:
    """Return the objects of a verb; of `be` what it is at, in or under: at war, in dispute."""
    return tuple(t for _, t in frame.preps) if frame.lemma == "be" else frame.objects


def _told(par: Paragraph, frame: Frame, key: str, relation: str) -> Iterator[Found]:
    """Yield what `X sells gas to Y`, `X owes Y a loan` and `X is in the union` say; people come from anywhere."""
    others = frame.slot(key)
    if frame.lemma in ("be", "sit"):
        others = tuple(t for t in others if t.i in par.at and _is_body(par, par.at[t.i]))
    subjects = tuple(t for t in frame.subjects if t.lemma_.lower() not in word_class("people"))
    loose = relation == "recognises" or (key != "obj" and relation != "dependent-on")
    named = _entities if loose else _direct
    yield from _relate(par, frame.head, named(par, subjects), named(par, others), _denying(frame.head, relation))


def _by_object(par: Paragraph, frame: Frame, thing: Token) -> Iterator[Found]:
    """Yield what `X has a base in Y`, `X hosts Y's troops` and `X holds the chair of Y` say."""
    start = f"{frame.lemma}+{thing.lemma_.lower()}+"
    for key, relation in _relations("o").items():
        if not key.startswith(start):
            continue
        prep = key.removeprefix(start)
        told = [c for c in thing.children if c.dep_ in _NAMES] if prep == "its" else list(after(thing, prep))
        told += () if prep == "its" else frame.slot(f"prep.{prep}")
        others = _entities(par, told)
        if not others and relation in _TO_BODIES:
            others = _latest_body(par, thing)
        none = any(c.dep_ == "det" and c.lower_ == "no" for c in thing.children)
        name = _denying(frame.head, relation, none=none)
        mutual = not others and len(frame.subjects) == 2 and relation in _MUTUAL
        one = _entities(par, frame.subjects[:1] if mutual else frame.subjects)
        found = tuple(_relate(par, frame.head, one, _entities(par, frame.subjects[1:]) if mutual else others, name))
        yield from found
        if found:
            return


def _by_adjective(par: Paragraph, adjective: Token) -> Iterator[Found]:
    """Yield what `X is dependent on Y` says."""
    verb = adjective.head
    for prep in ("on", "upon"):
        relation = _relations("a").get(f"{adjective.lemma_.lower()}+{prep}")
        if relation is not None and _stands(verb):
            others = _entities(par, after(adjective, prep))
            subjects = _direct(par, verb_frame(verb).subjects)
            yield from _relate(par, adjective, subjects, others, _denying(verb, relation))


def _is_body(par: Paragraph, mention: Mention) -> bool:
    return mention.entity.key is not None and par.world.kind(mention.entity.key) == "body"


def _latest_body(par: Paragraph, before: Token) -> list[Entity]:
    """Return the body last named: that of `Chile is the other member`."""
    named = [*par.before[-REACH:], *(m for m in par.mentions if m.end <= before.i)]
    return [m.entity for m in named if _is_body(par, m)][-1:]


def _entities(par: Paragraph, tokens: Iterable[Token]) -> list[Entity]:
    return [f.entity for t in tokens for f in fillers(par, t)]


def _direct(par: Paragraph, tokens: Iterable[Token]) -> list[Entity]:
    """Return whom phrases name themselves, not inside: Peru, but not the ally of Peru."""
    return [f.entity for t in tokens for f in fillers(par, t) if f.how != "inside"]


def _denied(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)


def _denying(verb: Token, relation: str, *, none: bool = False) -> str:
    """Name a relation that is said not to stand: not-recognises."""
    if not (none or _denied(verb)):
        return relation
    return f"<not-{relation[1:]}" if relation.startswith("<") else f"not-{relation}"


def _named(par: Paragraph, noun: Token, relation: str) -> Iterator[Found]:
    """Yield what `X is a member of Y`, `X, a member of Y`, `X is a Y member` and `X and Y are allies` say."""
    if any(c.lower_ in word_class("no-longer") for c in noun.children if c.dep_ in ("amod", "advmod", "compound")):
        return
    told = [t for prep in ("of", "for", "to", "in") for t in after(noun, prep)]
    other = _entities(par, [*told, *(c for c in noun.children if c.dep_ in _NAMES)])[:1]
    if not other and relation == "member-of" and noun.lemma_ == "member":
        other = _latest_body(par, noun)
    if noun.dep_ == "appos":
        yield from _relate(par, noun, _entities(par, (noun.head,)), other, relation)
    elif noun.dep_ in ("attr", "conj") and noun.head.pos_ in ("AUX", "VERB", "NOUN"):
        verb = noun.head if noun.dep_ == "attr" else noun.head.head
        stands = verb.lemma_ in ("be", "remain") or (verb.lemma_ == "become" and verb.tag_ == "VBN")
        if stands and not _denied(verb) and not any(c.lower_ in ("neither", "no") for c in noun.children):
            subjects = verb_frame(verb).subjects
            mutual = not other and noun.tag_ == "NNS" and relation in _MUTUAL
            one, two = (subjects[:1], _entities(par, subjects[1:])) if mutual else (subjects, other)
            who = _entities(par, one)
            if not who and two and two[0].key is not None and verb.tag_ in ("VBZ", "VBP"):
                who = [words_of(t).entity for t in one if t.pos_ in ("NOUN", "PROPN")]  # `The island is part of Chile`
            yield from _relate(par, noun, who, two, relation)


def _in_office(par: Paragraph, title: Token, mention: Mention) -> Iterator[Found]:
    """Yield what `X is the president of Y` says; `X, the president of Y,` only names X."""
    key = mention.entity.key
    if mention.office is None or key is None or not _stands(title.head) or _denied(title.head):
        return
    of = par.world.parents(key)[0] if par.world.kind(key) == "organ" else key
    for subject in _direct(par, verb_frame(title.head).subjects):
        if subject.key not in (key, of):
            held = State(subject=subject, relation="office-in", object=Entity(key=of, name=par.world.name(of)))
            yield title, held, "state office-in"


def _between_states(par: Paragraph, subject: Entity, other: Entity) -> bool:
    return all(one.key is not None and par.world.kind(one.key) == "territory" for one in (subject, other))


def _relate(
    par: Paragraph, head: Token, subjects: list[Entity], others: list[Entity], relation: str
) -> Iterator[Found]:
    """Yield the relation of each subject to the first of the others; `<` before its name turns it round."""
    turned, name = relation.startswith("<"), relation.removeprefix("<")
    for subject in subjects:
        for other in others[:1]:
            if name == "dependent-on" and not _between_states(par, subject, other):
                continue  # what a process depends on is a requirement
            if other.label != subject.label:
                one, two = (other, subject) if turned else (subject, other)
                yield head, State(subject=one, relation=name, object=two), f"state {name}"
