"""An issue as a draft: Markdown, each sentence with the mark of what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from watchfloor.errors import PublishError
from watchfloor.publish.paper import marked
from watchfloor.publish.words.wording import Names, Wording, wording
from watchfloor.terms import Issue

_HELP = """\
<!--
Rewrite freely. Each sentence keeps at its end the marks of what it rests on, such as [^3], or [^3][^8] for both.
A sentence of your own that rests on nothing is signed: {opinion: Your Name}. The keys in braces after headings stay.
Then: watchfloor publish --from THIS-FILE --to DIR
-->
"""
#: Sentences quoted behind a mark, to remind the editor; all ids stand before them.
_QUOTED = 2


def draft_of(issue: Issue, world: Names) -> str:
    """Return the draft of an issue; read back unchanged it is the same issue."""
    words = wording(issue.view, issue.campaign, world)
    marks: dict[tuple[str, ...], int] = {}
    body = list(_body(issue, marks))
    head = [
        "---",
        f"as_of: {issue.as_of}",
        f"since: {issue.assessment.since}",
        "---",
        "",
        f"# {marked(issue.title)}",
        "",
    ]
    return "\n".join([*head, _HELP, *body, *_marks(words, marks)]) + "\n"


def write_draft(issue: Issue, world: Names, path: Path, *, force: bool = False) -> None:
    """Write the draft of an issue into a file.

    Raises PublishError `publish.draft-exists` where there is one and `force` is not given, `publish.cannot-write`.
    """
    if path.exists() and not force:
        raise PublishError(
            "publish.draft-exists",
            "there is a file already, perhaps with an editor's work in it",
            where=str(path),
            hint="name another one, or use --force to replace it",
        )
    try:
        path.write_text(draft_of(issue, world), encoding="utf-8", errors="replace")
    except OSError as error:
        raise PublishError(
            "publish.cannot-write",
            f"the draft could not be written: {error.strerror or error}",
            where=str(path),
            hint="name a file in a folder that exists",
        ) from error


def _body(issue: Issue, marks: dict[tuple[str, ...], int]) -> Iterator[str]:
    for section in issue.sections:
        yield f"## {marked(section.title)} {{#{section.about}}}"
        yield ""
        for claim in section.claims:
            mark = f"[^{marks.setdefault(claim.statements, len(marks) + 1)}]" if claim.statements else ""
            signed = f" {{opinion: {claim.opinion}}}" if claim.opinion else ""
            yield f"- {marked(claim.text)}{mark}{signed}"
        yield ""


def _marks(words: Wording, marks: dict[tuple[str, ...], int]) -> Iterator[str]:
    for statements, n in marks.items():
        quotes = [words.statements[id].citation for id in statements[:_QUOTED]]
        told = " ".join(f"{marked(quote.speaker)}: “{marked(quote.exact)}”" for quote in quotes)
        more = f" and {len(statements) - _QUOTED} more" if len(statements) > _QUOTED else ""
        yield f"[^{n}]: {' '.join(statements)} — {told}{more}"
