"""The index that the search page looks through in the browser: everything that may be shown, and where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator

from watchfloor.publish.site.events import latest_first
from watchfloor.publish.site.notes import slug
from watchfloor.publish.site.parts import shown
from watchfloor.publish.site.subjects import actor_keys
from watchfloor.publish.words.compose import title
from watchfloor.publish.words.dates import span_words
from watchfloor.publish.words.wording import Wording, sentence
from watchfloor.terms import Issue

Found = tuple[str, str, str, str]  #: (kind, text, what stands beside it, address)


def index_script(words: Wording, issue: Issue) -> str:
    """Return the index as a script that a page opened from a folder may load; `<` is written as an escape."""
    entries = json.dumps(list(_entries(words, issue)), ensure_ascii=False, separators=(",", ":"))
    return "window.watchfloorIndex=" + entries.replace("<", "\\u003c") + ";\n"


def _entries(words: Wording, issue: Issue) -> Iterator[Found]:
    campaign = issue.campaign
    for key in campaign.theatre:
        yield "country", words.world.name(key), "", f"country/{slug(key)}.html"
    for contest in campaign.contests:
        yield "contest", contest.question, "", f"index.html#contest-{slug(contest.key)}"
    for lever in campaign.levers:
        text = title(words.text(lever.key, lever.text))
        yield "lever", text, words.name(lever.of), f"levers/{slug(lever.key)}.html"
    for step in campaign.processes:
        yield "step", title(words.text(step.key, step.text)), "", f"processes/{slug(step.key)}.html"
    for key, n in actor_keys(issue.view.events):
        yield "actor", words.world.name(key), f"{n}", f"actors/{slug(key)}.html"
    for event in latest_first(issue.view.events):
        yield "event", sentence(words.clause(event)), span_words(event.when), f"events/{slug(event.id)}.html"
    for document in sorted(issue.view.documents, key=lambda d: d.id):
        here = f"documents/{slug(document.id)}.html"
        yield "document", document.title, document.publisher or "", here
        first = {s.citation.start: s for s in reversed(shown(issue, document))}  # a sentence is found once
        for statement in (first[start] for start in sorted(first)):
            yield "sentence", statement.citation.exact, statement.speaker, f"{here}#s-{slug(statement.id)}"
