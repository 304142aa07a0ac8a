from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from watchfloor.publish import compose, not_known
from watchfloor.terms import ICD203, Assumption, Binding, Change, Claim, Gap, Issue, Reply, Sensitivity


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


def test_what_hangs_on_the_weaker_sources_is_said(issue: Issue, world: Any) -> None:
    told = (
        Sensitivity(without=("D", "E"), enough=True, origins=2, balance=0.5, change=0.2, gaining="Russia"),
        Sensitivity(without=("F",), enough=False, origins=1),
    )
    serbia, *others = issue.assessment.standings
    turned = replace(issue.assessment, standings=(replace(serbia, sensitivity=told), *others))
    said = texts(compose(issue.view, issue.campaign, turned, world), "contest/serbia")[-2:]
    assert said == [
        "Without sources graded D or E the balance is 0.5 toward Russia, with them 3.4 toward the West.",
        "Without sources of grade F or of none there is not enough evidence.",
    ]


def test_answers_are_told_with_what_binds_them(issue: Issue, world: Any) -> None:
    replies = (Reply(event="e-aid", mark="in response", to="e-arms"), Reply(event="e-chapter", to="e-arms"))
    (west,) = issue.assessment.initiative
    turned = replace(issue.assessment, initiative=(replace(west, replies=replies),))
    marked, timed = claims(compose(issue.view, issue.campaign, turned, world), "initiative")[1:]
    assert marked.text.startswith("The West answered, in the words of a source: ")
    assert timed.text.startswith("The West answered, soon after the other side acted upon it: ")
    assert set(issue.view.events[0].statements) <= set(marked.statements)  # what is answered is cited too


def test_what_speaks_against_is_said(issue: Issue) -> None:
    against = claims(issue, "contest/serbia")[3]
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


def test_a_word_without_a_band_gets_none_and_its_note_stands_once(issue: Issue, world: Any) -> None:
    may = next(s for s in issue.view.statements if s.estimate is not None and s.estimate.band is None)
    again = replace(may, id="again")
    more = replace(issue.view, statements=(*issue.view.statements, again))
    made = compose(more, issue.campaign, issue.assessment, world)
    assert not any("range" in text or "readers" in text for text in texts(made, "judgements"))
    assert texts(made, "hedges") == ["“may” has no fixed range; most readers take it for 10–70 %, half for under 40 %."]
    assert claims(made, "hedges")[0].statements == (may.id, again.id)


def test_a_question_is_no_judgement(issue: Issue, world: Any) -> None:
    asked = tuple(
        replace(s, citation=replace(s.citation, exact="Who may win?”")) if s.kind == "judgement" else s
        for s in issue.view.statements
    )
    made = compose(replace(issue.view, statements=asked), issue.campaign, issue.assessment, world)
    assert [texts(made, about) for about in ("judgements", "outlook", "hedges")] == [[], [], []]


def standing(issue: Issue, world: Any, **more: Any) -> Issue:
    """Return the issue with the first standing changed."""
    first, *rest = issue.assessment.standings
    return compose(
        issue.view,
        issue.campaign,
        replace(issue.assessment, standings=(replace(first, **more), *rest), changes=more_changes(issue)),
        world,
    )


def more_changes(issue: Issue) -> tuple[Change, ...]:
    moved = Change(kind="standing", about="serbia", text="4.4 toward West", weight=9.0, events=("e-aid",))
    return (moved, *issue.assessment.changes)


def test_the_level_is_said_beside_the_direction(issue: Issue, world: Any) -> None:
    assert texts(issue, "contest/serbia")[1] == (
        "So far the balance lies with the West (+3.4, 80 % interval +2.0 to +4.8)."
    )
    russia = standing(issue, world, balance=2.1, low=0.4, high=3.8)
    assert texts(russia, "contest/serbia")[1] == (
        "So far the balance lies with Russia (+2.1, 80 % interval +0.4 to +3.8)."
    )
    open_ = standing(issue, world, balance=-0.5, low=-2.0, high=1.0, gaining=None, p_gaining=None)
    assert texts(open_, "contest/serbia")[:2] == [
        "Neither side is clearly gaining in Serbia.",
        "The balance is open: 0.5 toward the West, 80 % interval from 2.0 toward the West to 1.0 toward Russia.",
    ]


def test_what_changed_never_contradicts_the_verdict(issue: Issue, world: Any) -> None:
    clear = standing(issue, world)
    assert texts(clear, "changes")[0] == "In Serbia the balance moved by 4.5 toward the West."
    unclear = standing(issue, world, gaining=None, p_gaining=None)
    assert texts(unclear, "contest/serbia")[0] == "Neither side is clearly gaining in Serbia."
    assert not any("balance" in text for text in texts(unclear, "changes"))


def planned(issue: Issue, world: Any, contest: str = "serbia") -> Issue:
    """Return the issue in which the gas accord is only planned, and favours Russia."""
    events = tuple(replace(e, factuality="planned") if e.id == "e-gas" else e for e in issue.view.events)
    binding = Binding(event="e-gas", levers=("gas",), contests=(contest,), favours="Russia")
    assessment = replace(
        issue.assessment,
        bindings=(*issue.assessment.bindings, binding),
        levers=tuple(replace(u, state="idle") if u.lever == "gas" else u for u in issue.assessment.levers),
    )
    return compose(replace(issue.view, events=events), issue.campaign, assessment, world)


