"""Who may see what: an issue that rests on a document above the TLP level is refused."""

from __future__ import annotations

from watchfloor.errors import PublishError
from watchfloor.terms import TLP, Issue


def refuse_above(issue: Issue, tlp: str) -> None:
    """Raise PublishError where the issue rests on a document above the TLP level."""
    above = [document for document in issue.view.documents if _level(document.tlp) > _level(tlp)]
    if above:
        first = f"“{above[0].title[:80]}” (TLP:{above[0].tlp.upper()})"
        raise PublishError(
            "publish.above-tlp",
            f"{len(above)} of the documents are above TLP:{tlp.upper()}, the first is {first}",
            hint="assess only what may be shown, or publish at the higher level",
        )


def _level(tlp: str) -> int:
    if tlp not in TLP:
        raise PublishError("publish.unknown-tlp", f"no TLP level is called {tlp!r}", hint=f"levels: {', '.join(TLP)}")
    return TLP.index(tlp)
