from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from watchfloor.publish import compose
from watchfloor.terms import ICD203, Change, Claim, Gap, Issue


def claims(issue: Issue, about: str) -> tuple[Claim, ...]:
    return next(section.claims for section in issue.sections if section.about == about)


def texts(issue: Issue, about: str) -> list[str]:
    return [claim.text for claim in claims(issue, about)]


def test_every_claim_cites_statements_of_the_view(issue: Issue) -> None:
    known = {statement.id for statement in issue.view.statements}
    cited = [claim.statements for section in issue.sections for claim in section.claims]
    assert len(cited) > 15
    assert all(set(ids) <= known for ids in cited)


def test_every_claim_is_a_sentence(issue: Issue) -> None:
    for section in issue.sections:
        for claim in section.claims:
            assert re.match(r"^[A-Z“].*[.!?][”]?$", claim.text), claim.text


def test_the_same_assessment_gives_the_same_issue(issue: Issue, world: Any) -> None:
    assert compose(issue.view, issue.campaign, issue.assessment, world) == issue


def test_who_is_gaining_is_hedged_by_the_word_with_its_range(issue: Issue) -> None:
    assert texts(issue, "contest/serbia")[0] == "It is very likely (80–95 %) that the West is gaining in Serbia."


def test_likelihood_and_breadth_of_evidence_never_share_a_sentence(issue: Issue) -> None:
    for section in issue.sections:
        for claim in section.claims:
            hedges = any(f"{band.word} (" in claim.text for band in ICD203)
            assert not (hedges and ("confidence" in claim.text or "origin" in claim.text))


def test_without_enough_evidence_nothing_is_claimed(issue: Issue) -> None:
    assert texts(issue, "contest/montenegro") == []


def test_what_speaks_against_is_said(issue: Issue) -> None:
    against = claims(issue, "contest/serbia")[2]
    assert against.text == "Against this stands that Russia gave material help to Serbia in December 2019."
    assert against.statements == issue.view.events[0].statements


def test_at_most_seven_changes_and_the_weightiest_first(issue: Issue, world: Any) -> None:
    ids = [event.id for event in issue.view.events]
    many = tuple(
        Change(kind="judgement", about="x", text=f"line {n}", weight=float(n), events=(ids[n % len(ids)],))
        for n in range(20)
    )
    long = compose(issue.view, issue.campaign, replace(issue.assessment, changes=many), world)
    assert texts(long, "changes") == [f"Line {n}." for n in range(19, 12, -1)]


def test_a_change_that_rests_on_nothing_is_not_claimed(issue: Issue, world: Any) -> None:
    bare = (Change(kind="judgement", about="x", text="out of thin air", weight=9.0),)
    assert texts(compose(issue.view, issue.campaign, replace(issue.assessment, changes=bare), world), "changes") == []


def test_a_process_names_what_it_waits_for_and_what_blocks_it(issue: Issue) -> None:
    assert texts(issue, "processes")[1] == (
        "“Serbia and Kosovo talk” is blocked by “the election in Serbia”; it waits for “the tariff is lifted”."
    )


def test_a_derived_step_rests_on_the_sources_of_what_it_waits_for(issue: Issue) -> None:
    tariff = next(event for event in issue.view.events if event.id == "e-tariff")
    assert claims(issue, "processes")[0].statements == tariff.statements


def test_a_judgement_keeps_its_speaker_and_its_words(issue: Issue) -> None:
    assert texts(issue, "outlook") == [
        "Analyst (Karst Radio) said on 8 May 2020: “If the tariff goes, the two sides will likely return to talks.” "
        "“likely” stands for 55–80 % in ICD 203."
    ]


def test_a_word_without_a_band_gets_none(issue: Issue) -> None:
    assert "“may” has no fixed range" in texts(issue, "judgements")[0]


def test_gaps_that_share_one_lack_are_one_line(issue: Issue, world: Any) -> None:
    gaps = tuple(
        Gap(kind="single-origin", about=event.id, text="one origin alone", events=(event.id,))
        for event in issue.view.events
    )
    lines = texts(compose(issue.view, issue.campaign, replace(issue.assessment, gaps=gaps), world), "gaps")
    assert len(lines) == 1
    assert lines[0].startswith("Six events are reported by one origin alone: ")
    assert lines[0].endswith("; and three further events.")


def test_an_unresolved_name_stays_visible(issue: Issue, world: Any) -> None:
    gap = Gap(kind="unresolved-name", about="Harbour League", text="?", events=("e-gas",))
    lines = texts(compose(issue.view, issue.campaign, replace(issue.assessment, gaps=(gap,)), world), "gaps")
    assert lines == ["One name could not be resolved: “Harbour League”."]
