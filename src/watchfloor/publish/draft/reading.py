"""A draft, rewritten by an editor, as an issue again; a sentence that rests on nothing is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from watchfloor.errors import PublishError
from watchfloor.publish.draft.checks import flags, with_numbers
from watchfloor.publish.paper import marked
from watchfloor.publish.words import hedging
from watchfloor.publish.words.wording import Names, Wording, sentence, wording
from watchfloor.reading.text.sentences import sentence_spans
from watchfloor.terms import Claim, Issue, Section

_MARK = re.compile(r"(?<!\\)\[\^(?P<mark>[\w-]+)\]|(?<!\\)\{opinion:\s*(?P<who>[^}]*)\}")
_MARKS = re.compile(r"(?:\s*(?<!\\)(?:\[\^[\w-]+\]|\{opinion:[^}]*\}))+\s*[.]?")
_DEFINED = re.compile(r"\[\^(?P<mark>[\w-]+)\]:\s*(?P<ids>.*)")
_HEADING = re.compile(r"##\s+(?P<title>.*?)\s*\{#(?P<about>[^}\s]+)\}")
_BULLET = re.compile(r"(?:[-*+]|\d+[.)])\s+")
_ESCAPED = re.compile(r"\\([^\w\s])")
_COMMENT = re.compile(r"(?<!\\)<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """An issue as its editor wants it, and what in it does not match its sources: (file:line, what)."""

    issue: Issue
    flags: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Block:
    line: int
    text: str


@dataclass(slots=True)
class _Parsed:
    """The parts of a draft: title, sections as blocks, marks with their ids."""

    title: str = ""
    titles: dict[str, str] = field(default_factory=dict)
    blocks: dict[str, list[_Block]] = field(default_factory=dict)
    marks: dict[str, tuple[str, ...]] = field(default_factory=dict)


def draft_days(path: Path) -> tuple[date, date]:
    """Return the day of a draft and the day it compares with.

    Raises PublishError `publish.draft-not-readable`.
    """
    head = dict(re.findall(r"^(as_of|since): (\S+)$", _text(path).partition("\n# ")[0], re.MULTILINE))
    try:
        return date.fromisoformat(head["as_of"]), date.fromisoformat(head["since"])
    except (KeyError, ValueError) as error:
        raise PublishError(
            "publish.draft-not-readable",
            "the head does not say as_of and since",
            where=str(path),
            hint="keep the lines between --- as `watchfloor publish --draft` wrote them",
        ) from error


def edited(issue: Issue, path: Path, world: Names) -> Edited:
    """Return the issue with the sentences of a draft.

    Raises PublishError `publish.draft-not-readable`, and `publish.draft-wrong` with every sentence that rests on
    nothing, mark that is not defined, statement that the issue does not hold, and heading that it does not know.
    """
    faults: list[PublishError] = []
    parsed = _parsed(_text(path), path, faults)
    abouts = {section.about for section in issue.sections}
    for about, blocks in parsed.blocks.items():
        if about not in abouts:
            where = f"{path}:{blocks[0].line if blocks else 1}"
            faults.append(_wrong(where, f"no section is called {about!r}", f"sections: {', '.join(sorted(abouts))}"))
    words = wording(issue.view, issue.campaign, world)
    claims = [claim for section in issue.sections for claim in section.claims]
    known = {(marked(claim.text), claim.statements, claim.opinion): claim for claim in claims}
    desk = _EditorsDesk(words=words, path=path, marks=parsed.marks, faults=faults, originals=claims, known=known)
    sections = tuple(_section(desk, parsed, section) for section in issue.sections)
    if faults:
        faults[0].others = tuple(faults[1:])
        raise faults[0]
    title = issue.title if parsed.title == marked(issue.title) else _plain(parsed.title) or issue.title
    return Edited(issue=replace(issue, title=title, sections=sections), flags=tuple(desk.flagged))


@dataclass(slots=True, kw_only=True)
class _EditorsDesk:
    """What a sentence is held against, and what was found."""

    words: Wording
    path: Path
    marks: Mapping[str, tuple[str, ...]]
    faults: list[PublishError]
    originals: Sequence[Claim]
    known: Mapping[tuple[str, tuple[str, ...], str], Claim]  #: by text as a draft has it, statements, opinion
    flagged: list[tuple[str, str]] = field(default_factory=list)

    def where(self, block: _Block) -> str:
        return f"{self.path}:{block.line}"

    def fault(self, block: _Block, what: str, hint: str) -> None:
        self.faults.append(_wrong(self.where(block), what, hint))


def _section(desk: _EditorsDesk, parsed: _Parsed, section: Section) -> Section:
    told = parsed.titles.get(section.about, marked(section.title))
    title = section.title if told == marked(section.title) else _plain(told)
    claims = [claim for block in parsed.blocks.get(section.about, []) for claim in _claims(desk, block)]
    return replace(section, title=title, claims=tuple(claims))


def _claims(desk: _EditorsDesk, block: _Block) -> Iterator[Claim]:
    """Yield the sentences of a block; one that was not touched is the one it was."""
    begin = 0
    for found in _MARKS.finditer(block.text):
        text, begin = block.text[begin : found.start()].strip(), found.end()
        statements, opinion = _cited(desk, block, found[0])
        unchanged = desk.known.get((text, statements, opinion))
        if unchanged is not None:
            yield unchanged
        elif statements or opinion:
            *bare, last = _sentences(_plain(text)) or [""]
            for one in bare:
                _uncited(desk, block, one)
            if last:
                yield _checked(desk, block, Claim(text=sentence(last), statements=statements, opinion=opinion))
            else:
                desk.fault(block, "a mark stands behind no sentence", "put it at the end of one")
    for one in _sentences(_plain(block.text[begin:].strip())):
        _uncited(desk, block, one)


def _checked(desk: _EditorsDesk, block: _Block, bare: Claim) -> Claim:
    """Return a rewritten sentence with the numbers behind its words of likelihood, held against its sources."""
    claim = with_numbers(bare, desk.originals)
    for why in hedging.wrong(claim):
        hint = "use the word that the assessment has, or sign the sentence: {opinion: Your Name}"
        desk.fault(block, f"{why}: “{claim.text}”", hint)
    if not claim.opinion:
        desk.flagged += [
            (desk.where(block), f"“{claim.text}”: {what}") for what in flags(desk.words, claim, desk.originals)
        ]
    return claim


def _cited(desk: _EditorsDesk, block: _Block, text: str) -> tuple[tuple[str, ...], str]:
    """Return what a run of marks stands for: statements, and whose opinion it is."""
    statements: dict[str, None] = {}
    opinion = ""
    for mark in _MARK.finditer(text):
        if mark["mark"] is None:
            opinion = " ".join(mark["who"].split())
            if not opinion:
                desk.fault(block, "an opinion is signed by nobody", "write {opinion: Your Name}")
        elif mark["mark"] not in desk.marks:
            desk.fault(block, f"the mark [^{mark['mark']}] is not defined", "keep the list of marks at the end")
        else:
            statements |= dict.fromkeys(desk.marks[mark["mark"]])
    unknown = [id for id in statements if id not in desk.words.statements]
    if unknown:
        desk.fault(block, f"the issue holds no statement {unknown[0]!r}", "draft again: the record has changed")
    return tuple(id for id in statements if id not in unknown), opinion


def _uncited(desk: _EditorsDesk, block: _Block, text: str) -> None:
    shown = text if len(text) <= 80 else text[:79] + "…"
    desk.fault(
        block, f"no sentence supports “{shown}”", "end it with a mark such as [^3], or sign it: {opinion: Your Name}"
    )


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text; a quotation of several is one with what leads to it."""
    found: list[str] = []
    open_ = False
    for start, end in sentence_spans(text):
        piece = text[start:end]
        if open_:
            found[-1] += f" {piece}"
        else:
            found.append(piece)
        open_ = found[-1].count("“") > found[-1].count("”")
    return found


