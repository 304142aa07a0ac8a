"""How far a sentence commits its writer to an event it names: one degree from -3 (did not happen) to 3 (did).

Source: degrees of world/lexicon/degrees.tsv; veridicality of complements after Karttunen (1971).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from watchfloor.reading import lexicon
from watchfloor.reading.clauses import has_infinitive, lexical_status, mark_of, singled_out
from watchfloor.reading.frames import governors
from watchfloor.reading.lexicon import word_class

if TYPE_CHECKING:
    from spacy.tokens import Token

MOST = 3.0
_VERBAL = ("VERB", "AUX")
_NOUNS = ("NOUN", "PROPN", "NUM")
_LOOSE = ("bare", "infinitive", "gerund", "participle")
_NOT = frozenset({"not", "never", "no", "neither", "nearly", "almost", "nor"})


def score(token: Token) -> float:
    """Return how far its sentence says that what a word names happened, in [-3, 3]."""
    degrees = _Degrees("talk" if _talk(token) else "report")
    value = degrees.of("bare", "noun")
    for word in [*reversed([above for above, _ in governors(token)]), token]:
        value = degrees.step(value, word)
    return max(-MOST, min(MOST, value))


def _talk(token: Token) -> bool:
    return any(t.lower_ in word_class("parties") for t in token.sent) or _asked(token)


def _asked(token: Token) -> bool:
    return token.sent.text.rstrip().endswith("?")


class _Degrees:
    """The degrees of one register, handed from the root of a sentence down to the word in question."""

    def __init__(self, register: str) -> None:
        self.table = _table(register)

    def of(self, kind: str, *words: str) -> float:
        """Return the degree of the first of these words that the table has."""
        found = self.table[kind]
        return next(found[word] for word in words if word in found)

    def step(self, above: float, word: Token) -> float:
        """Return the degree of a word, given the degree of the word it hangs on."""
        if word.pos_ in _VERBAL and word.dep_ not in ("aux", "auxpass"):
            value = self._verb(above, word)
            loose = _tense(word) in _LOOSE
        else:
            value = self._noun(above, word) if word.pos_ in _NOUNS else above
            value = self.of("bare", "participle") if word.pos_ == "ADJ" and word.dep_ == "amod" else value
            loose = True
        return min(value, self.of("denied", "other")) if loose and _denied(word) else value

    def _noun(self, above: float, noun: Token) -> float:
        head = noun.head.head if noun.dep_ == "pobj" else noun.head
        status = lexical_status(head, clause=False) if noun.dep_ in ("dobj", "nsubjpass", "pobj", "compound") else None
        if any(word.lemma_.lower() in self.table["ended"] for word in _enders(noun, head)):
            return self.of("ended", "cancel")
        if status in self.table["object"]:
            return self.of("object", status or "")
        within = noun.dep_ == "dobj" and above < 1.0
        return self.of("bare", "supposed" if within else "noun")

    def _verb(self, above: float, verb: Token) -> float:
        tense = _tense(verb)
        loose = tense in _LOOSE
        if loose and verb.dep_ == "conj" and verb.head.pos_ in _VERBAL:
            parted = tense == "bare" and _tense(verb.head) in self.table["tense"]  # `I agree, so send it`
            return min(above, self.of("bare", "parted")) if parted else above
        if loose and verb.dep_ in ("xcomp", "ccomp"):
            return self._complement(above, verb)
        if tense == "infinitive":
            return self._infinitive(above, verb)
        if tense == "gerund" and verb.dep_ == "pcomp":
            return min(self.of("gerund", verb.head.lower_, "other"), above + 0.75)
        if tense == "gerund" and verb.dep_ in ("advcl", "csubj"):
            return min(self.of("bare", tense) + 0.5, above + 1.0) if verb.dep_ == "advcl" else 0.0
        if tense in ("gerund", "participle"):
            return self.of("bare", "participle" if verb.dep_ == "prep" else tense)
        return self._finite(above, verb, "imperative" if tense == "bare" else tense)

    def _complement(self, above: float, verb: Token) -> float:
        """Return the degree of a clause without a tense of its own that completes a verb or an adjective."""
        lemma, tense = verb.head.lemma_.lower(), _tense(verb)
        status = lexical_status(verb.head, clause=True)
        if lemma in word_class("carried") or (status == "happened" and lemma not in self.table["infinitive"]):
            return max(above, 1.0) if lemma in word_class("ongoing") else above
        if lemma in self.table["infinitive"]:
            value = self.of("infinitive", lemma)
            return value if tense == "participle" else min(value, above + 0.75)
        if status is None and verb.tag_ == "VBG":
            return min(above, self.of("bare", "gerund"))
        return min(self.of("complement", status or "other"), above + 0.5)

    def _infinitive(self, above: float, verb: Token) -> float:
        if verb.dep_ == "advcl":
            return min(self.of("infinitive", "purpose"), above)
        if verb.dep_ == "ROOT" or (verb.dep_ == "relcl" and verb.head.pos_ == "PROPN"):
            return self.of("bare", "gerund")  # a headline: `Airline to buy ten jets`
        if singled_out(verb):
            return self.of("bare", "participle")
        status = lexical_status(verb.head, clause=True)
        if status in self.table["complement"]:
            return self.of("complement", status or "other")
        return self.of("infinitive", verb.head.lemma_.lower(), "relative" if verb.dep_ == "relcl" else "noun")

    def _finite(self, above: float, verb: Token, tense: str) -> float:
        kind = "tense" if tense in self.table["tense"] else "modal"
        lemma = verb.lemma_.lower()
        wish, sense = lemma in word_class("wish"), lemma in word_class("sense")
        if (wish and tense == "would") or (sense and tense in ("can", "could", "ca")):
            kind, tense = "tense", "progressive"
        elif tense in ("present", "imperative") and lemma in word_class("mental"):
            tense = f"{tense}-state"
        elif tense in ("would", "'d", "’d") and verb.dep_ != "ROOT":
            tense = "would-below"
        if _denied(verb) and tense in self.table["not-" + kind]:
            kind = "not-" + kind
        value = self.of(kind, tense) if tense in self.table[kind] else 0.0
        return min(value, *self._limits(above, verb, tense))

    def _limits(self, above: float, verb: Token, tense: str) -> list[float]:
        """Return what the clause cannot exceed, by its subject, its mark, a question or the clause above."""
        found = [MOST]
        past = tense in ("past", "perfect")
        subjects = {c.lower_ for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")}
        if not past:
            found += [self.of("most", s) for s in subjects if s in self.table["most"]]
        if verb.dep_ == "ROOT" and _asked(verb):
            wh = any(t.tag_ in ("WP", "WRB", "WDT") for t in verb.subtree)
            found.append(self.of("most", "wh" if wh or past else "yes-no"))
        mark = mark_of(verb)
        if mark in self.table["most"] and verb.dep_ in ("advcl", "ccomp", "conj"):
            found.append(self.of("most", mark))
        elif mark in self.table["ahead"] and not past and verb.dep_ == "advcl":
            found.append(self.of("ahead", mark))
        if verb.dep_ in ("ccomp", "advcl", "conj", "pcomp") and above < 0 and not (past and verb.dep_ == "advcl"):
            found.append(above + (2.5 if past or verb.dep_ == "conj" else 1.75))
        if verb.dep_ == "ccomp" and lexical_status(verb.head, clause=True) in ("hypothetical", "denied"):
            found.append(self.of("complement", "hypothetical") + 1.0)
        return found


def _enders(noun: Token, head: Token) -> list[Token]:
    """Return the words that may tell of an event noun that it did not come: `the flight was delayed`."""
    found = [c for c in noun.children if c.dep_ in ("amod", "acl") and c.tag_ != "VB"]
    undone = noun.dep_ in ("dobj", "nsubjpass") or (noun.dep_ == "pobj" and noun.head.lower_ in ("in", "of"))
    return [*found, head] if undone else found


def _denied(word: Token) -> bool:
    return any(c.dep_ == "neg" or c.lower_ in _NOT for c in word.children)


def _tense(verb: Token) -> str:
    """Return past, perfect, present, progressive, bare, infinitive, gerund or participle, or the modal."""
    aux = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    modal = next((a.lower_ for a in aux if a.tag_ == "MD" or a.lower_ in ("'ll", "’ll")), None)
    if modal is not None:
        return modal
    if verb.lower_ == "going" and any(c.dep_ == "xcomp" and has_infinitive(c) for c in verb.children):
        return "will"
    had = any(a.lemma_ == "have" for a in aux)
    if has_infinitive(verb) or any(a.tag_ == "TO" for a in aux):
        return "perfect" if had else "infinitive"
    if had and verb.tag_ in ("VBN", "VBD", "VBG"):
        return "perfect"
    first = aux[0] if aux else verb
    if first.tag_ == "VBD":
        return "past"
    if first.tag_ in ("VBZ", "VBP"):
        return "progressive" if verb.tag_ == "VBG" else "present"
    return {"VBG": "gerund", "VBN": "participle", "VB": "bare", "MD": "bare"}.get(verb.tag_, "present")


@cache
def _table(register: str) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for row in lexicon.rows("degrees.tsv"):
        for word in row["words"].split("|"):
            found.setdefault(row["kind"], {})[word] = float(row[register])
    return found
