"""Who does what to whom in a sentence: predicate frames over a dependency parse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_SUBJECTS = ("nsubj", "csubj")
_CLAUSAL = ("xcomp", "ccomp", "advcl", "acl", "relcl", "pcomp")
#: Verbs whose object does what the clause below says: `urged Serbia to join`.
OBJECT_CONTROL = frozenset(
    "urge ask tell order persuade convince force compel allow enable permit help let make cause encourage invite"
    " instruct pressure require want expect warn advise beg push lead get oblige call".split()
)
#: Verbs that carry an event noun and lend it their subject: `held talks with`, `paid a visit to`.
LIGHT_VERBS = frozenset(
    "hold have make pay conduct take give launch begin start open resume continue stage carry mount lead sign reach"
    " undertake see face suffer wage conclude enter attend host".split()
)
_QUANTITY = frozenset(
    "series number round package set group range wave million billion thousand hundred dozen lot kind form type part"
    " majority most some all bulk ton tonne shipment consignment batch piece state act number spate string".split()
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate and the heads of its arguments, passive voice undone."""

    head: Token
    lemma: str  #: with its particle: pull+out
    pos: str  #: v, n or a
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    datives: tuple[Token, ...]
    preps: tuple[tuple[str, Token], ...]
    complement: Token | None  #: head of the clause below
    attributes: tuple[Token, ...]  #: what a copula or `declare` says of its subject or object

    def slot(self, name: str) -> tuple[Token, ...]:
        """Return the tokens that fill a slot of the lexicon: obj, subj, dative, comp, attr, acomp, prep.X."""
        if name.startswith("prep."):
            return tuple(token for prep, token in self.preps if prep == name[5:])
        if name in ("comp", "attr", "acomp"):
            return (self.complement,) * (self.complement is not None) if name == "comp" else self.attributes
        if name == "obj":
            return self.objects
        if name == "dative":
            return self.datives
        return self.subjects


def frames(sentence: Span) -> Iterator[Frame]:
    """Yield a frame for every verb and noun of a sentence that could report something."""
    for token in sentence:
        if token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ in ("ROOT", "ccomp", "conj", "relcl", "advcl")):
            yield verb_frame(token)
        elif token.pos_ == "NOUN":
            yield noun_frame(token)
        elif token.pos_ == "ADJ" and token.dep_ in ("acomp", "conj") and any(c.dep_ == "xcomp" for c in token.children):
            yield adjective_frame(token)
        elif token.pos_ == "ADJ" and token.dep_ == "amod" and token.tag_ in ("VBN", "VBD"):
            yield verb_frame(token)


def lemma_of(verb: Token) -> str:
    """Return the lemma of a verb with its particle, if it has one."""
    for child in verb.children:
        if child.dep_ == "prt":
            return f"{verb.lemma_.lower()}+{child.lower_}"
    return verb.lemma_.lower()


def verb_frame(verb: Token) -> Frame:
    """Return the frame of a verb."""
    subjects, objects, datives, attributes = [], [], [], []
    preps: list[tuple[str, Token]] = []
    complement = None
    passive = any(child.dep_ in ("nsubjpass", "auxpass", "csubjpass") for child in verb.children)
    reduced = verb.dep_ == "acl" and verb.tag_ == "VBN"
    for child in verb.children:
        dep = child.dep_
        if dep in _SUBJECTS:
            subjects += _group(_antecedent(child, verb))
        elif dep == "nsubjpass":
            objects += _group(_antecedent(child, verb))
        elif dep == "agent":
            subjects += [t for p in child.children if p.dep_ in ("pobj", "pcomp") for t in _group(p)]
        elif dep in ("dobj", "obj"):
            objects += _group(_antecedent(child, verb))
        elif dep == "dative":
            datives += [t for p in child.children if p.dep_ == "pobj" for t in _group(p)] or _group(child)
        elif dep in ("prep", "prt", "advmod") and child.pos_ in ("ADP", "SCONJ"):
            preps += _prep_pairs(child)
        elif dep in ("xcomp", "ccomp"):
            complement = complement or child
        elif dep in ("attr", "acomp", "oprd"):
            attributes += _group(child)
    if reduced:
        objects += [verb.head]
    if not subjects:
        inherited = () if passive or reduced else _inherited_subject(verb)
        subjects += list(inherited)
    if passive and not objects:
        objects += list(_inherited_subject(verb))
    if verb.dep_ == "relcl" and not objects and not passive and subjects and verb.head not in subjects:
        objects += [verb.head]
    return Frame(
        verb, lemma_of(verb), "v", tuple(subjects), tuple(objects), tuple(datives), tuple(preps), complement,
        tuple(attributes),
    )  # fmt: skip


def adjective_frame(adjective: Token) -> Frame:
    """Return the frame of `is ready to …`: who is, and the clause below."""
    subjects = _own_subject(adjective.head) or _inherited_subject(adjective.head)
    complement = next(c for c in adjective.children if c.dep_ == "xcomp")
    return Frame(adjective, adjective.lemma_.lower(), "a", subjects, (), (), (), complement, ())


