"""When two statements may report the same event: who, what, whom, when, where, and in which words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from watchfloor.ledger.words import function_words, stems
from watchfloor.terms import Citation, Document, Entity, Statement, When
from watchfloor.terms.when import UNKNOWN

#: Maps a key and a day to the key it acts for (an office-holder's country, a city's), else None.
TerritoryOf = Callable[[str, date], str | None]

#: Categories in which all parties act alike where no host or giver is named. Source: PLOVER codebook.
_MUTUAL = ("AGREE", "CONSULT", "COOPERATE")
#: Times longer than this are vague: more of the words must agree.
_VAGUE_DAYS = 31
#: Factualities of what lies ahead of a report.
_FUTURE = ("planned", "hypothetical")
_NAME_STEM = 4
#: Characters around a citation that tell its story; the stems that two of one story share, and their share of the
#: fewer (less is enough for acts of one mode, or of the same parties on the next day). Stories that differ share .21 at
#: most in corpus/stories.train.
_STORY_REACH, _STORY_WORDS, _STORY_SHARE, _STORY_SHARE_OF_MODE = 300, 4, 0.24, 0.18
NO_WHEN = When(UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor, recipient or place with the label of what it acts for, if anything."""

    entity: Entity
    label: str
    parent: str | None
    words: frozenset[str] = frozenset()  #: that say something in a name that has no key

    def same(self, other: Party) -> bool:
        """Tell whether both are one, or one acts for the other."""
        if self.label == other.label or self.parent == other.label or self.label == other.parent:
            return True
        return bool(self.words and other.words) and (self.words <= other.words or other.words <= self.words)


