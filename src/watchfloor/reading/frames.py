"""Who does what to whom in a sentence: predicate frames over a dependency parse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchfloor.reading.lexicon import word_class

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_SUBJECTS = ("nsubj", "csubj")
_OBJECTS = ("dobj", "obj")
#: Which slot of a verb's frame a dependency fills.
_SLOTS = {
    "nsubj": "subject", "csubj": "subject", "agent": "subject", "dobj": "object", "obj": "object",
    "nsubjpass": "object", "dative": "dative", "xcomp": "clause", "ccomp": "clause", "attr": "attribute",
    "acomp": "attribute", "oprd": "attribute",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A predicate and the heads of its arguments, passive voice undone."""

    head: Token
    lemma: str  #: with its particle: pull+out
    pos: str  #: v, n or a; c for an event noun with a clause of its own or with both its parties
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...] = ()
    datives: tuple[Token, ...] = ()
    preps: tuple[tuple[str, Token], ...] = ()
    complement: Token | None = None  #: head of the clause below
    attributes: tuple[Token, ...] = ()  #: what a copula or `declare` says of its subject or object

    def slot(self, name: str) -> tuple[Token, ...]:
        """Return the tokens that fill a slot of the lexicon: obj, subj, dative, comp, attr, acomp, prep.X."""
        if name.startswith("prep."):
            return tuple(token for prep, token in self.preps if prep == name[5:])
        if name == "comp":
            return () if self.complement is None else (self.complement,)
        if name in ("attr", "acomp"):
            return self.attributes
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
    found: dict[str, list[Token]] = {"subject": [], "object": [], "dative": [], "clause": [], "attribute": []}
    preps: list[tuple[str, Token]] = []
    for child in verb.children:
        if child.dep_ in ("prep", "prt", "advmod") and child.pos_ in ("ADP", "SCONJ"):
            preps += _prep_pairs(child)
        elif child.dep_ == "dative" and child.pos_ == "ADP":  # `paid tribute to` is parsed either way
            preps += _prep_pairs(child)
            found["dative"] += _heads(child, verb)
        elif child.dep_ == "advmod":  # `away from`, `back to`
            preps += [pair for prep in child.children if prep.dep_ == "prep" for pair in _prep_pairs(prep)]
        elif child.dep_ in _SLOTS:
            found[_SLOTS[child.dep_]] += _heads(child, verb)
        elif child.dep_ == "npadvmod" and child.ent_type_ == "GPE" and child.i == verb.i + 1:
            found["object"] += _group(child)
    subjects, objects = found["subject"], found["object"]
    if not objects and verb.lemma_.lower() in word_class("object-control"):
        objects += [t for clause in found["clause"] if clause.tag_ == "VB" for t in _own_subject(clause)]
    passive = any(child.dep_ in ("nsubjpass", "auxpass", "csubjpass") for child in verb.children)
    reduced = verb.dep_ == "acl" and verb.tag_ == "VBN"
    if reduced:
        objects.append(verb.head)
    if not subjects and not passive and not reduced:
        subjects += _swallowed(verb) or _inherited_subject(verb)
    if passive and not objects:
        objects += _inherited_subject(verb)
    if verb.dep_ == "relcl" and not objects and not passive and subjects and verb.head not in subjects:
        objects.append(verb.head)
    return Frame(
        head=verb,
        lemma=lemma_of(verb),
        pos="v",
        subjects=tuple(subjects),
        objects=tuple(objects),
        datives=tuple(found["dative"]),
        preps=tuple(preps),
        complement=next(iter(found["clause"]), None),
        attributes=tuple(found["attribute"]),
    )


def _heads(child: Token, verb: Token) -> list[Token]:
    """Return the heads of the phrases that a dependent of a verb brings into its slot."""
    if child.dep_ in ("agent", "dative"):
        below = [t for p in child.children if p.dep_ in ("pobj", "pcomp") for t in _group(p)]
        return below or (_group(child) if child.dep_ == "dative" else [])
    if child.dep_ in ("xcomp", "ccomp"):
        return [child]
    return _group(_antecedent(child, verb))


def adjective_frame(adjective: Token) -> Frame:
    """Return the frame of `is ready to …`: who is, and the clause below."""
    subjects = _own_subject(adjective.head) or _inherited_subject(adjective.head)
    complement = next(c for c in adjective.children if c.dep_ == "xcomp")
    return Frame(head=adjective, lemma=adjective.lemma_.lower(), pos="a", subjects=subjects, complement=complement)


