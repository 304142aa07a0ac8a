"""When each event of a sentence happened: which of the sentence's times belongs to which event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchfloor.reading.dates import Dated, Story, find_hours
from watchfloor.reading.lexicon import word_class
from watchfloor.reading.tenses import dates_in, token_at, verb_tense
from watchfloor.terms import When

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

#: Steps by which a date that another event has a better claim to is put behind.
_SHARED = 10
#: Steps from what was said to the day on which it was said, and by which a vague date is put behind a real one.
_TOLD = 15
_VAGUE = 30
_FAR = 100
#: Words before a clause that is not of the main clause's time.
_APART = frozenset({"after", "before", "since", "until", "although", "though", "because"})
_IF = frozenset({"if", "unless"})
_SINCE = frozenset({"since"})
#: Words before a thing in the course of which the event was: killed in Monday's explosion.
_WITHIN = frozenset({"in", "at", "during", "on"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
#: Facts of the past: none of them lies ahead of the day of publication.
_PAST = frozenset({"happened", "attempted", "denied"})
#: Acts that are done when they are announced, and dated by when they take effect: a ban from next month.
_TAKES_EFFECT = frozenset({"CONCEDE", "RETREAT", "SANCTION", "COERCE", "MOBILIZE"})


@dataclass(frozen=True, slots=True)
class Times:
    """The times of a sentence, and the day of its publication."""

    sentence: Span
    dates: tuple[Dated, ...]
    hours: tuple[Dated, ...]
    published: When

    @classmethod
    def of(cls, sentence: Span, published: When, before: When | None, story: Story | None = None) -> Times:
        """Return the times of a sentence; before, story: what the text before it speaks of, the past it tells of."""
        dates = dates_in(sentence, published, before, story)
        return cls(sentence, dates, find_hours(sentence.text, anchor=published, before=before, dates=dates), published)

    def spoken_of(self) -> Dated | None:
        """Return the time that the sentence leaves the reader with: its main clause's, or else its last."""
        return self.main() or next((d for d in reversed(self.plain()) if not self._bounds(d)), None)

    def plain(self) -> list[Dated]:
        """Return the sentence's certain dates."""
        return [d for d in self.dates if d.when is not None and d.kind == "date" and not d.vague]

    def main(self) -> Dated | None:
        """Return the time of the main clause."""
        return _closest(self.sentence.root, tuple(self.plain()), frozenset(), near=_SHARED)

    def _bounds(self, dated: Dated) -> bool:
        """Tell whether a date only says since when: `the first visit since the war began in 2017`."""
        token = token_at(self.sentence, dated.start)
        return token is not None and any(_marked(above, _SINCE) for above in token.ancestors)

    def of_event(
        self, head: Token, others: frozenset[int], category: str | None, factuality: str | None
    ) -> When | None:
        """Return the time of an event: the date nearest below or beside it, not one of another event's clause.

        others: tokens that head the events of the sentence; a date below one of them belongs to it.
        """
        past = factuality in _PAST and verb_tense(head) not in ("future", "meant")
        dates = tuple(d for d in self.dates if not (past and self._ahead(d)))
        soon = self.dates if category in _TAKES_EFFECT else dates
        when = (
            self._beyond(head)
            or _nearest(head, dates, others, near=_SHARED)
            or _nearest(head, soon, others, near=_SHARED)
            or _nearest(head, dates, others)
            or _nearest(head, self.hours, others, near=_TOLD)
            or _nearest(head, soon, others)
        )
        when = when or (self._clause_before(head) if past else None)
        return self._so_far(when) if past and when else when

    def _beyond(self, head: Token) -> When | None:
        """Return the time of an event in the clause after `two days after`."""
        for dated in self.dates:
            if dated.beyond is not None:
                last = token_at(self.sentence, dated.end - 1)
                if last is not None and head.i > last.i and (last.head == head or last.is_ancestor(head)):
                    return dated.beyond
        return None

    def _clause_before(self, head: Token) -> When | None:
        """Return the day told before the semicolon that an event stands behind."""
        place = head.idx - self.sentence.start_char
        told = [d for d in self.dates if d.when and d.kind == "date" and not d.vague and d.end <= place]
        if not told or self._ahead(told[-1]) or _lasts(told[-1].when):
            return None
        return told[-1].when if ";" in self.sentence.text[told[-1].end : place] else None

    def _ahead(self, dated: Dated) -> bool:
        """Tell whether a date lies wholly after the day of publication, or runs up to such a date."""
        if dated.when is None or self.published.upper is None:
            return False
        today, lower, upper = self.published.upper, dated.when.lower, dated.when.upper
        if lower is None or lower == today:
            return upper is not None and upper > today
        return lower > today

    def _so_far(self, when: When) -> When:
        """End an interval of days with the day of publication: what happened `this week` did so by now."""
        first, _, last = when.text.partition("/")
        today = self.published.text
        if len(first) == len(last) == len(today) == 10 and first < today < last:
            return When(f"{first}/{today}")
        return when


def _nearest(head: Token, dates: tuple[Dated, ...], others: frozenset[int], *, near: int = _FAR) -> When | None:
    found = _closest(head, dates, others, near=near)
    return found.when if found is not None else None


