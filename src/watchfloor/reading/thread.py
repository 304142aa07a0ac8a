"""Which time a text speaks of from sentence to sentence: what it last told, and whose year dates without one take."""

from __future__ import annotations

from dataclasses import dataclass, replace

from watchfloor.reading.dates import Dated, Story, find_dates
from watchfloor.reading.dates.anchor import Anchor
from watchfloor.reading.dates.find import aside
from watchfloor.reading.tenses import verb_tense
from watchfloor.reading.times import Times
from watchfloor.terms import When

#: Years before publication of which a text may speak beside its own: `In December 2019 … On 5 January …`.
RECENT = 1
#: A paragraph of as many words is no heading.
_HEADING_WORDS = 12


@dataclass(frozen=True, slots=True)
class Thread:
    """The time that a text has come to.

    A text that has not counted from its own day (a life, a chronicle) keeps the year it tells of until it names
    another. One that has (news, an interview) only looks back: its past ends with the paragraph.
    """

    told: When | None = None  #: the time last spoken of
    past: When | None = None  #: the same where the text gave its year
    present: bool = False  #: the text has counted from its own day

    @property
    def story(self) -> Story | None:
        """Return the past that the text tells of, if it does."""
        return Story(when=self.past, aside=self.present) if self.past else None

    def after(self, times: Times) -> Thread:
        """Return the thread after a sentence."""
        spoken = times.spoken_of()
        if spoken is None:
            return self
        if not spoken.own:
            return Thread(told=spoken.when, present=True)
        if _ahead(spoken, times.published) and verb_tense(times.sentence.root) != "past":
            return Thread(told=spoken.when, present=True)
        main = times.main() if self.present else spoken
        beside = main is None or aside(times.sentence.text, main.start)
        past = self.past if beside or main is None else _one_year(main, times.published)
        return replace(self, told=spoken.when, past=past)

    def under(self, heading: str, published: When) -> Thread:
        """Return the thread below a heading, which may name the year that follows."""
        years = [d for d in find_dates(heading, anchor=published) if d.own and d.kind == "date"]
        return replace(self, past=_one_year(years[-1], published)) if years else self

    def next_paragraph(self) -> Thread:
        """Return the thread at the next paragraph."""
        return replace(self, past=None) if self.present else self


def _ahead(dated: Dated, published: When) -> bool:
    """Tell whether a time lies beyond the day of publication."""
    now, when = published.upper, dated.when
    return now is not None and when is not None and when.upper is not None and when.upper > now


def is_heading(text: str) -> bool:
    """Tell whether a paragraph names what follows rather than tells it."""
    return text.rstrip()[-1:] not in tuple('.!?"”’»…:;,') and len(text.split()) < _HEADING_WORDS


def _one_year(dated: Dated, published: When) -> When | None:
    """Return a time of one year, unless it goes on (`since 2016`) or is so recent that what follows may be of today."""
    first, last = (dated.when.lower, dated.when.upper) if dated.when else (None, None)
    now = published.lower or published.upper
    recent = now is not None and last is not None and now.year - RECENT <= last.year
    far = first is None or last is None or last.year - first.year > 1 or recent
    return None if dated.when is None or far or Anchor.of(dated.when).year is None else dated.when
