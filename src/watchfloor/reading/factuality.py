"""Whether what a clause reports happened, was tried, is planned, is supposed or is denied.

Source: implicative classes after Karttunen (1971); classes of the reading guide, section 3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from watchfloor.reading import lexicon
from watchfloor.reading.clauses import has_infinitive, lexical_status, mark_of, parted, singled_out
from watchfloor.reading.degrees import score
from watchfloor.reading.frames import after, governors, lemma_of
from watchfloor.reading.lexicon import word_class

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["score", "settle", "status"]

_FUTURE = frozenset({"will", "shall", "'ll", "wo", "’ll"})
_MODAL = frozenset({"may", "might", "could", "can", "would", "should", "must", "ought", "ca"})
_IS = frozenset({"is", "are", "was", "were"})  # `they are to meet`
#: What only adds when or why, so that the verb above says nothing of what stands after it.
_BESIDE = frozenset({"after", "amid", "during", "since", "despite", "following", "over", "because", "as", "under"})
_NOT_ONE = frozenset({"no", "neither", "not", "hardly", "scarcely", "barely"})
#: What `not` takes back only in part.
_NOT_ALL = frozenset({"only", "just", "least", "merely", "to", "all", "every", "everyone", "everybody", "everything"})
_WITHOUT = frozenset({"without", "instead"})
_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "prep")
_CLAUSE = ("xcomp", "ccomp", "acl", "pcomp", "advcl", "relcl")


def status(head: Token) -> str:
    """Return the factuality of what a verb or event noun reports, from its own words and those above it."""
    value = _own(head)
    if value == "happened" and _inverted(head) == "had" and not head.sent.text.rstrip().endswith("?"):
        value = "did-not-happen"
    if value == "happened" and head.pos_ == "NOUN" and _never_came(head):
        value = "did-not-happen"
    for above, below in governors(head):
        dep = below.dep_
        if dep in ("ccomp", "parataxis") and parted(above, below):
            return value
        if dep == "conj":
            if above.pos_ not in ("VERB", "AUX"):
                continue
            if (
                lexical_status(above, clause=True) == "attempted"
                and lexical_status(below, clause=True) == "did-not-happen"
            ):
                return "attempted"
            if value == "happened" and not _has_own_subject(below):
                value = _own(above)
            continue
        supposed = mark_of(below) in ("if", "unless", "lest", "whether") and dep in ("advcl", "csubj")
        if supposed or (dep in ("advcl", "ccomp") and _inverted(below)):
            counter = _inverted(below) == "had"
            return ("did-not-happen" if counter else "hypothetical") if value in ("happened", "planned") else value
        if dep == "advcl" and mark_of(below) in ("until", "once", "before", "after", "when") and _ahead(above):
            return "hypothetical" if value == "happened" else value
        if dep in ("advcl", "relcl", "parataxis") and not has_infinitive(below):
            told = dep == "relcl" and mark_of(below) == "that"  # `reports that …`, parsed as a relative clause
            return "denied" if told and value == "happened" and _untrue(above) else value
        if above.dep_ == "prep" and above.lower_ in _WITHOUT:
            return "did-not-happen" if value == "happened" else value
        if _beside(below):
            return value
        if value == "happened" and _kept_from(above, below):
            value = "did-not-happen"
        if _is_speech(above) and dep in ("ccomp", "parataxis"):
            lexical = lexical_status(above, clause=True)
            if value == "did-not-happen" and lemma_of(above) in word_class("assurance") and not _ahead(below):
                return "denied"
            if lexical == "denied" or _own(above) == "did-not-happen":
                return "denied" if value == "happened" else value
            return _after_speech(value, below)
        value = _combine(value, above, below)
        if value == "happened" and _untrue(above):
            return "denied"
    return value


def _never_came(noun: Token) -> bool:
    """Tell whether a clause about an event noun says that it did not come: `a departure that has not begun`."""
    owners = (noun, *after(noun, "of", "on", "from", "against", "in"))
    clauses = [clause for owner in owners for clause in owner.children if clause.dep_ == "relcl"]
    return any(
        clause.lemma_.lower() in word_class("realise")
        and _own(clause) == "did-not-happen"
        and not any(c.dep_ == "dobj" for c in clause.children)
        for clause in clauses
    )


def _beside(below: Token) -> bool:
    """Tell whether a phrase only adds when or why: `blocked after the raid`, `cancelled in answer to the raid`."""
    if below.dep_ != "prep":
        return False
    answers = [t for t in below.children if t.lemma_.lower() in word_class("answer")]
    reason = below.lower_ == "in" and any(c.dep_ == "prep" for t in answers for c in t.children)
    return below.lower_ in _BESIDE or reason


def _kept_from(above: Token, below: Token) -> bool:
    """Tell whether somebody was held back: `kept the delegation from reaching …`."""
    return below.dep_ == "prep" and below.lower_ == "from" and above.lemma_.lower() in word_class("hold-back")


def _untrue(word: Token) -> bool:
    """Tell whether a clause, or a noun that holds one, is called false: `it is false that`, `the reports are wrong`."""
    copula = word if word.pos_ == "AUX" else word.head if word.dep_ in ("nsubj", "nsubjpass") else None
    if copula is None:
        return False
    said = [c for c in copula.children if c.dep_ in ("acomp", "attr", "oprd")]
    return any(lexical_status(one, clause=True) == "denied" for one in said) and _own(copula) == "happened"


def _inverted(verb: Token) -> str:
    """Return the auxiliary that stands before its subject: `Had X attacked, …`, `Should X attack, …`."""
    had = verb.head if verb.dep_ == "ccomp" and verb.tag_ in ("VBN", "VBD") else None
    if had is not None and had.lower_ == "had" and had.i == verb.sent.start:
        return "had"  # taken for a verb of its own
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    first = next((c for c in verb.children if c.dep_ in ("aux", "auxpass")), None)
    if subject is None or first is None or first.i > subject.i:
        return ""
    return first.lower_ if first.lower_ in ("had", "should", "were") else ""


#: What a cooperative act still to come is coded as. Source: PLOVER 2.0 draft, rules of AGREE and CONCEDE.
_TO_COME = {"CONSULT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
_HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "PROTEST", "MOBILIZE", "ACCUSE"})
_REFUSABLE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"})


def settle(category: str, value: str, head: Token) -> tuple[str, str]:
    """Return category and factuality together: a promised meeting is AGREE, `will not lift` is REJECT.

    A hostile act announced on a condition is a threat, and the threat has happened.
    """
    if value == "planned" and category in _HOSTILE and _on_condition(head):
        return "THREATEN", "happened"
    promised = lexical_status(head, clause=True) == "planned" and any(
        c.dep_ in ("xcomp", "ccomp") for c in head.children
    )
    if category == "CONCEDE" and value == "happened" and promised:
        return category, "planned"
    if value == "planned":
        return _TO_COME.get(category, category), value
    if value == "did-not-happen" and category in _REFUSABLE and _refuses(head):
        return "REJECT", "happened"
    return category, value


def _on_condition(head: Token) -> bool:
    """Tell whether an act hangs on what another does: `unless they sign`, `if the tanks come`."""
    return any(
        c.dep_ == "advcl" and mark_of(c) in ("if", "unless") for verb in (head, head.head) for c in verb.children
    )


def _refuses(head: Token) -> bool:
    """Tell whether somebody says no: `will not`, `refuses to`."""
    aux = {c.lower_ for c in head.children if c.dep_ == "aux"}
    if aux & (_FUTURE | {"would"}) and any(c.dep_ == "neg" or c.lower_ == "never" for c in head.children):
        return True
    above = head.head
    return head.dep_ == "xcomp" and above.lemma_.lower() in ("refuse", "decline") and _own(above) == "happened"


def _combine(value: str, above: Token, below: Token) -> str:
    """Return the status after one governing word has spoken."""
    clause = below.pos_ in ("VERB", "AUX")
    lexical = lexical_status(above, clause=clause)
    if clause and has_infinitive(below) and above.lemma_ == "have" and any(c.lower_ == "yet" for c in above.children):
        return "did-not-happen" if value == "happened" else value
    if lexical is None:
        if clause and has_infinitive(below) and ((_is_speech(above) and above.tag_ == "VBN") or singled_out(below)):
            return value  # `is said to be at sea`, `the first to sail`
        if clause and has_infinitive(below) and value == "happened" and above.pos_ in ("VERB", "NOUN", "ADJ", "AUX"):
            return "planned" if above.lower_ in _IS and below.dep_ in ("xcomp", "ccomp") else "hypothetical"
        return value
    own = _own(above) if above.pos_ in ("VERB", "AUX", "ADJ") else "happened"
    if lexical == "happened":
        return own if value == "happened" else value
    if value == "did-not-happen":
        return "happened" if lexical == "did-not-happen" and own == "happened" else "hypothetical"
    if value != "happened":
        return value
    if own == "did-not-happen":
        return "happened" if lexical == "did-not-happen" else "did-not-happen"
    if own in ("planned", "hypothetical") and lexical != "denied":
        return own
    return lexical


def _own(token: Token) -> str:
    """Return what a word's own negation and auxiliaries say."""
    negated, future, modal = False, False, False
    if any(c.lower_ == "would" for c in token.children) and any(c.lower_ == "have" for c in token.children):
        return "did-not-happen"
    for child in token.children:
        if (
            child.dep_ == "neg"
            or (child.dep_ == "det" and child.lower_ in ("no", "neither"))
            or child.lower_ in ("never", "nor", "neither", "almost", "nearly")
        ):
            negated = True
        elif child.dep_ == "aux":
            negated = negated or any(c.dep_ == "neg" for c in child.children)  # `did not, as they say, refuse`
            future = future or child.lower_ in _FUTURE
            modal = modal or child.lower_ in _MODAL
        elif (child.dep_ in ("nsubj", "nsubjpass", "dobj") and _not_one(child)) or (
            child.dep_ in _ARGUMENTS and any(t.lower_ in ("nobody", "none", "neither") for t in _bare(child))
        ):
            negated = True
    if negated:
        return "did-not-happen"
    if modal:
        return "hypothetical"
    return "planned" if future else "happened"


