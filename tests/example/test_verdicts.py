"""What the example desk concludes as a whole, and that it concludes the opposite from the opposite facts."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from watchfloor.desk import Desk
from watchfloor.terms import Assessment, Issue, Progress, Standing, View

DECEMBER, MAY = date(2019, 12, 31), date(2020, 5, 15)
QUARTER = timedelta(days=90)


def told(issue: Issue, about: str, words: str) -> list[str]:
    """Return the sentences on which the claims of a section that hold some words rest."""
    (section,) = [section for section in issue.sections if section.about == about]
    cited = [id for claim in section.claims if words in claim.text for id in claim.statements]
    return [issue.view.statement(id).citation.exact for id in cited]


def test_in_december_russia_gains_in_serbia_and_the_sentences_say_why(example: Desk) -> None:
    why = told(example.issue(DECEMBER, DECEMBER - QUARTER), "contest/serbia", "Russia is gaining in Serbia")
    assert any("Mi-35M" in sentence for sentence in why)
    assert any("Sochi" in sentence for sentence in why)


def test_by_may_russia_is_losing_in_several_countries_and_the_sentences_say_why(example: Desk) -> None:
    issue = example.issue(MAY, DECEMBER)
    losing = [s.contest for s in issue.assessment.standings if s.gaining == "West"]
    assert len(losing) >= 2
    assert not any(s.gaining == "Russia" and s.contest in losing for s in issue.assessment.standings)
    why = told(issue, "contest/north-macedonia", "is gaining in")
    assert any("joined NATO" in sentence for sentence in why)


def test_by_may_russia_is_losing_in_bulgaria(example: Desk) -> None:
    why = told(example.issue(MAY, DECEMBER), "contest/bulgaria", "is gaining in")
    assert any("expelled two Russian diplomats" in sentence for sentence in why)


def step(now: Assessment, key: str) -> Progress:
    return next(progress for progress in now.processes if progress.step == key)


def said(view: View, progress: Progress) -> str:
    events = {event.id: event for event in view.events}
    ids = [*progress.statements, *(id for event in progress.events for id in events[event].statements)]
    return " ".join(view.statement(id).citation.exact for id in ids)


def test_the_chain_of_accession_comes_out_of_the_file_and_the_text_together(example: Desk) -> None:
    """EU accession waits for normalisation, that for the talks, these for tariff and Interpol."""
    view, now = example.assess(date(2020, 2, 29), DECEMBER)
    accession = step(now, "eu-accession-serbia")
    assert "tariff-lifted" in accession.waits_for
    assert "interpol-dispute" in accession.blocked_by
    assert step(now, "tariff-lifted").state == "lost"
    assert "precondition for a return to the dialogue" in said(view, step(now, "tariff-lifted"))
    view, now = example.assess(MAY, DECEMBER)
    assert "precondition for Serbia's accession" in said(view, step(now, "eu-accession-serbia"))
    assert "only after the tariff had been abolished" in said(view, step(now, "talks"))
    assert "tariff-lifted" not in step(now, "eu-accession-serbia").waits_for


def test_nato_accession_needed_the_new_name_and_a_settlement_needs_that_nobody_vetoes(example: Desk) -> None:
    view, now = example.assess(MAY, DECEMBER)
    assert step(now, "nato-accession-north-macedonia").state == "met"
    assert "the new name was the condition for membership" in said(view, step(now, "name-change"))
    resolution, veto = step(now, "new-unsc-resolution"), step(now, "no-veto")
    assert resolution.waits_for == ("no-veto",)
    assert "no-veto" in step(now, "kosovo-settlement").waits_for
    assert (veto.state, "could veto such a resolution" in said(view, veto)) == ("unknown", True)


CAMPAIGN = """
campaign: A harbour between two sides
theatre: [MLT]
sides:
  Italy: [ITA]
  Greece: [GRC]
contests:
  malta: {in: MLT, between: [Italy, Greece]}
"""
#: What was reported; the sides stand in braces. Who acts is one side, and who yields the other.
REPORTS = {
    "2020-04-06": [
        "{First} delivered four patrol boats to Malta on 2 April 2020.",
        "Malta expelled two {second} diplomats on 3 April 2020.",
    ],
    "2020-04-20": [
        "{First} and Malta signed a defence agreement on 14 April 2020.",
        "Malta rejected a request of {Second} on 15 April 2020.",
    ],
    "2020-05-04": ["The foreign minister of {First} visited Malta on 28 April 2020."],
}
NAMES = {"Italy": {"Name": "Italy", "of": "Italian"}, "Greece": {"Name": "Greece", "of": "Greek"}}


def verdict(first: str, second: str, folder: Path) -> Standing:
    """Return where the contest stands when one side acts and the other yields."""
    folder.mkdir()
    (folder / "campaign.yaml").write_text(CAMPAIGN, encoding="utf-8")
    one, other = NAMES[first], NAMES[second]
    for n, (day, sentences) in enumerate(REPORTS.items()):
        text = " ".join(sentences).format(First=one["Name"], Second=other["Name"], second=other["of"])
        head = f"---\ntitle: Report {n}\npublisher: Outlet {n}\npublished: {day}\ngrade: B\n---\n"
        (folder / f"{n}.txt").write_text(head + text + "\n", encoding="utf-8")
    desk = Desk(folder)
    assert not [o.error for o in desk.read(sorted(folder.glob("*.txt"))) if o.error]
    return desk.assess(MAY, date(2020, 3, 31))[1].standings[0]


def test_when_the_facts_of_the_documents_are_reversed_the_verdict_reverses(tmp_path: Path) -> None:
    one = verdict("Italy", "Greece", tmp_path / "one")
    other = verdict("Greece", "Italy", tmp_path / "other")
    assert (one.gaining, other.gaining) == ("Italy", "Greece")
    assert one.balance is not None
    assert other.balance is not None
    assert one.balance == pytest.approx(-other.balance, rel=0.01)  # a name weighs a little in how sure the reader is
    assert len(one.moved) == len(other.moved) >= 5
