"""Competing hypotheses, sources' estimates beside ours, and so what: as sentences."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from watchfloor.publish import compose, not_known
from watchfloor.publish.site.pages import site_files
from watchfloor.publish.words.wording import Names
from watchfloor.terms import (
    Assessment,
    Campaign,
    Inquiry,
    Issue,
    Matrix,
    SourceEstimate,
    SoWhat,
    View,
    Weighed,
)

INQUIRY = Inquiry(
    key="why", question="Why did the tariff go?", hypotheses=(("told", "It was told to"), ("own", "By itself"))
)


def weighed(key: str, events: tuple[str, ...], told: str, own: str) -> Weighed:
    rates = (("told", told), ("own", own))
    return Weighed(evidence=key, text=f"The {key}", events=events, rates=rates, credence=0.8, diagnosticity=0.5)


MATRIX = Matrix(
    inquiry="why",
    rows=(weighed("aid", ("e-aid",), "CC", "I"), weighed("talks", (), "I", "C")),
    scores=(("told", 0.0), ("own", 0.8)),
    best=("told",),
    hinges=(("aid", ()),),
)


@pytest.fixture
def more(view: View, campaign: Campaign, assessment: Assessment, world: Names) -> Issue:
    judged = next(s for s in view.statements if s.kind == "judgement" and s.estimate is not None and s.estimate.band)
    assert judged.estimate is not None
    made = replace(
        assessment,
        matrices=(MATRIX,),
        estimates=(
            SourceEstimate(
                about="contest/serbia", statement=judged.id, cues=judged.estimate.cues, band=judged.estimate.band
            ),
        ),
        so_what=(
            SoWhat(
                stakeholder="eu-security", interest="calm", finding="x", way="helps", events=("e-aid",),
                about="contest/serbia", p=0.88,
            ),
            SoWhat(
                stakeholder="eu-security", interest="calm", finding="x", way="harms", events=("e-tariff",),
                about="step/tariff-lifted",
            ),
            SoWhat(
                stakeholder="eu-security", interest="calm", finding="x", way="helps", events=("e-chapter",),
                about="objective/keep-out",
            ),
        ),
    )  # fmt: skip
    return compose(view, replace(campaign, inquiries=(INQUIRY,)), made, world)


def test_hypotheses_are_told_with_what_stands_against_each_and_what_decides(more: Issue) -> None:
    told = [claim.text for claim in more.claims("hypotheses/why")]
    assert told == [
        "“It was told to” has the least against it (inconsistency 0.00), before “By itself” (0.80).",
        "Against “By itself” (0.80) stands: “The aid”.",
        "This hangs on the evidence “The aid”: without it nothing would tell the explanations apart.",
    ]
    assert all(claim.statements for claim in more.claims("hypotheses/why"))


def test_without_evidence_nothing_is_said_of_hypotheses(
    view: View, campaign: Campaign, assessment: Assessment, world: Names
) -> None:
    empty = replace(MATRIX, rows=(weighed("talks", (), "I", "C"),), best=(), hinges=())
    made = compose(view, replace(campaign, inquiries=(INQUIRY,)), replace(assessment, matrices=(empty,)), world)
    assert made.claims("hypotheses/why") == ()


def test_the_sources_own_estimate_stands_beside_ours_in_their_words(more: Issue) -> None:
    claims = more.claims("contest/serbia")
    assert claims[0].text == "It is very likely (80–95 %) that the West is gaining in Serbia."
    assert claims[0].p == (0.88,)
    assert claims[-1].text.startswith("Of the sources, ")
    assert "“" in claims[-1].text
    assert claims[-1].p == ()


def test_so_what_says_a_finding_as_its_own_section_does(more: Issue) -> None:
    first, second, third = more.claims("stakeholder/eu-security")
    assert first.text == (
        "It is very likely (80–95 %) that the West is gaining in Serbia: "
        "this helps the interest “Serbia and Kosovo talk”."
    )
    assert first.p == (0.88,)
    assert second.text.startswith("“the tariff is lifted” is disputed")
    assert third.text.startswith(
        "Russia has been set back in its objective “Keep the region out of Western bodies”: this"
    )


def test_gaps_of_which_no_source_speaks_are_told_as_not_known(more: Issue, world: Names) -> None:
    assert "Montenegro: nothing about Montenegro is newer than a year." in not_known(more, world)["gaps"]


def test_the_site_shows_the_matrix_with_what_was_not_seen(more: Issue, world: Names) -> None:
    page = site_files(more, world)["index.html"]
    assert isinstance(page, str)
    table = page.partition('<h2 id="hypotheses">')[2].partition("</section>")[0]
    assert "Why did the tariff go?" in table
    assert [cell for cell in re.findall(r"<td>(.*?)</td>", table) if cell] == [
        "CC", "I", "0.80", "0.50", "I", "C", "–", "0.50", "<strong>0.00</strong>", "0.80",
    ]  # fmt: skip
    assert table.count("not seen") == 1


def test_without_hypotheses_the_site_has_no_matrix(issue: Issue, world: Names) -> None:
    page = site_files(issue, world)["index.html"]
    assert isinstance(page, str)
    assert 'id="hypotheses"' not in page


def test_hostile_texts_of_an_inquiry_stay_text(more: Issue, world: Names) -> None:
    evil = "<script>alert(1)</script>"
    inquiry = replace(INQUIRY, question=evil, hypotheses=(("told", evil), ("own", evil)))
    matrix = replace(MATRIX, rows=tuple(replace(row, text=evil) for row in MATRIX.rows))
    made = replace(
        more,
        campaign=replace(more.campaign, inquiries=(inquiry,)),
        assessment=replace(more.assessment, matrices=(matrix,)),
    )
    page = site_files(made, world)["index.html"]
    assert isinstance(page, str)
    assert evil not in page
