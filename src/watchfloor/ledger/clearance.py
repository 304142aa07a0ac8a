"""Who may see what: the record as it would be had nothing above a TLP level been read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from watchfloor.terms import TLP, Document


def below(documents: Sequence[Document], tlp: str) -> tuple[Document, ...]:
    """Return the documents up to a TLP level; a copy no longer names a withheld original.

    Events are gathered from what is left, so nothing withheld can reach a number or a word.
    """
    highest = TLP.index(tlp)
    withheld = [d for d in documents if TLP.index(d.tlp) > highest]
    hidden = {name for d in withheld for name in (d.id, d.url, d.title) if name}
    gone = {d.id for d in withheld}
    return tuple(
        replace(d, derives_from=None) if d.derives_from in hidden else d for d in documents if d.id not in gone
    )
