"""What a process needs first: preconditions, impediments, paths opened, vetoes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchfloor.reading import lexicon
from watchfloor.reading.arguments import Paragraph, fillers
from watchfloor.reading.frames import Frame, verb_frame
from watchfloor.terms import Entity, Requirement

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


_ABLE = frozenset({"can", "ca", "could", "will", "wo", "would"})
#: What hangs on a verb and tells how far its requirement is.
_SAYING = ("advmod", "neg", "acomp", "prep", "xcomp", "oprd")


@dataclass(frozen=True, slots=True)
class Needed:
    """A requirement found in a sentence, with the token that says so."""

    head: Token
    requirement: Requirement
    rule: str


def find_requirements(par: Paragraph, sentence: Span, before: str) -> list[Needed]:
    """Return what the sentence says some process needs; `before` is the sentence before, for `this`."""
    found = [needed for token in sentence for needed in _at(par, token, before)]
    return list({(n.requirement.of, n.requirement.requires): n for n in reversed(found)}.values())[::-1]


def _at(par: Paragraph, token: Token, before: str) -> Iterator[Needed]:
    pos = {"NOUN": "n", "VERB": "v", "ADJ": "a"}.get(token.pos_, "m")
    forms = lexicon.words("requirements.tsv", "form", pos)
    names = (
        *(f"{c.lower_}+{token.lemma_}" for c in token.children if c.dep_ in ("compound", "amod")),
        token.lemma_.lower(),
    )
    form = next((forms[name] for name in names if name in forms), None)
    if form in ("noun-of", "impediment"):
        yield from _noun(par, token, form, before)
    elif form in ("verb", "verb-on"):
        yield from _verb(par, token, form, before)
    elif form == "open":
        yield from _opens(par, token, before)
    elif form == "veto":
        yield from _veto(par, token)
    elif form == "on":
        yield from _on_condition(par, token, ("on", "upon", "to"))
    elif form == "tied":
        yield from _on_condition(par, token, ("to", "on", "upon"))
    elif form == "wait":
        yield from _waits(par, token)
    elif form == "without":
        yield from _not_without(par, token)
    elif form == "provided":
        yield from _provided(par, token)
    elif form == "only" and token.lower_ == "before" and not _preceded_by_only(token):
        yield from _must_first(par, token)
    elif form == "until" or (form == "only" and _preceded_by_only(token)):
        yield from _only_after(par, token)


def _noun(par: Paragraph, noun: Token, form: str, before: str) -> Iterator[Needed]:
    process = _after(noun, ("of", "for", "to"))
    if process is None:
        return
    thing: Token | None = None
    if noun.dep_ == "appos":
        thing = noun.head
    elif noun.dep_ in ("attr", "oprd") or noun.head.lemma_ in ("be", "remain", "become"):
        thing = next((c for c in noun.head.children if c.dep_ in ("nsubj", "csubj", "nsubjpass") and c != noun), None)
        if noun.dep_ in ("nsubj", "nsubjpass"):
            thing = next((c for c in noun.head.children if c.dep_ in ("attr", "ccomp", "xcomp")), None)
    if thing is None:
        return
    requires = _phrase(par, thing, before)
    if form == "impediment":
        requires = f"removal of {requires}"
    yield _needed(par, process, noun, _phrase(par, process, ""), requires, f"{form} {noun.lemma_}")


def _verb(par: Paragraph, verb: Token, form: str, before: str) -> Iterator[Needed]:
    frame = verb_frame(verb)
    if form == "verb" and any(c.dep_ == "auxpass" for c in verb.children):
        yield from _is_needed(par, verb, frame)
        return
    things = frame.objects if form == "verb" else frame.slot("prep.on") or frame.slot("prep.upon")
    subject = next(iter(frame.subjects), None)
    if subject is None or not things or subject.lower_ in ("i", "we", "you"):
        return
    if verb.lemma_.lower() == "demand" and subject.i in par.at:
        return  # what somebody asks for, no step of a process
    if verb.lemma_.lower() == "need" and subject.i in par.at and par.at[subject.i].person:
        return
    of, requires = _phrase(par, subject, before), _phrase(par, things[0], before)
    yield _needed(par, subject, verb, of, requires, f"verb {verb.lemma_}")


def _is_needed(par: Paragraph, verb: Token, frame: Frame) -> Iterator[Needed]:
    """`A treaty is needed for accession`, `Reform will be required to keep the rating`."""
    below = (c for c in verb.children if c.dep_ in ("xcomp", "advcl") and any(t.tag_ == "TO" for t in c.children))
    process = next(iter(frame.slot("prep.for")), None) or next(below, None)
    if verb.lemma_.lower() in ("need", "require") and process is not None and frame.objects:
        of, requires = _phrase(par, process, ""), _phrase(par, frame.objects[0], "")
        yield _needed(par, process, verb, of, requires, f"{verb.lemma_}ed")


def _on_condition(par: Paragraph, word: Token, preps: tuple[str, ...]) -> Iterator[Needed]:
    """`Aid is conditional on reform`, `made its presence conditional on the transfer`, `aid is tied to reform`."""
    verb = word if word.pos_ == "VERB" else _clause(word)
    beside = (c for c in verb.children if c.i == word.i + 1 and c.dep_ == "prep" and c.lower_ in preps)
    thing = _after(word, preps) or next((t for prep in beside for t in prep.children if t.dep_ == "pobj"), None)
    if thing is None or verb.pos_ not in ("VERB", "AUX"):
        return
    frame = verb_frame(verb)
    own = tuple(c for c in word.children if c.dep_ == "nsubj")
    told = frame.objects if word.pos_ == "VERB" else own or frame.objects or frame.subjects
    if word.pos_ == "ADJ" or any(c.dep_ == "auxpass" for c in word.children):
        for process in (t for t in told[:1] if not (t.i in par.at and par.at[t.i].person) and thing.lemma_ != "change"):
            yield _needed(par, process, word, _phrase(par, process, ""), _phrase(par, thing, ""), f"on {word.lemma_}")


def _waits(par: Paragraph, verb: Token) -> Iterator[Needed]:
    """`A vote must wait for an amendment`; who waits for somebody needs nothing first."""
    frame = verb_frame(verb)
    things = frame.objects if verb.lemma_ == "await" else frame.slot("prep.for")
    process = next(iter(frame.subjects), None)
    if not things or things[0].pos_ == "PRON" or things[0].lemma_.lower() in lexicon.word_class("people"):
        return  # `the fate that awaits them`
    if process is not None and process.pos_ == "NOUN" and process.i not in par.at:
        of, requires = _phrase(par, process, ""), _phrase(par, things[0], "")
        yield _needed(par, process, verb, of, requires, f"wait {verb.lemma_}")


def _not_without(par: Paragraph, without: Token) -> Iterator[Needed]:
    """`Peace is impossible without both parties`, `without relief it could hardly accept`, `no vote without a roll`."""
    thing = next((c for c in without.children if c.dep_ in ("pobj", "pcomp")), None)
    main = without.head
    if thing is None or thing.tag_ == "VBG":
        return
    clause = main if main.pos_ in ("VERB", "AUX") else _clause(main)
    said = {
        t.lower_ for t in (main, *main.children, *clause.children, *(g for c in clause.children for g in c.children))
    }
    able = any(t.dep_ == "aux" and t.lower_ in _ABLE for t in clause.children)
    denied = bool(said & lexicon.word_class("not-able")) and able
    if denied or said & lexicon.word_class("impossible"):
        yield _needed(par, clause, clause, _without(clause, without), _phrase(par, thing, ""), "without")


def _provided(par: Paragraph, mark: Token) -> Iterator[Needed]:
    """`They go home provided that every rifle comes back`."""
    clause = mark.head if mark.dep_ == "mark" else next((c for c in mark.children if c.dep_ == "ccomp"), None)
    apart = mark.dep_ in ("mark", "prep", "acl", "advcl", "relcl") and mark.lower_ in ("provided", "providing")
    if clause is None or not apart or any(c.dep_ in ("aux", "auxpass", "nsubj") for c in mark.children):
        return
    main = _clause(clause.head if mark.dep_ == "mark" else mark.head)
    requires = _joined(t for t in clause.subtree if t.dep_ != "mark" and t != mark)
    out = {t.i for t in (clause if mark.dep_ == "mark" else mark).subtree}
    of = _joined(t for t in main.subtree if t.i not in out)
    yield _needed(par, main, mark, of, requires, "provided")


def _must_first(par: Paragraph, mark: Token) -> Iterator[Needed]:
    """`Before the treaty enters into force, parliament must consent`."""
    clause, main = mark.head, mark.head.head
    if mark.dep_ != "mark" or clause.dep_ != "advcl" or main.pos_ not in ("VERB", "AUX"):
        return
    above = main.head if main.dep_ == "xcomp" and main.head.lemma_ == "have" else main
    must = above != main or main.lemma_ == "have" or any(c.dep_ == "aux" and c.lower_ == "must" for c in main.children)
    if must and main.tag_ != "VBD" and main.lemma_.lower() not in ("wait", "pass", "elapse"):
        of = _joined(t for t in clause.subtree if t != mark)
        yield _needed(par, clause, main, of, _without(above, mark), "before")


def _opens(par: Paragraph, verb: Token, before: str) -> Iterator[Needed]:
    frame = verb_frame(verb)
    path = next((t for t in frame.objects if t.lemma_.lower() in lexicon.word_class("path")), None)
    if path is None or not frame.subjects:
        return
    process = _after(path, ("to", "for", "towards", "toward")) or next(
        iter(frame.slot("prep.to") + frame.slot("prep.for")), None
    )
    if process is not None:
        of, requires = _phrase(par, process, ""), _phrase(par, frame.subjects[0], before)
        yield _needed(par, process, verb, of, requires, f"open {verb.lemma_} {path.lemma_}")


def _veto(par: Paragraph, verb: Token) -> Iterator[Needed]:
    """`a resolution, which X may veto`: the resolution needs that X does not."""
    clause = verb
    while clause.dep_ in ("xcomp", "advcl", "conj", "ccomp", "acl") and clause.head.pos_ in ("VERB", "AUX", "NOUN"):
        clause = clause.head
    if clause.dep_ != "relcl" or not any(
        c.dep_ == "aux" and c.lower_ in ("may", "might", "can", "could", "will", "would") for c in clause.children
    ):
        return
    veto = verb.lemma_.lower() == "veto" or any(t.lower_ == "veto" for t in clause.subtree)
    holders = [f for s in verb_frame(clause).subjects for f in fillers(par, s)]
    if veto and holders and not any(f.token == clause.head.i for f in holders):
        of, requires = _phrase(par, clause.head, ""), f"no veto by {holders[0].entity.name}"
        yield _needed(par, clause.head, verb, of, requires, "veto")


def _only_after(par: Paragraph, mark: Token) -> Iterator[Needed]:
    """`X will not … until Y`: X needs Y."""
    if mark.dep_ == "mark" and mark.head.dep_ == "advcl":
        clause, main = mark.head, mark.head.head
    elif mark.dep_ == "prep" and mark.head.pos_ in ("VERB", "AUX"):
        below = next((c for c in mark.children if c.dep_ in ("pobj", "pcomp")), None)
        if below is None:
            return
        clause, main = below, mark.head
    else:
        return
    negated = any(c.dep_ == "neg" for c in main.children) or _preceded_by_only(mark)
    if mark.lower_ == "unless" or negated:
        yield _needed(
            par,
            main,
            main,
            _without(main, mark),
            _phrase(par, clause, "").removeprefix(f"{mark.text} "),
            f"after {mark.lower_}",
        )


def _preceded_by_only(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).lower_ == "only"


def _needed(par: Paragraph, process: Token, head: Token, of: str, requires: str, rule: str) -> Needed:
    needed = Requirement(of=of, for_=_for(par, process, head), requires=requires, status=_status(head))
    return Needed(head, needed, rule)


def _for(par: Paragraph, process: Token, head: Token) -> tuple[Entity, ...]:
    """Return the territories whose process it is: named in the process, else in the sentence."""
    spans = [range(process.left_edge.i, process.right_edge.i + 1), range(head.sent.start, head.sent.end)]
    for span in spans:
        found = {
            m.entity.key: m.entity
            for m in par.mentions
            if m.start in span and m.entity.key is not None and par.world.kind(m.entity.key) == "territory"
        }
        if found:
            return tuple(found.values())
    return ()


def _status(head: Token) -> str:
    """Return met, unmet or in progress where the clause of the requirement says so, else unknown."""
    clauses = [_clause(head)]
    if clauses[0].dep_ == "relcl":  # `the reform, which is a condition, has been completed`
        clauses.append(_clause(clauses[0].head))
    said = [t for c in clauses for t in (c, *c.children) if t == c or t.dep_ in _SAYING]
    lemmas = {token.lemma_.lower() for token in said}
    if lemmas & lexicon.word_class("unmet"):
        return "unmet"
    if any(c.tag_ in ("VBD", "VBN") and c.lemma_.lower() in lexicon.word_class("met") for c in clauses):
        return "met"
    return "in progress" if lemmas & lexicon.word_class("in-progress") else "unknown"


def _clause(token: Token) -> Token:
    while token.pos_ not in ("VERB", "AUX") and token.head != token:
        token = token.head
    return token


def _after(noun: Token, preps: tuple[str, ...]) -> Token | None:
    """Return what stands after the first of these prepositions that the noun has."""
    for wanted in preps:
        for prep in noun.children:
            if prep.dep_ == "prep" and prep.lower_ == wanted:
                return next((c for c in prep.children if c.dep_ in ("pobj", "pcomp")), None)
    return next((c for c in noun.children if c.dep_ == "relcl" and c.pos_ == "NOUN"), None)  # `to accession`, misparsed


def _phrase(par: Paragraph, token: Token, before: str) -> str:
    """Return the words of a phrase; a bare `this` gives the sentence that it takes up."""
    if token.lower_ in ("this", "that", "it") and before:
        return before
    if token.lower_ in ("which", "that"):
        above = token.head
        token = above.head if above.dep_ == "relcl" else token
    span = token.doc[token.left_edge.i : token.right_edge.i + 1]
    asides = (t for t in token.subtree if t.dep_ in ("relcl", "appos") and t != token)
    out = {below.i for aside in asides for below in aside.subtree}
    return _joined(t for t in span if t.i not in out and t.tag_ != "TO") or span.text


def _without(main: Token, mark: Token) -> str:
    """Return the words of a sentence without the clause that a mark opens."""
    out = {t.i for t in (mark.head.subtree if mark.dep_ == "mark" else mark.subtree)}
    return _joined(t for t in main.sent if t.i not in out)


def _joined(tokens: Iterable[Token]) -> str:
    return " ".join("".join(t.text_with_ws for t in tokens).split()).strip(" ,;.")
