"""What an actor is said to want."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from watchfloor.reading import lexicon
from watchfloor.reading.arguments import Filler, Paragraph, fillers
from watchfloor.reading.frames import lemma_of, verb_frame
from watchfloor.reading.judgements import asked
from watchfloor.reading.lexicon import word_class
from watchfloor.terms import Goal

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_GOAL_LINK = ("be", "include", "remain", "become")
_MAY = frozenset({"may", "might", "could", "can", "should"})


def find_objectives(par: Paragraph, sentence: Span) -> Iterator[tuple[Token, Goal, str]]:
    """Yield (head, goal, rule) for everything an actor of the sentence is said to want."""
    if asked(sentence):
        return
    wanting = {row["heads"] for row in lexicon.rows("objectives.tsv") if row["pos"] == "v"}
    verbs = {verb for heads in wanting for verb in heads.split("|")}
    goals = lexicon.words("objectives.tsv", "form", "n")
    for token in sentence:
        if token.pos_ == "VERB" and _lemma(token) in verbs:
            yield from _wanted(par, token)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in goals:
            yield from _goal(par, token)


def _lemma(verb: Token) -> str:
    """Return the lemma of a verb; the model takes `hopes` for a form of `hop`."""
    return "hope" if verb.lower_.startswith("hope") else verb.lemma_.lower()


def _forms(lemma: str) -> set[str]:
    """Return the forms of complement by which a verb tells of a wish: infinitive, noun, clause, for."""
    return {r["form"] for r in lexicon.rows("objectives.tsv") if r["pos"] == "v" and lemma in r["heads"].split("|")}


def _wanted(par: Paragraph, verb: Token) -> Iterator[tuple[Token, Goal, str]]:
    lemma, frame = _lemma(verb), verb_frame(verb)
    said = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if "+" in lemma_of(verb) or said & _MAY or (lemma == "like" and not said & {"would", "'d", "’d"}):
        return
    if lemma in ("attempt", "try", "look", "hope", "wish") and verb.tag_ == "VBD":
        return
    form, what = _content(verb, _forms(lemma))
    if what is None:
        return
    for actor in _who(par, frame.subjects):
        yield verb, Goal(actor=actor.entity, text=_words(what)), f"{lemma} {form}"


def _content(verb: Token, forms: set[str]) -> tuple[str, Token | None]:
    """Return what is wanted and how that is said: `to join`, `a base`, `them gone`, `for peace`."""
    below = {c.dep_: c for c in reversed(list(verb.children))}
    if "infinitive" in forms and "xcomp" in below and below["xcomp"].pos_ in ("VERB", "AUX"):
        return "to", below["xcomp"]
    if "clause" in forms and "ccomp" in below:
        return "that", below["ccomp"]
    if "noun" in forms and "dobj" in below:
        if below["dobj"].tag_ == "WP":
            cleft = verb.dep_ == "csubj" and verb.head.lemma_ == "be"
            return "is", next((c for c in verb.head.children if cleft and c.dep_ == "attr"), None)
        return "something", below["dobj"]
    if "for" in forms:
        after = (c for p in verb.children if p.dep_ == "prep" and p.lower_ == "for" for c in p.children)
        return "for", next((c for c in after if c.dep_ == "pobj"), None)
    return "", None


def _goal(par: Paragraph, noun: Token) -> Iterator[tuple[Token, Goal, str]]:
    """Yield what `X's goal is to …`, `… is a goal of X` and `X's goal of …ing` say."""
    link = noun.head
    owners = [t for t in noun.children if t.dep_ in ("poss", "compound", "amod")]
    owners += [t for p in noun.children if p.dep_ == "prep" and p.lower_ in ("for", "of") for t in p.children]
    what: Token | None = None
    if link.lemma_ in _GOAL_LINK and noun.dep_ in ("nsubj", "attr"):
        side = ("attr", "xcomp", "ccomp", "acomp", "oprd") if noun.dep_ == "nsubj" else ("nsubj", "csubj")
        what = next((c for c in link.children if c.dep_ in side and c != noun), None)
    if what is None:
        owners = [t for t in owners if t.dep_ == "poss"]
        what = next((c for c in noun.children if c.dep_ in ("acl", "relcl") and c.tag_ == "VB"), None) or next(
            (c for p in noun.children if p.lower_ == "of" for c in p.children if c.dep_ == "pcomp"), None
        )
    if what is None:
        return
    for actor in _who(par, tuple(owners)):
        yield noun, Goal(actor=actor.entity, text=_words(what)), f"goal {noun.lemma_}"


def _who(par: Paragraph, tokens: tuple[Token, ...]) -> list[Filler]:
    """Return whose wish it is: named, or people who act without a name."""
    return [
        f
        for t in tokens
        for f in fillers(par, t, unnamed=t.lemma_.lower() in word_class("people"))
        if f.how in ("direct", "pronoun", "inside", "unnamed")
    ]


def _words(head: Token) -> str:
    """Return the words of a phrase, without a leading `to`."""
    span = head.doc[head.left_edge.i : head.right_edge.i + 1]
    return " ".join(span.text.split()).removeprefix("to ").strip(" ,.;")