def _not_one(argument: Token) -> bool:
    """Tell whether an argument counts nobody: `no soldier`, `not a single train`, `hardly any`; unlike `not only`."""
    determining = [c for c in argument.children if c.i < argument.i and c.dep_ not in ("relcl", "acl", "appos", "prep")]
    words = [t for one in determining for t in (one, *one.children) if t.lower_ in _NOT_ONE]
    return any(t.nbor(1).lower_ not in _NOT_ALL for t in words)


def _bare(argument: Token) -> tuple[Token, ...]:
    """Return the head of an argument, or what stands after its preposition."""
    return tuple(argument.children) if argument.dep_ == "prep" else (argument,)


def _after_speech(value: str, below: Token) -> str:
    """Return `planned` for `said it would visit`: a future seen from the past."""
    if value == "hypothetical" and any(c.dep_ == "aux" and c.lower_ == "would" for c in below.children):
        return "planned"
    return value


def _ahead(verb: Token) -> bool:
    """Tell whether a verb stands in the future."""
    return any(c.dep_ == "aux" and c.lower_ in _FUTURE for c in verb.children)


def _has_own_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def _is_speech(token: Token) -> bool:
    return token.pos_ == "VERB" and lemma_of(token) in lexicon.words("attribution.tsv", "kind", "v")
