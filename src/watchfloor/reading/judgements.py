"""What a speaker concludes, and what an actor is said to want; conditionals keep both halves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchfloor.reading import lexicon
from watchfloor.reading.arguments import Filler, Paragraph, fillers
from watchfloor.reading.estimates import Cue, estimate
from watchfloor.reading.frames import lemma_of, verb_frame
from watchfloor.terms import Condition, Estimate, Goal

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_IF = ("if", "unless", "provided")
_GOAL_LINK = ("be", "include", "remain", "become")


@dataclass(frozen=True, slots=True)
class Judged:
    """One conclusion of a sentence: the head of its clause and what marks it."""

    head: Token
    estimate: Estimate | None
    rule: str


def find_judgements(sentence: Span, cues: list[Cue], reported: set[int]) -> list[Judged]:
    """Return the conclusions drawn in a sentence: one for each group of cues, else one by its verb.

    reported: tokens that head events which happened; a sentence that only reports is no judgement.
    """
    if sentence.text.rstrip().endswith("?"):
        return []
    groups = _by_clause(sentence, cues)
    if groups:
        return [Judged(head, estimate(group), "estimative " + group[0].word.word) for head, group in groups]
    root = sentence.root
    for head in (
        root,
        *(c for c in root.children if c.dep_ in ("ccomp", "conj", "xcomp") and c.pos_ in ("VERB", "AUX")),
    ):
        marked = _marked(head)
        if marked is not None and head.i not in reported:
            return [Judged(head, None, marked)]
    return []


def _by_clause(sentence: Span, cues: list[Cue]) -> list[tuple[Token, list[Cue]]]:
    """Group cues that stack on one another; cues of separate clauses stay apart."""
    groups: list[tuple[Token, list[Cue]]] = []
    for cue in cues:
        clause = _clause(sentence.doc[cue.start])
        for head, members in groups:
            if head == clause or (head.is_ancestor(clause) and _complement(clause, head)):
                members.append(cue)
                break
        else:
            groups.append((clause, [cue]))
    return groups


def _clause(token: Token) -> Token:
    """Return the verb of the clause in which a word stands."""
    while token.head != token and (
        token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass", "amod", "acomp", "xcomp")
    ):
        token = token.head
    return token


def _complement(clause: Token, head: Token) -> bool:
    while clause != head:
        if clause.dep_ not in ("ccomp", "xcomp", "acomp", "attr", "prep", "pobj", "acl", "dobj"):
            return False
        clause = clause.head
    return True


def _marked(head: Token) -> str | None:
    """Return the mark that makes a clause a conclusion rather than a report, or None."""
    subjects = [c.lower_ for c in head.children if c.dep_ == "nsubj"]
    lemma = head.lemma_.lower()
    if lexicon.words("judgements.tsv", "mark", "v").get(lemma) == "voice" and any(s in ("i", "we") for s in subjects):
        return f"voice {lemma}"
    if head.tag_ in ("VBZ", "VBP", "VBG", "VB") and lexicon.words("judgements.tsv", "mark", "v").get(lemma) == "weigh":
        return f"weigh {lemma}"
    if lemma == "be":
        for child in head.children:
            pos = {"ADJ": "a", "NOUN": "n"}.get(child.pos_)
            if (
                child.dep_ in ("acomp", "attr")
                and pos
                and child.lemma_.lower() in lexicon.words("judgements.tsv", "mark", pos)
            ):
                return f"weigh {child.lemma_.lower()}"
    return None


def condition(sentence: Span) -> Condition | None:
    """Return both halves of a conditional sentence, in its words, or None."""
    for token in sentence:
        clause = token.head
        inverted = token.lower_ == "should" and clause.dep_ == "advcl" and token == clause.left_edge
        if not inverted and (token.dep_ != "mark" or token.lower_ not in _IF):
            continue
        span = clause.doc[clause.left_edge.i : clause.right_edge.i + 1]
        inside = set(range(span.start, span.end))
        rest = "".join(t.text_with_ws for t in sentence if t.i not in inside).strip(" ,;.\n")
        return Condition(if_=span.text.strip(" ,"), then=" ".join(rest.replace(" ,", ",").split()))
    would = [
        t
        for t in sentence
        if t.lower_ == "would" and t.dep_ == "aux" and t.head.dep_ in ("relcl", "ROOT", "conj", "ccomp")
    ]
    return Condition(if_="", then=sentence.text.strip()) if would and not _quoted(would[0]) else None


def _quoted(aux: Token) -> bool:
    """Tell whether `would` is only the past of a reported `will`."""
    return aux.head.dep_ == "ccomp" and aux.head.head.tag_ == "VBD"


def find_objectives(par: Paragraph, sentence: Span) -> Iterator[tuple[Token, Goal, str]]:
    """Yield (head, goal, rule) for everything an actor of the sentence is said to want."""
    infinitive = lexicon.words("objectives.tsv", "form", "v")
    goals = lexicon.words("objectives.tsv", "form", "n")
    for token in sentence:
        if token.pos_ == "VERB" and token.lemma_.lower() in infinitive:
            yield from _wanted(par, token)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in goals:
            yield from _goal(par, token)


def _wanted(par: Paragraph, verb: Token) -> Iterator[tuple[Token, Goal, str]]:
    frame = verb_frame(verb)
    below = next((c for c in verb.children if c.dep_ == "xcomp" and c.pos_ in ("VERB", "AUX")), None)
    noun = verb.lemma_.lower() in ("seek", "want", "pursue", "covet", "desire", "intend")
    what = below or (next((c for c in verb.children if c.dep_ == "dobj"), None) if noun else None)
    if what is None or lemma_of(verb) != verb.lemma_.lower():
        return
    if verb.lemma_.lower() in ("attempt", "try", "look", "hope", "wish") and verb.tag_ == "VBD":
        return
    for actor in _who(par, frame.subjects):
        yield verb, Goal(actor=actor.entity, text=_words(what)), f"{verb.lemma_} {'to' if below else 'something'}"


def _goal(par: Paragraph, noun: Token) -> Iterator[tuple[Token, Goal, str]]:
    """Yield what `X's goal is to …` and `… is a goal of X` say."""
    link = noun.head
    owners = [t for t in noun.children if t.dep_ in ("poss", "compound", "amod")]
    owners += [
        t
        for p in noun.children
        if p.dep_ == "prep" and p.lower_ in ("for", "of")
        for t in p.children
        if t.dep_ == "pobj"
    ]
    if link.lemma_ not in _GOAL_LINK or noun.dep_ not in ("nsubj", "attr"):
        return
    side = ("attr", "xcomp", "ccomp", "acomp", "oprd") if noun.dep_ == "nsubj" else ("nsubj", "csubj")
    what = next((c for c in link.children if c.dep_ in side and c != noun), None)
    if what is None:
        return
    for actor in _who(par, tuple(owners)):
        yield noun, Goal(actor=actor.entity, text=_words(what)), f"goal {noun.lemma_}"


def _who(par: Paragraph, tokens: tuple[Token, ...]) -> list[Filler]:
    return [f for t in tokens for f in fillers(par, t) if f.how in ("direct", "pronoun", "inside")]


def _words(head: Token) -> str:
    """Return the words of a phrase, without a leading `to`."""
    span = head.doc[head.left_edge.i : head.right_edge.i + 1]
    return " ".join(span.text.split()).removeprefix("to ").strip(" ,.;")
