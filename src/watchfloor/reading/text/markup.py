"""Markdown: what each line is, and the marks that are no words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

#: Kinds of line: text joins what stands before it, item and heading start anew, row stands alone.
TEXT, ITEM, HEADING, ROW, BLANK = "text", "item", "heading", "row", "blank"

_QUOTE = re.compile(r"(?:>\s?)+")
_HEADING = re.compile(r"#{1,6}\s+(?P<text>.*?)(?:\s+#+)?$")
_BULLET = re.compile(r"(?:[-*+•▪◦‣·●○]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?(?=\S)")
_SEPARATOR = re.compile(r"\|?[\s:|-]*-[\s:|-]*\|[\s:|-]*$")
_FENCE = re.compile(r"(?:```|~~~)")
_REFERENCE = re.compile(r"\[[^\]^][^\]]*\]:\s+\S+")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:?\s?")
_URL = r"<?[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*>?"
_IMAGE = rf"!\[[^\[\]]*\]\({_URL}\)"
_LINK = re.compile(rf"(?<!\\)!?\[(?P<text>[^\[\]]*)\](?:\(\s*{_URL}(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)|\[[^\[\]]*\])")
_IMAGE_LINK = re.compile(rf"\[(?P<text>{_IMAGE})\]\({_URL}\)")
_AUTOLINK = re.compile(r"<(?P<text>(?:https?://|mailto:)[^\s<>]+)>")
_COMMENT = re.compile(r"<!--(?:[^-]|-(?!->))*-->|<br\s*/?>")
_ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!|>~])")
_EMPHASIS = re.compile(r"\*{1,3}|_{1,3}|~~|`+")


def read_line(text: str) -> tuple[str, str]:
    """Return the kind of a Markdown line and its words, the marks at its start taken off."""
    text = _QUOTE.sub("", text, count=1) if text.startswith(">") else text
    heading = _HEADING.match(text)
    if heading is not None:
        return HEADING, heading["text"]
    bullet = _BULLET.match(text)
    if bullet is not None:
        return ITEM, text[bullet.end() :]
    if _SEPARATOR.match(text) or _REFERENCE.match(text) or _FENCE.match(text) or not text.strip("#> "):
        return BLANK, ""
    if text.startswith("|") or text.count(" | ") > 1:
        return ROW, text.strip("| ")
    return TEXT, text


def mark_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of a paragraph that are marks: ascending, disjoint half-open character spans."""
    spans = [found.span() for found in _COMMENT.finditer(text)]
    for pattern in (_LINK, _IMAGE_LINK, _AUTOLINK):
        for found in pattern.finditer(text):
            spans += [(found.start(), found.start("text")), (found.end("text"), found.end())]
    spans += [found.span() for found in _FOOTNOTE.finditer(text)]
    spans += [found.span() for found in _ESCAPE.finditer(text)]
    taken = _merged(spans)
    return _merged([*taken, *_emphasis(text, taken)])


def _emphasis(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the marks of emphasis and code that close; a lone asterisk is kept."""
    covered = iter(taken)
    span = next(covered, None)
    open_marks: dict[str, int] = {}
    for found in _EMPHASIS.finditer(text):
        while span is not None and span[1] <= found.start():
            span = next(covered, None)
        if (span is not None and span[0] < found.end()) or text[found.start() - 1 : found.start()] == "\\":
            continue
        mark, start, end = found[0], found.start(), found.end()
        before, after = text[start - 1 : start], text[end : end + 1]
        inside_word = mark[0] == "_" and before.isalnum() and after.isalnum()
        if mark in open_marks and before.strip() and not inside_word:
            begun = open_marks.pop(mark)
            yield begun, begun + len(mark)
            yield start, end
        elif after.strip() and not inside_word and not (mark[0] == "_" and before.isalnum()):
            open_marks[mark] = start


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return merged
