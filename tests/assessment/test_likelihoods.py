from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from watchfloor.assessment.likelihoods import beside
from watchfloor.terms import Campaign, Document, Estimate, Statement, View, When
from watchfloor.world import World


def judged(name: str, day: str, text: str) -> tuple[Document, Statement]:
    document = Document(id=name, title=name, publisher=name, published=When(day), text=text)
    estimate = Estimate(cues=("likely",), band=(0.55, 0.8))
    return document, Statement(
        id=f"j-{name}", kind="judgement", citation=document.cite(0, len(text)), estimate=estimate
    )


def seen(*said: tuple[Document, Statement]) -> View:
    documents, statements = zip(*said, strict=True)
    return View(as_of=date(2020, 5, 15), documents=documents, statements=statements, events=())


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("A new line to Malta is likely.", ["contest/malta"]),
        ("A deal between Valletta and Nicosia is likely.", ["contest/malta", "contest/cyprus"]),
        ("Rain is likely in Norway.", []),
    ],
)
def test_a_judgement_stands_beside_ours_where_it_names_the_territory(
    text: str, about: list[str], campaign: Campaign, world: World
) -> None:
    assert [one.about for one in beside(seen(judged("d", "2020-05-01", text)), campaign, world)] == about


def test_the_latest_comes_first_and_proposals_and_plain_judgements_stay_out(campaign: Campaign, world: World) -> None:
    old, new, third, fourth = (
        judged(name, day, "It is likely that Malta agrees.")
        for name, day in (
            ("old", "2020-01-01"),
            ("new", "2020-05-01"),
            ("third", "2020-05-02"),
            ("fourth", "2020-05-03"),
        )
    )
    view = seen(old, new, (third[0], replace(third[1], proposal=True)), (fourth[0], replace(fourth[1], estimate=None)))
    found = beside(view, campaign, world)
    assert [(one.statement, one.cues, one.band) for one in found] == [
        ("j-new", ("likely",), (0.55, 0.8)),
        ("j-old", ("likely",), (0.55, 0.8)),
    ]