def test_what_is_planned_in_favour_of_a_side_stands_under_its_contest(issue: Issue, world: Any) -> None:
    told = "Planned or announced: Serbia and Russia planned to announce an agreement in 2020, in favour of Russia."
    assert texts(planned(issue, world), "contest/serbia")[-1] == told
    assert texts(planned(issue, world, "montenegro"), "contest/montenegro") == [told]


def test_what_is_planned_shows_no_lever_in_use(issue: Issue, world: Any) -> None:
    assert texts(planned(issue, world), "lever/gas") == [
        "Planned or only supposed in Serbia: Serbia and Russia planned to announce an agreement in 2020."
    ]


def test_an_objective_names_what_speaks_against_its_state(issue: Issue, world: Any) -> None:
    states = tuple(replace(state, against=("e-gas",)) for state in issue.assessment.objectives)
    made = compose(issue.view, issue.campaign, replace(issue.assessment, objectives=states), world)
    assert texts(made, "objectives")[1] == (
        "Against this stands that Serbia and Russia announced an agreement in 2020."
    )


def test_a_lever_in_a_sentence_keeps_its_capital_only_as_a_name(issue: Issue, world: Any) -> None:
    names = {"arms": "Loans and contracts", "gas": "EU outreach", "aid": "Kosovo talks"}
    levers = tuple(replace(lever, text=names[lever.key]) for lever in issue.campaign.levers)
    made = compose(issue.view, replace(issue.campaign, levers=levers), issue.assessment, world)
    assert " used loans and contracts in " in texts(made, "lever/arms")[0]
    assert "by means of EU outreach" in texts(made, "lever/gas")[0]
    assert " used Kosovo talks in " in texts(made, "lever/aid")[0]
    assert next(s.title for s in made.sections if s.about == "lever/arms") == "Loans and contracts"


def test_several_blockers_stand_in_the_way(issue: Issue, world: Any) -> None:
    first, *rest = issue.assessment.processes
    for blockers, stand in ((("election",), "stands"), (("election", "talks"), "stand")):
        made = compose(
            issue.view,
            issue.campaign,
            replace(issue.assessment, processes=(replace(first, blocked_by=blockers), *rest)),
            world,
        )
        assert f"; in its way {stand} “" in texts(made, "processes")[0]


def test_what_no_source_speaks_of_is_said_to_be_not_known(issue: Issue, world: Any) -> None:
    unknown = not_known(issue, world)
    assert unknown["contest/montenegro"] == ("Not known: not enough evidence (one independent origin).",)
    assert "contest/serbia" not in unknown
    assert unknown["processes"] == (
        "Not known: no source speaks of “the election in Serbia”; the campaign file takes it to stand.",
    )


def test_an_undated_event_is_said_to_count(issue: Issue, world: Any) -> None:
    gap = Gap(kind="undated", about="standings", text="?", events=("e-gas", "e-aid"))
    (line,) = texts(compose(issue.view, issue.campaign, replace(issue.assessment, gaps=(gap,)), world), "gaps")
    assert line.startswith("Two events are without a date, and so counted as of the weeks before becoming known: ")
    assert "not scored" not in line


def test_counted_and_named_events_add_up(issue: Issue, world: Any) -> None:
    first = issue.view.events[0]
    alike = tuple(replace(first, id=f"e-alike-{n}") for n in range(2))
    events = (first, *alike, *issue.view.events[1:])
    gap = Gap(kind="unbound", about="campaign", text="?", events=tuple(e.id for e in events))
    made = compose(replace(issue.view, events=events), issue.campaign, replace(issue.assessment, gaps=(gap,)), world)
    (line,) = texts(made, "gaps")
    assert line.startswith("Eight events lie in the theatre")
    assert "in December 2019 (3 times); " in line
    assert line.endswith("; and three further events.")


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


def test_a_side_that_reads_as_several_takes_its_verb(issue: Issue, world: Any) -> None:
    sides = tuple(replace(side, key="Partners") if side.key == "West" else side for side in issue.campaign.sides)
    contests = tuple(replace(contest, between=("Russia", "Partners")) for contest in issue.campaign.contests)
    campaign = replace(issue.campaign, sides=sides, contests=contests)
    standings = tuple(
        replace(
            standing,
            between=("Russia", "Partners"),
            gaining="Partners" if standing.gaining else None,
            moved=tuple(replace(m, toward="Partners") if m.toward == "West" else m for m in standing.moved),
        )
        for standing in issue.assessment.standings
    )
    initiative = tuple(replace(item, side="Partners") for item in issue.assessment.initiative)
    made = compose(issue.view, campaign, replace(issue.assessment, standings=standings, initiative=initiative), world)
    assert texts(made, "lead") == ["It is very likely (80–95 %) that Partners are gaining in Serbia."]
    assert "; their share of the acts" in texts(made, "initiative")[0]
    assert texts(issue, "lead") == ["It is very likely (80–95 %) that the West is gaining in Serbia."]


def test_what_rests_on_an_assumption_is_named_as_the_campaign_names_it(issue: Issue, world: Any) -> None:
    taken = Assumption(key="calm", text="Brussels stays interested", underlies=("keep-out", "talks", "serbia", "aid"))
    campaign = replace(issue.campaign, assumptions=(taken,))
    gap = Gap(kind="assumption", about="calm", text="assumed: “Brussels stays interested”; open", events=("e-gas",))
    (line,) = texts(compose(issue.view, campaign, replace(issue.assessment, gaps=(gap,)), world), "gaps")
    assert line.endswith(
        "on it rest “Keep the region out of Western bodies”, “Serbia and Kosovo talk”, "
        "“Whom does Serbia draw near to?” and the lever “aid”."
    )