def noun_frame(noun: Token) -> Frame:
    """Return the frame of an event noun: possessor and `by` act, other prepositions tell of whom."""
    subjects: list[Token] = []
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
    lends = noun.dep_ in (*_OBJECTS, "attr", "nsubjpass") and noun.head.lemma_.lower() in word_class("light-verb")
    told = noun.dep_ in ("nsubj", "nsubjpass") and noun.head.lemma_.lower() in word_class("realise")
    if lends or told:
        lender = verb_frame(noun.head)
        givers = [t for p, t in lender.preps if p == "from" and told]
        subjects = [*givers, *(t for t in lender.subjects if t != noun), *subjects]
        preps += [*(("to", t) for t in lender.datives), *(pair for pair in lender.preps if pair not in preps)]
    return Frame(head=noun, lemma=noun.lemma_.lower(), pos="n", subjects=tuple(subjects), preps=tuple(preps))


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
    counted = counted_by(token)
    if counted:
        return counted
    return [token, *(t for child in token.children if child.dep_ == "conj" for t in _group(child))]


def counted_by(token: Token) -> list[Token]:
    """Return what a quantity counts: the soldiers of `dozens of soldiers`; nothing for other words."""
    counts = token.lemma_.lower() in word_class("quantity") or token.pos_ == "NUM"
    return after(token, "of") if counts else []


def after(token: Token, *prepositions: str) -> list[Token]:
    """Return the heads of the phrases that stand after one of these prepositions of a word."""
    return [
        t
        for prep in token.children
        if prep.dep_ in ("prep", "agent") and prep.lower_ in prepositions
        for child in prep.children
        if child.dep_ == "pobj"
        for t in _group(child)
    ]


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
        if dep in ("xcomp", "ccomp") and above.lemma_.lower() in word_class("object-control"):
            controlled = [t for c in above.children if c.dep_ in (*_OBJECTS, "dative", "nsubjpass") for t in _group(c)]
            controlled = controlled or after(above, "on", "upon", "for")
            if controlled:
                return tuple(controlled)
        if above.pos_ == "ADJ" and above.dep_ in ("acomp", "conj", "oprd"):
            above = above.head
        return _own_subject(above) or (() if above == verb else _inherited_subject(above))
    if dep == "pcomp" and above.dep_ == "prep":
        if above.lower_ in ("from", "of", "for", "into") and above.head.lemma_.lower() in word_class("object-gerund"):
            return verb_frame(above.head).objects
        return _subject_above(above)
    if dep in ("acl", "relcl") and above.pos_ in ("NOUN", "PROPN"):
        return _owner(above, verb)
    return ()


def _swallowed(verb: Token) -> tuple[Token, ...]:
    """Return a subject that the parser took into the date before it: `On 22 February Armenia suspended …`."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return ()
    for prep in verb.children:
        for thing in prep.children if prep.dep_ == "prep" and prep.i < verb.i else ():
            dated = any(c.ent_type_ == "DATE" for c in thing.children if c.dep_ in ("nummod", "compound", "nmod"))
            if thing.dep_ == "pobj" and thing.pos_ == "PROPN" and thing.ent_type_ != "DATE" and dated:
                return tuple(_group(thing))
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
        made = noun.dep_ in _OBJECTS and noun.pos_ == "NOUN"
        return (_own_subject(noun.head) or (noun,)) if made else (noun,)
    named = [c for c in noun.children if c.dep_ == "poss" or (c.dep_ in ("compound", "amod") and c.text[:1].isupper())]
    owners = [t for c in named for t in _group(c)] or after(noun, "by", "of")
    if owners:
        return tuple(owners)
    clause = noun.head.head if noun.dep_ == "pobj" else noun.head
    if clause.pos_ in ("VERB", "AUX") and noun.dep_ in (*_OBJECTS, "attr", "pobj", "nsubj"):
        return _own_subject(clause) or _inherited_subject(clause)
    return ()


def governors(token: Token) -> Iterator[tuple[Token, Token]]:
    """Yield (governor, the token below it) from an event upwards to the sentence's root."""
    below = token
    while below.head != below:
        above = below.head
        yield above, below
        below = above