def _closest(head: Token, dates: tuple[Dated, ...], others: frozenset[int], *, near: int = _FAR) -> Dated | None:
    best: tuple[int, bool, int, Dated] | None = None
    for dated in dates:
        if dated.when is None or dated.kind != "date":
            continue
        token = _head_of(head.sent, dated)
        if token is None or (dated.vague and not _hangs_on(token, head)):
            continue
        steps = _steps(head, token, others)
        if steps is None or steps >= near or (steps >= _SHARED and _lasts(dated.when)):
            continue
        far = steps + (_VAGUE if dated.vague else 0)
        rank = (far, "/" in dated.when.text, abs(token.i - head.i))
        if best is None or rank < best[:3]:
            best = (*rank, dated)
    return best[3] if best is not None else None


def _hangs_on(token: Token, head: Token) -> bool:
    return token.head == head or (token.head.dep_ == "prep" and token.head.lower_ != "for" and token.head.head == head)


def _lasts(when: When | None) -> bool:
    return when is not None and when.upper is None and when.lower is not None


def _head_of(sentence: Span, dated: Dated) -> Token | None:
    """Return the token through which a date hangs in its sentence: `April` of `4 April`."""
    token = token_at(sentence, dated.start)
    while token is not None and dated.start <= token.head.idx - sentence.start_char < dated.end and token.head != token:
        token = token.head
    return token


def _steps(head: Token, token: Token, others: frozenset[int]) -> int | None:
    """Return how far a date hangs from an event, or None where it belongs to another clause."""
    steps = _steps_by_parse(head, token, others)
    if steps is not None or not _opens(token):
        return steps
    up = _climb(head, token.sent.root)
    return None if up is None else _SHARED + up


def _steps_by_parse(head: Token, token: Token, others: frozenset[int]) -> int | None:
    chain = [above for above in (token, *token.ancestors) if above.dep_ != "prep" or above == head]
    meet = next((n for n, above in enumerate(chain) if above == head or above.is_ancestor(head)), None)
    if meet is None or _names(token, head):
        return None
    down = 0
    for below in chain[1:meet]:
        step = _down(below, head, others)
        if step is None:
            return None
        down += step
    if chain[meet] == head:
        return meet + down
    up = _climb(head, chain[meet])
    return None if up is None else meet + 2 + down + up


def _down(below: Token, head: Token, others: frozenset[int]) -> int | None:
    """Return what it costs a date to pass a word on its way up to an event, or None where it may not."""
    if below.pos_ in ("NOUN", "PROPN"):
        return 3
    if below.pos_ not in ("VERB", "AUX"):
        return 0
    if below.dep_ == "ccomp" and below.tag_ == "VB":
        return 3  # let it go on Friday
    if below.dep_ in ("relcl", "ccomp") or (below.dep_ == "conj" and _has_subject(below)) or _marked(below, _IF):
        return None
    if below.dep_ in ("conj", "xcomp") or (below.dep_ == "advcl" and not _has_subject(below)):
        return _SHARED
    return None if below.i in others else _SHARED


def _names(token: Token, head: Token) -> bool:
    """Tell whether a date only names a thing: `the vote of 25 February`, `after Friday's attacks`."""
    if token.dep_ == "poss" and token.head != head:
        return token.head.dep_ == "pobj" and token.head.head.lower_ not in _WITHIN
    named = token.head.head
    if token.head.lower_ != "of" or named.pos_ not in ("NOUN", "PROPN"):
        return False
    return named != head and not named.is_ancestor(head) and named.lemma_.lower() not in word_class("part-of-time")


def _climb(head: Token, above: Token) -> int | None:
    """Return the steps up from an event to a word above it, None across a clause that has a time of its own."""
    steps, below = 0, head
    while below != above:
        step = 3 if below.dep_ == "relcl" and below.head == above and _by_which(below) else _up(below)
        if step is None or below.head == below:
            return None
        steps += step
        below = below.head
    return steps


def _up(below: Token) -> int | None:
    if below.dep_ == "relcl":
        return 3 if _relative_time(below) else None
    if below.dep_ == "ccomp":
        return _TOLD if below.head.lemma_.lower() in word_class("saying") else None
    if below.dep_ == "conj" and _has_subject(below):
        return _SHARED
    if below.dep_ == "advcl":
        return None if _marked(below, _IF) else _SHARED if _marked(below, _APART) else 2
    return 1


def _relative_time(verb: Token) -> bool:
    """Tell `on 5 May, when they met` from `a man who left`."""
    return any(child.lower_ in ("when", "where") for child in verb.children)


def _by_which(verb: Token) -> bool:
    """Tell `the decision of 5 May by which they left`."""
    return any(child.dep_ == "prep" and any(c.lower_ == "which" for c in child.children) for child in verb.children)


def _marked(verb: Token, words: frozenset[str]) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in words for child in verb.children)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in _SUBJECTS for child in verb.children)


def _opens(token: Token) -> bool:
    """Tell whether a date opens its sentence."""
    first = token.head if token.dep_ == "pobj" else token
    return min(first.left_edge.i, token.left_edge.i) == next((t.i for t in token.sent if t.is_alpha or t.like_num), -1)
