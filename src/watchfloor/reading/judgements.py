"""What a speaker concludes; conditionals keep both halves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchfloor.reading import lexicon
from watchfloor.reading.estimates import Cue, confidence, estimate
from watchfloor.reading.frames import lemma_of
from watchfloor.reading.lexicon import word_class
from watchfloor.terms import Condition, Estimate

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_IF = ("if", "unless", "provided")


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
    if asked(sentence):
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
    if confidence(sentence) is not None:
        return [Judged(root, None, "confidence")]
    if any(t.dep_ == "pobj" and t.lower_ in word_class("view") and _ours(t) for t in sentence):
        return [Judged(root, None, "in our view")]
    return []


def _ours(noun: Token) -> bool:
    return any(c.dep_ == "poss" and c.lower_ in ("my", "our") for c in noun.children)


def asked(sentence: Span) -> bool:
    """Tell whether a sentence asks."""
    return sentence.text.rstrip(' "”’').endswith("?")


def opinion(sentence: Span) -> Token | None:
    """Return the head of what somebody is said to say or think, where that is a view and no report of a deed."""
    root = sentence.root
    below = next((c for c in root.children if c.dep_ == "ccomp"), None)
    if below is None or asked(sentence):
        return None
    thinks = lexicon.words("attribution.tsv", "kind", "v").get(lemma_of(root)) == "think"
    aux = {c.lower_ for c in below.children if c.dep_ in ("aux", "auxpass")}
    done = below.lemma_ != "be" and (below.tag_ in ("VBD", "VBN", "VBG") or "would" in aux)
    denied = any(c.dep_ == "neg" for c in below.children)
    return below if thinks or denied or not done else None


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
    lemma = head.lemma_.lower()
    kind = lexicon.words("judgements.tsv", "mark", "v").get(lemma)
    told = {c.lower_ for c in head.children if c.dep_ in ("nsubj", "aux")}
    if told & {"i", "we"} and (kind == "voice" or (lemma == "say" and "would" in told)):
        return f"voice {lemma}"
    if lemma in word_class("verdict") and any(c.dep_ == "nsubj" and c.pos_ != "PRON" for c in head.children):
        return f"view {lemma}"
    wish = lemma == "mean" and any(c.dep_ == "xcomp" for c in head.children)
    if kind == "weigh" and head.tag_ in ("VBZ", "VBP", "VBG", "VB") and lemma != "remain" and not wish:
        return f"weigh {lemma}"
    return _characterised(head) if lemma in ("be", "remain") else None


def _characterised(copula: Token) -> str | None:
    """Return the mark of a clause that says what something is like, or that it is not so."""
    for said in copula.children:
        if said.dep_ in ("acomp", "attr", "oprd"):
            words = (said, *(c for c in said.children if c.dep_ == "amod"))
            standing = said.lemma_.lower() in lexicon.words("states.tsv", "relation", "n")
            denied = said.dep_ == "attr" and not standing and any(c.dep_ == "neg" for c in copula.children)
            if denied or _superlative(said) or any(map(_evaluates, words)):
                return f"weigh {said.lemma_.lower()}"
    return None


def _evaluates(word: Token) -> bool:
    pos = {"ADJ": "a", "NOUN": "n", "VERB": "a"}.get(word.pos_)
    return pos is not None and word.lemma_.lower() in lexicon.words("judgements.tsv", "mark", pos)


def _superlative(said: Token) -> bool:
    """Tell whether something is ranked by a word of judgement: `the thorniest point`; a size is a fact."""
    ranked = [c for c in (said, *said.children) if c.tag_ == "JJS" or any(x.lower_ == "most" for x in c.children)]
    return any(c.lemma_.lower() not in word_class("measure") and c.lower_ not in word_class("measure") for c in ranked)


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
    would = any(t.lower_ == "would" and t.dep_ == "aux" and _supposes(t) for t in sentence)
    return Condition(if_="", then=sentence.text.strip()) if would else None


def _supposes(would: Token) -> bool:
    """Tell whether `would` says what comes about on a condition: it is no wish, no refusal and no reported `will`."""
    verb = would.head
    if verb.lemma_.lower() in word_class("wish") or any(c.dep_ == "neg" for c in verb.children):
        return False
    if verb.dep_ == "relcl":
        return would.sent[0].i < verb.head.i and verb.left_edge.nbor(-1).text == ","
    past = verb.head.tag_ == "VBD" or any(c.lower_ == "had" for c in verb.head.children)
    return verb.dep_ in ("ROOT", "conj") or (verb.dep_ == "ccomp" and not past)