def noun_frame(noun: Token) -> Frame:
    """Return the frame of an event noun: possessor and `by` act, other prepositions tell of whom."""
    subjects, objects = [], []
    preps: list[tuple[str, Token]] = []
    for child in noun.children:
        if child.dep_ == "poss":
            subjects += _group(child)
        elif child.dep_ in ("amod", "compound", "nmod"):
            subjects.append(child)
        elif child.dep_ in ("prep", "agent"):
            pairs = _prep_pairs(child)
            subjects = [t for p, t in pairs if p == "by"] + subjects
            preps += [pair for pair in pairs if pair[0] != "by"]
    carrier = noun.head
    if noun.dep_ in ("dobj", "obj", "attr") and carrier.lemma_.lower() in LIGHT_VERBS:
        lender = verb_frame(carrier)
        subjects = [t for t in lender.subjects] + subjects
        preps += [pair for pair in lender.preps if pair not in preps]
    elif noun.dep_ == "nsubjpass" and carrier.lemma_.lower() in LIGHT_VERBS:
        lender = verb_frame(carrier)
        subjects = [t for t in lender.subjects] + subjects
        preps += [pair for pair in lender.preps if pair not in preps]
    return Frame(noun, noun.lemma_.lower(), "n", tuple(subjects), tuple(objects), (), tuple(preps), None, ())


def _prep_pairs(prep: Token) -> list[tuple[str, Token]]:
    pairs = []
    for child in prep.children:
        if child.dep_ in ("pobj", "pcomp"):
            pairs += [(prep.lower_, token) for token in _group(child)]
        elif child.dep_ == "prep":
            pairs += _prep_pairs(child)
    return pairs


def _group(token: Token) -> list[Token]:
    """Return a phrase's head and the heads joined to it; a quantity gives way to what it counts."""
    if token.lemma_.lower() in _QUANTITY or token.pos_ == "NUM":
        counted = [t for p in token.children if p.dep_ == "prep" and p.lower_ == "of" for t in p.children if t.dep_ == "pobj"]
        if counted:
            return _group(counted[0])
    return [token, *(t for child in token.children if child.dep_ == "conj" for t in _group(child))]


def _antecedent(token: Token, verb: Token) -> Token:
    """Return what a relative pronoun stands for."""
    if token.tag_ in ("WDT", "WP") or (token.lower_ == "that" and token.pos_ == "PRON"):
        clause = verb
        while clause.dep_ not in ("relcl", "acl") and clause.dep_ in ("conj", "xcomp", "ccomp"):
            clause = clause.head
        if clause.dep_ in ("relcl", "acl"):
            return clause.head
    return token


def _inherited_subject(verb: Token) -> tuple[Token, ...]:
    """Return the subject that a clause without one borrows from the clause above."""
    above, dep = verb.head, verb.dep_
    if dep == "conj" and above.pos_ in ("VERB", "AUX"):
        return _own_subject(above) or (() if above.dep_ == "ROOT" else _inherited_subject(above))
    if dep in ("xcomp", "ccomp", "advcl", "pcomp") and above.pos_ in ("VERB", "AUX", "ADJ"):
        if dep in ("xcomp", "ccomp") and above.lemma_.lower() in OBJECT_CONTROL:
            controlled = [t for c in above.children if c.dep_ in ("dobj", "obj", "dative", "nsubjpass") for t in _group(c)]
            called = [t for c in above.children if c.dep_ == "prep" and c.lower_ in ("on", "upon", "for") for p in c.children if p.dep_ == "pobj" for t in _group(p)]
            if controlled or called:
                return tuple(controlled or called)
        if above.pos_ == "ADJ" and above.dep_ in ("acomp", "conj", "oprd"):
            above = above.head
        return _own_subject(above) or (() if above == verb else _inherited_subject(above))
    if dep == "pcomp" and above.dep_ == "prep":
        return _subject_above(above)
    if dep in ("acl", "relcl") and above.pos_ in ("NOUN", "PROPN"):
        return _owner(above, verb)
    return ()


def _own_subject(verb: Token) -> tuple[Token, ...]:
    for child in verb.children:
        if child.dep_ in (*_SUBJECTS, "nsubjpass"):
            return tuple(_group(_antecedent(child, verb)))
    return ()


def _subject_above(token: Token) -> tuple[Token, ...]:
    """Return the subject of the nearest clause above a phrase."""
    for above in token.ancestors:
        if above.pos_ in ("VERB", "AUX"):
            return _own_subject(above) or _inherited_subject(above)
    return ()


def _owner(noun: Token, verb: Token) -> tuple[Token, ...]:
    """Return who acts in `Kosovo's bid to join`: the possessor, else the subject of the noun's verb."""
    if verb.tag_ == "VBG" and verb.dep_ == "acl":
        made = noun.dep_ in ("dobj", "obj") and noun.pos_ == "NOUN"
        return (_own_subject(noun.head) or (noun,)) if made else (noun,)
    named = [c for c in noun.children if c.dep_ in ("poss", "compound", "amod") and (c.dep_ == "poss" or c.text[:1].isupper())]
    owners = [t for c in named for t in _group(c)]
    if owners:
        return tuple(owners)
    by = [t for c in noun.children if c.dep_ in ("prep", "agent") and c.lower_ in ("by", "of") for p in c.children if p.dep_ == "pobj" for t in _group(p)]
    if by:
        return tuple(by)
    if noun.head.pos_ in ("VERB", "AUX") and noun.dep_ in ("dobj", "obj", "attr", "pobj", "nsubj"):
        return _own_subject(noun.head) or _inherited_subject(noun.head)
    if noun.dep_ == "pobj" and noun.head.head.pos_ in ("VERB", "AUX"):
        return _own_subject(noun.head.head) or _inherited_subject(noun.head.head)
    return ()


def governors(token: Token) -> Iterator[tuple[Token, Token]]:
    """Yield (governor, the token below it) from an event upwards to the sentence's root."""
    below = token
    while below.head != below:
        above = below.head
        yield above, below
        below = above
