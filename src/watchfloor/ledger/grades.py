"""What the record itself says for the credibility of a statement: a suggestion to a person, never a grade."""

from __future__ import annotations

from watchfloor.terms import Event

#: So many origins that do not carry one another's text confirm each other.
CONFIRMING_ORIGINS = 2


def suggested(event: Event | None) -> int | None:
    """Return the credibility that the statements of an event seem to have; None where nothing speaks for one.

    1, confirmed by other sources: independent origins report the event, and nothing contradicts it.
    Source: NATO AJP-2.1 (STANAG 2022), FM 2-22.3 (2006), table B-2: confirmed by other independent sources, consistent
    with other information.
    """
    confirmed = event is not None and len(event.origins) >= CONFIRMING_ORIGINS and not event.contradictions
    return 1 if confirmed else None
