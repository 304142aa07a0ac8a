"""Files of every format, made for the tests; all sentences are invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from html import escape
from itertools import product

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

FONT, SIZE, LEADING = "Times-Roman", 10.0, 12.5

#: Long words are broken at these places by the typesetter below.
BREAKS = {"negotiations": "negotia-tions", "government": "govern-ment", "parliament": "parlia-ment"}

STORY = [
    "The finance minister of Ruritania met the harbour council on 3 May and signed a treaty on transit fees. "
    "The parliament will probably ratify the treaty before the summer recess, and the government has said that "
    "negotiations on the rail link go on.",
    "Strelsau rejected the offer of the northern league in April. A well-known adviser to the prime minister said "
    "that the offer came too late, and that the negotiations had been conducted in bad faith from the beginning.",
    "The league has three aims in the straits: it wants a naval station, it wants a say in the customs union, and "
    "it wants the old pipeline reopened. None of these aims was mentioned in the communiqué of the meeting.",
    "Observers in the capital doubt that the government can keep its majority. Two parties have left the coalition "
    "since March, and a third one threatens to follow if the budget is not amended before the end of the month.",
]
#: A longer one, no two paragraphs of it alike.
LONG = [
    f"The {role} of {place} spoke {when} about the {thing}. " + " ".join(text.split()[n % 5 :])
    for n, (role, place, when, thing) in enumerate(
        product(
            ["envoy", "minister"],
            ["Ruritania", "Strelsau"],
            ["at noon", "in the evening"],
            ["treaty", "league", "strait"],
        )
    )
    for text in [STORY[n % len(STORY)]]
]


def wrapped(text: str, width: float) -> list[str]:
    """Break a paragraph into lines, some of them inside a word."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if stringWidth(longer, FONT, SIZE) <= width:
            line = longer
            continue
        head, _, _ = BREAKS.get(word.strip(".,"), "").partition("-")
        if head and stringWidth(f"{line} {head}-", FONT, SIZE) <= width:
            lines.append(f"{line} {head}-")
            line = word[len(head) :]
            continue
        lines.append(line)
        line = word
    return [*lines, line]


def pdf(
    paragraphs: Sequence[str] = STORY,
    *,
    columns: int = 2,
    rows: int = 40,
    head: str = "",
    notes: Sequence[str] = (),
    title: str = "",
    password: str = "",
) -> bytes:
    """Set paragraphs in columns, with a running head, page numbers, and a footnote on each page."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True, encrypt=password or None)
    canvas.setTitle(title or "untitled")
    width, gap, top = A4[0] - 120, 20.0, A4[1] - 80
    measure = (width - gap * (columns - 1)) / columns
    lines = [
        (line, 12.0 if n == 0 else 0.0) for text in paragraphs for n, line in enumerate(wrapped(text, measure - 12))
    ]
    page = 0
    while lines:
        page += 1
        canvas.setFont(FONT, 8)
        if head:
            canvas.drawString(60, A4[1] - 40, head)
        canvas.drawCentredString(A4[0] / 2, 30, str(page))
        for column in range(columns):
            left, y = 60 + column * (measure + gap), top
            canvas.setFont(FONT, SIZE)
            for text, indent in lines[:rows]:
                canvas.drawString(left + indent, y, text)
                y -= LEADING
            del lines[:rows]
        if page <= len(notes):
            canvas.setFont(FONT, 7)
            canvas.drawString(60, 60, f"{page} {notes[page - 1]}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def scan() -> bytes:
    """Make a page that is a picture."""
    from PIL import Image

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    canvas.drawInlineImage(Image.new("L", (60, 60), 128), 0, 0, width=A4[0], height=A4[1])
    canvas.showPage()
    canvas.save()
    return out.getvalue()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:title>Harbour report</dc:title><dc:creator>Anna Berg</dc:creator>"
    "<dcterms:created>2020-05-14T08:00:00Z</dcterms:created></cp:coreProperties>"
)


def docx(
    body: str = "", *, paragraphs: Sequence[str] = STORY, prolog: str = "", extra: dict[str, bytes] | None = None
) -> bytes:
    """Zip a Word document of paragraphs, or of raw WordprocessingML."""
    body = body or "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
    main = f'{prolog}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in (
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", RELS),
            ("word/document.xml", main),
            ("docProps/core.xml", CORE),
        ):
            packed.writestr(name, text)
        for name, data in (extra or {}).items():
            packed.writestr(name, data)
    return out.getvalue()


def page(paragraphs: Sequence[str] = STORY, *, head: str = "") -> bytes:
    """Make a web page with an article and what stands around articles."""
    text = "\n".join(f"<p>{escape(p)}</p>" for p in paragraphs)
    return (
        f'<!doctype html>\n<html lang="en"><head><title>Harbour treaty signed</title>{head}</head><body>'
        f'<nav><a href="/">Home</a> <a href="/w">World</a></nav>\n<article><h1>Harbour treaty signed</h1>\n{text}\n'
        "</article><footer>All rights reserved by the Gazette</footer></body></html>"
    ).encode()


VTT = b"""WEBVTT - The Harbour Hour

NOTE written for testing

1
00:00:01.000 --> 00:00:04.000 align:start
<v Anna Berg>The minister of Ruritania visited

2
00:00:04.100 --> 00:00:06.000
<v Anna Berg>the harbour council on 3 May.</v>

01:00:07.000 --> 01:00:09.000
<v Boris Carr>I <i>think</i> they will probably delay &amp; wait.</v>
"""

SRT = b"""1
00:00:01,000 --> 00:00:04,000
ANNA BERG: The minister visited

2
00:00:04,100 --> 00:00:06,000
the harbour council on 3 May.

3
00:00:07,000 --> 00:00:09,000
>> BORIS CARR: They will probably delay.

4
00:00:09,000 --> 00:00:12,000
>> Who knows?
"""

MAIL = """From: Anna Berg <anna@example.org>
To: desk@example.org
Subject: =?utf-8?q?Ni=C5=A1?= weekly
Date: Fri, 15 May 2020 23:30:00 +0200
Archived-At: <https://example.org/list/1>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

The finance minister signed the
treaty in Niš.

--b
Content-Type: application/pdf
Content-Disposition: attachment; filename="fees.pdf"
Content-Transfer-Encoding: base64

AAAA
--b--
""".encode()

RSS = b"""<?xml version="1.0"?>
<rss version="2.0"><channel><title>The Harbour Gazette</title>
<item><title>Treaty signed</title><link>https://example.org/1</link><guid>1</guid>
<pubDate>Fri, 15 May 2020 10:00:00 GMT</pubDate><author>a@example.org (Anna Berg)</author>
<description>&lt;p&gt;The minister signed the treaty.&lt;/p&gt;&lt;p&gt;Then she left.&lt;/p&gt;</description>
<enclosure url="https://example.org/a.mp3" type="audio/mpeg" length="1"/></item>
<item><title>Talks go on</title><description>The talks on the rail link go on.</description></item>
</channel></rss>
"""

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Gazette</title><entry><title>One</title><id>a</id>
<link href="https://example.org/a"/><published>2020-05-14T08:00:00Z</published><updated>2020-06-01T00:00:00Z</updated>
<author><name>Boris Carr</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The offer came <b>late</b>.</p></div></content>
</entry></feed>"""

#: A good file of every format, by suffix.
GOOD = {
    ".pdf": pdf(), ".docx": docx(), ".html": page(), ".vtt": VTT, ".srt": SRT, ".eml": MAIL, ".rss": RSS, ".atom": ATOM,
}  # fmt: skip