def _parsed(text: str, path: Path, faults: list[PublishError]) -> _Parsed:
    made = _Parsed()
    about, fresh = "", True
    for number, line in _lines(text):
        heading, defined = _HEADING.fullmatch(line), _DEFINED.match(line)
        if defined is not None:
            made.marks[defined["mark"]] = tuple(defined["ids"].partition(" — ")[0].split())
        elif line == "#" or line.startswith("# "):
            made.title = line[1:].strip()
        elif heading is not None:
            about = heading["about"]
            if about in made.blocks:
                faults.append(_wrong(f"{path}:{number}", f"the section {about!r} stands there twice", "join them"))
            made.blocks.setdefault(about, [])
            made.titles[about] = heading["title"]
        elif line.startswith("#"):
            faults.append(_wrong(f"{path}:{number}", "a heading has no key", "keep the {#key} after it"))
        elif line.strip() and not about:
            faults.append(_wrong(f"{path}:{number}", "a text stands before the first section", "move it into one"))
        elif line.strip():
            _add(made.blocks[about], number, line, fresh)
        fresh = not line.strip() or heading is not None
    return made


def _add(blocks: list[_Block], number: int, line: str, fresh: bool) -> None:
    bullet = _BULLET.match(line.strip())
    if bullet is not None or fresh or not blocks:
        blocks.append(_Block(number, line.strip()[bullet.end() if bullet else 0 :]))
    else:
        blocks[-1] = _Block(blocks[-1].line, f"{blocks[-1].text} {line.strip()}")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines below the head with their numbers; what stands in comments is blank."""
    blank = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    lines = list(enumerate(blank.split("\n"), 1))
    if lines and lines[0][1].strip() == "---":
        end = next((n for n, (_, line) in enumerate(lines[1:], 1) if line.strip() == "---"), 0)
        lines = lines[end + 1 :]
    yield from ((number, line.rstrip()) for number, line in lines)


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PublishError(
            "publish.draft-not-readable",
            f"the draft cannot be read: {error}",
            where=str(path),
            hint="write one with `watchfloor publish --draft FILE.md`",
        ) from error


def _wrong(where: str, what: str, hint: str) -> PublishError:
    return PublishError("publish.draft-wrong", what, where=where, hint=hint)