#: Where a fact stands in the order of being known.
Place = tuple[date, str, int, int, str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Report:
    """An event statement with what its event is told from."""

    statement: Statement
    document: str  #: id of the document that says it
    known: date
    origin: str
    when: When
    begins: date  #: the first and the last day that time, factuality and publication leave open
    ends: date
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: Party | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fact(Report):
    """An event statement made ready to be compared with others."""

    at: Place
    text: str  #: of the document
    words: tuple[str, ...]
    labels: frozenset[str]  #: of the parties and of what they act for
    content: frozenset[str]  #: lemmas that say something and name none of the parties

    @property
    def vague(self) -> bool:
        """Tell whether the time is longer than a month."""
        return (self.ends - self.begins).days >= _VAGUE_DAYS


def gathered(statement: Statement) -> bool:
    """Tell whether a statement takes part in gathering: it is of an event and no proposal."""
    return statement.kind == "event" and not statement.proposal


def report(statement: Statement, known: date, origin: str, territory_of: TerritoryOf) -> Report:
    """Return an event statement of a document with what its event is told from."""
    return Report(**_said(statement, known, origin, territory_of))


def fact(statement: Statement, document: Document, origin: str, territory_of: TerritoryOf) -> Fact:
    """Return an event statement of a dated document ready to be compared."""
    known, cited = document.published.upper or date.max, statement.citation
    said = _said(statement, known, origin, territory_of)
    parties: tuple[Party, ...] = (*said["actors"], *said["recipients"])
    words = tuple(re.findall(r"\w+", cited.exact.casefold()))
    named = (*statement.actors, *statement.recipients, *([statement.place] if statement.place else []))
    return Fact(
        **said,
        at=(known, cited.document, cited.start, cited.end, statement.id),
        text=document.text,
        words=words,
        labels=frozenset(label for party in parties for label in (party.label, party.parent) if label is not None),
        content=frozenset(_content(statement.lemmas or words, named)),
    )


def agree(first: Fact, second: Fact) -> bool:
    """Tell whether two facts of one category report the same event, as far as can be told: in doubt they do not.

    Mode and place must not contradict, parties must be the same up to order and containment, times must be compatible,
    and the vaguer the time, the more of the words must agree. The same saying in copies of one text is always one
    event, two sayings of the same words of one text never are.
    """
    if first.document == second.document and _overlap(first.statement.citation, second.statement.citation):
        return False
    if first.origin == second.origin and first.document != second.document and _say_the_same(first, second):
        return True
    return (
        times_meet(first, second)
        and not days_apart(first, second)
        and not modes_differ(first, second)
        and not places_differ(first, second)
        and _may_be_one(first, second)
        and (fit := parties_fit(first, second)) > 0
        and _words_bear_it(first, second, fit)
    )


def parties_fit(first: Fact, second: Fact) -> int:
    """Return 2 where the parties are the same, 1 where one side's are among the other's, 0 where they are not."""
    roles = min(_fit(first.actors, second.actors), _fit(first.recipients, second.recipients))
    if roles == 2 or first.statement.event not in _MUTUAL:
        return roles if _share_a_party(first, second) else 0
    if days_apart(first, second) == 0 or not first.recipients or not second.recipients:
        everyone = _fit((*first.actors, *first.recipients), (*second.actors, *second.recipients))
        roles = max(roles, everyone)
    return roles if _share_a_party(first, second) else 0


def modes_differ(first: Fact, second: Fact) -> bool:
    """Tell whether both name a mode, and not the same."""
    return None not in (modes := (first.statement.mode, second.statement.mode)) and modes[0] != modes[1]


def places_differ(first: Fact, second: Fact) -> bool:
    """Tell whether both name a place, neither of which holds the other."""
    return first.place is not None and second.place is not None and not first.place.same(second.place)


def times_meet(first: Fact, second: Fact) -> bool:
    """Tell whether both may be of one time."""
    return first.begins <= second.ends and second.begins <= first.ends


def days_apart(first: Fact, second: Fact) -> int | None:
    """Return how many days lie between two exact days; None where either is not exact."""
    if first.when.day is None or second.when.day is None:
        return None
    return abs((first.when.day - second.when.day).days)


def likeness(first: Fact, second: Fact) -> tuple[int, float]:
    """Return how many content words both have, and their share of the poorer one's."""
    shared = len(first.content & second.content)
    return shared, shared / max(1, min(len(first.content), len(second.content)))


def of_one_story(first: Fact, second: Fact) -> bool:
    """Tell whether what stands around two citations is about one story, whatever the words of the citations."""
    some, others = _around(first), _around(second)
    shared = len(some & others)
    same_mode = first.statement.mode is not None and first.statement.mode == second.statement.mode
    next_day = parties_fit(first, second) == 2 and days_apart(first, second) == 1
    share = _STORY_SHARE_OF_MODE if same_mode or next_day else _STORY_SHARE
    return shared >= _STORY_WORDS and shared >= share * min(len(some), len(others))


def _around(fact: Fact) -> frozenset[str]:
    cited = fact.statement.citation
    return _stems(fact.text[max(0, cited.start - _STORY_REACH) : cited.end + _STORY_REACH])


@lru_cache(maxsize=16384)
def _stems(text: str) -> frozenset[str]:
    return stems(re.findall(r"[^\W\d_]+", text.casefold()))


def _overlap(first: Citation, second: Citation) -> bool:
    return first.start < second.end and second.start < first.end


def _say_the_same(first: Fact, second: Fact) -> bool:
    one, other = first.statement, second.statement
    return first.words == second.words and (one.mode, one.factuality, one.actors, one.recipients) == (
        other.mode,
        other.factuality,
        other.actors,
        other.recipients,
    )


def _may_be_one(first: Fact, second: Fact) -> bool:
    said = {first.statement.factuality, second.statement.factuality}
    if "hypothetical" in said:
        return said <= {"hypothetical", "planned"}
    # One text that says both speaks of two events; two texts that do contradict each other.
    return first.document != second.document or not ("happened" in said and said & {"did-not-happen", "denied"})


def _words_bear_it(first: Fact, second: Fact, fit: int) -> bool:
    shared, share = likeness(first, second)
    if first.words == second.words:
        return True
    if shared >= 2 and fit == 2 and of_one_story(first, second):
        return True
    if days_apart(first, second) == 0:
        return fit == 2 or shared >= 1
    if not first.vague and not second.vague:
        return shared >= 2 and share >= 1 / 3
    return shared >= 3 and share >= 1 / 2


def _fit(some: tuple[Party, ...], others: tuple[Party, ...]) -> int:
    forth = all(any(a.same(b) for b in others) for a in some)
    back = all(any(a.same(b) for a in some) for b in others)
    return forth + back


def _share_a_party(first: Fact, second: Fact) -> bool:
    return not first.labels.isdisjoint(second.labels)


def _limits(when: When, factuality: str | None, known: date) -> tuple[date, date]:
    """Return the days that a report leaves open: what happened, or did not, was over when it was published."""
    begins, ends = when.lower or date.min, when.upper or date.max
    if factuality in _FUTURE:
        return begins if when.known else known, ends
    return begins, max(begins, min(ends, known))


def _said(statement: Statement, known: date, origin: str, territory_of: TerritoryOf) -> dict[str, Any]:
    when = statement.when or NO_WHEN
    begins, ends = _limits(when, statement.factuality, known)
    on = min(ends, known)
    return {
        "statement": statement,
        "document": statement.citation.document,
        "known": known,
        "origin": origin,
        "when": when,
        "begins": begins,
        "ends": ends,
        "actors": tuple([_party(entity, on, territory_of) for entity in statement.actors]),
        "recipients": tuple([_party(entity, on, territory_of) for entity in statement.recipients]),
        "place": _party(statement.place, on, territory_of) if statement.place else None,
    }


def _party(entity: Entity, on: date, territory_of: TerritoryOf) -> Party:
    if entity.key is None:
        words = frozenset(re.findall(r"\w+", entity.name.casefold())) - function_words()
        return Party(entity=entity, label=entity.label.casefold(), parent=None, words=words)
    parent = territory_of(entity.key, on)
    if parent in (None, entity.key):  # `RUS-MIL` is an organ of `RUS`
        parent = entity.key.rpartition("-")[0] if entity.key.isupper() else None
    return Party(entity=entity, label=entity.key, parent=parent or None)


def _content(lemmas: Iterable[str], named: Iterable[Entity]) -> Iterator[str]:
    # A demonym says no more than the party it names: compare by the stem of the name.
    stems = {word[:_NAME_STEM] for entity in named for word in re.findall(r"\w+", entity.name.casefold())}
    for lemma in lemmas:
        word = lemma.casefold()
        if len(word) > 2 and word.isalpha() and word not in function_words() and word[:_NAME_STEM] not in stems:
            yield word
