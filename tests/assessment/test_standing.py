from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from watchfloor.assessment import assess
from watchfloor.assessment.standing import MIN_ORIGINS
from watchfloor.terms import Assessment, Campaign, Standing, View
from watchfloor.world import World

Assessed = Callable[..., Assessment]
SWAP = {"ITA": "GRC", "GRC": "ITA", "MLT": "MLT"}

acts = st.lists(
    st.tuples(
        st.sampled_from(["CONSULT", "AID", "SANCTION", "ACCUSE", "AGREE", "RETREAT"]),
        st.sampled_from([("MLT", "ITA"), ("ITA", "MLT"), ("MLT", "GRC"), ("GRC", "MLT"), ("MLT ITA", "")]),
        st.dates(date(2019, 1, 1), date(2020, 5, 10)),
        st.sampled_from(["happened", "attempted"]),
        st.sampled_from(["", "fare"]),
    ),
    max_size=8,
)


def malta(assessment: Assessment) -> Standing:
    return assessment.standings[0]


def test_before_the_first_document_nothing_is_known(assessed: Assessed) -> None:
    standing = malta(assessed())
    assert (standing.enough, standing.origins) == (False, 0)
    assert (standing.balance, standing.low, standing.high, standing.change, standing.gaining) == (None,) * 5
    assert (standing.p_gaining, standing.word, standing.stances, standing.moved, standing.series) == (
        None,
        None,
        (),
        (),
        (),
    )


def test_one_origin_is_not_enough_evidence_but_what_it_says_is_shown(assessed: Assessed, act: Any) -> None:
    standing = malta(assessed(act("AID", "ITA", "MLT", documents="d1")))
    assert MIN_ORIGINS == 2
    assert (standing.enough, standing.origins, standing.balance, standing.gaining) == (False, 1, None, None)
    assert len(standing.moved) == 1
    assert len(standing.stances) == 1


def test_the_side_that_the_country_moves_toward_is_gaining(assessed: Assessed, act: Any) -> None:
    standing = malta(assessed(act("AID", "ITA", "MLT"), act("CONSULT", "MLT", "ITA"), act("SANCTION", "MLT", "GRC")))
    assert standing.gaining == "Italy"
    assert standing.balance is not None
    assert standing.balance > 0
    assert standing.p_gaining is not None
    assert 0.55 < standing.p_gaining < 1
    assert standing.word in ("likely", "very likely")


def test_a_stance_that_nothing_speaks_of_is_not_shown(assessed: Assessed, act: Any) -> None:
    (stance,) = malta(assessed(act("AID", "ITA", "MLT"))).stances
    assert (stance.side, stance.channel, stance.observations) == ("Italy", "deeds", 1)
    assert stance.low < stance.level < stance.high


def test_nothing_new_since_then_is_no_direction(assessed: Assessed, act: Any) -> None:
    standing = malta(assessed(act("AID", "ITA", "MLT", when="2020-02-01"), since="2020-04-01"))
    assert standing.change == pytest.approx(0.0, abs=1e-12)
    assert (standing.gaining, standing.p_gaining, standing.word) == (None, None, "roughly even chance")


def test_good_relations_with_both_sides_are_balancing(assessed: Assessed, act: Any) -> None:
    both = [
        act("CONSULT", "MLT", side, mode="visit", when=f"2020-04-{n:02}") for side in ("ITA", "GRC") for n in (1, 9, 20)
    ]
    assert malta(assessed(*both)).balancing
    assert not malta(assessed(*both[:3])).balancing
    assert not malta(
        assessed(*both, *[act("SANCTION", "MLT", "GRC", when=f"2020-05-{n:02}") for n in range(1, 13)])
    ).balancing


def test_contributions_add_up_to_the_balance_and_to_the_change(assessed: Assessed, act: Any) -> None:
    standing = malta(
        assessed(
            act("AID", "ITA", "MLT", when="2019-11"),
            act("CONSULT", "MLT ITA GRC", when="2020-02-01"),
            act("SANCTION", "MLT", "GRC", when="2020-03-05"),
            act("ACCUSE", "GRC", "MLT", when="2020-04-05", factuality="attempted"),
        )
    )
    assert sum(m.effect for m in standing.moved) == pytest.approx(standing.balance, abs=1e-9)
    assert sum(m.on_change for m in standing.moved) == pytest.approx(standing.change, abs=1e-9)


def test_without_an_event_the_balance_falls_back_by_what_is_said(assessed: Assessed, act: Any) -> None:
    said = [
        act("AID", "ITA", "MLT", when="2019-11"),
        act("CONSULT", "MLT ITA GRC", when="2020-02-01"),
        act("COOPERATE", "MLT", "ITA", when="2020-03-05"),
        act("CONSULT", "MLT", "GRC", when="2020-04-05"),
    ]
    early = "2019-10-01"  # so that the walk begins on the same day, whichever event is left out
    whole = malta(assessed(*said, since=early))
    assert whole.balance is not None
    effects = sorted(moved.without for moved in whole.moved)
    left_out = [malta(assessed(*said[:i], *said[i + 1 :], since=early)).balance for i in range(len(said))]
    assert effects == pytest.approx(sorted(whole.balance - b for b in left_out if b is not None), abs=1e-9)


def test_the_series_runs_to_the_day_of_the_question(assessed: Assessed, act: Any) -> None:
    standing = malta(assessed(act("AID", "ITA", "MLT", when="2020-02-01")))
    assert [str(day) for day, *_ in standing.series] == ["2020-01-01", "2020-02-01", "2020-05-15"]
    assert standing.series[-1][1:] == (standing.balance, standing.low, standing.high)


def test_a_worse_source_moves_the_balance_less(assessed: Assessed, act: Any) -> None:
    good, bad = (malta(assessed(act("AID", "ITA", "MLT"), grade=grade)).balance for grade in ("A", "E"))
    assert good is not None
    assert bad is not None
    assert 0 < bad < good


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(acts)
def test_when_the_facts_are_reversed_the_verdict_reverses(
    campaign: Campaign, world: World, view: Callable[..., View], act: Any, said: list[Any]
) -> None:
    def verdict(mirrored: bool) -> Standing:
        made = []
        for event, (actor, recipient), day, factuality, words in said:
            names = [" ".join(SWAP[n] if mirrored else n for n in side.split()) for side in (actor, recipient)]
            made.append(act(event, *names, when=day.isoformat(), factuality=factuality, words=words))
        return malta(assess(view(*made), campaign, world, since=date(2020, 1, 1)))

    one, other = verdict(False), verdict(True)
    assert one.enough == other.enough
    if one.balance is None or other.balance is None or one.change is None or other.change is None:
        return
    assert one.balance == pytest.approx(-other.balance, abs=1e-9)
    assert one.change == pytest.approx(-other.change, abs=1e-9)
    swapped = {"Italy": "Greece", "Greece": "Italy", None: None}
    assert one.gaining == swapped[other.gaining]
    assert one.word == other.word


def test_more_of_the_same_acts_make_a_direction_surer(assessed: Assessed, act: Any) -> None:
    def p(n: int) -> float:
        found = malta(
            assessed(*[act("AID", "ITA", "MLT", when=f"2020-03-{day:02}") for day in range(1, n + 1)])
        ).p_gaining
        assert found is not None
        return found

    assert p(1) < p(3) < p(9)


def test_a_contest_keeps_its_own_evidence(assessed: Assessed, act: Any, campaign: Campaign) -> None:
    first, second = assessed(act("AID", "ITA", "CYP")).standings
    assert (first.contest, first.origins, second.contest, second.origins) == ("malta", 0, "cyprus", 2)
    assert replace(second, contest="malta", moved=()) != first


def test_level_and_direction_may_point_to_different_sides_and_both_are_given(assessed: Assessed, act: Any) -> None:
    friends = [act("AID", "ITA", "MLT", when=f"2019-{month:02}-01") for month in range(1, 13)]
    standing = malta(assessed(*friends, *[act("SANCTION", "ITA", "MLT", when="2020-05-10")] * 3))
    assert standing.balance is not None
    assert standing.low is not None
    assert standing.high is not None
    assert standing.change is not None
    assert standing.low < standing.balance < standing.high
    assert standing.balance > 0 > standing.change
    assert standing.gaining == "Greece"
    assert standing.p_gaining is not None


def test_the_direction_is_that_of_its_window_which_the_standing_carries(assessed: Assessed, act: Any) -> None:
    """With the same evidence another `since` may give the other side."""
    told = [
        *[act("AID", "ITA", "MLT", when="2020-02-01")] * 3,
        *[act("SANCTION", "ITA", "MLT", when="2020-05-01")] * 2,
    ]
    long, short = (malta(assessed(*told, since=since)) for since in ("2020-01-01", "2020-04-01"))
    assert (long.gaining, short.gaining) == ("Italy", "Greece")
    assert (long.since, short.since) == (date(2020, 1, 1), date(2020, 4, 1))
    assert malta(assessed()).since == date(2020, 1, 1)


def graded(view: View, grades: dict[str, str | None]) -> View:
    """Return a view whose documents have other grades."""
    return replace(view, documents=tuple(replace(d, grade=grades.get(d.id, d.grade)) for d in view.documents))


def test_it_is_told_what_hangs_on_the_weaker_sources(
    view: Callable[..., View], act: Any, campaign: Campaign, world: World
) -> None:
    solid = [act("AID", "ITA", "MLT", documents="d1 d2", when="2020-03-01")]
    doubtful = [act("SANCTION", "ITA", "MLT", documents="d3 d4", when=f"2020-04-0{n}") for n in range(1, 8)]
    whole = graded(view(*solid, *doubtful), {"d3": "D", "d4": "E"})
    found = malta(assess(whole, campaign, world, since=date(2020, 1, 1)))
    (told,) = found.sensitivity
    alone = malta(assess(view(*solid), campaign, world, since=date(2020, 1, 1)))
    assert (found.gaining, told.without, told.gaining) == ("Greece", ("D", "E"), "Italy")
    assert (told.enough, told.origins) == (True, 2)
    assert told.balance == pytest.approx(alone.balance)
    assert told.change == pytest.approx(alone.change)


def test_where_only_ungraded_sources_speak_nothing_is_left_without_them(
    view: Callable[..., View], act: Any, campaign: Campaign, world: World
) -> None:
    seen = view(act("AID", "ITA", "MLT"), act("AID", "ITA", "CYP", documents="d3 d4"), grade=None)
    graded_one = graded(seen, {"d3": "B", "d4": "B"})
    first, second = assess(graded_one, campaign, world, since=date(2020, 1, 1)).standings
    (told,) = first.sensitivity
    assert (told.without, told.enough, told.origins, told.balance) == (("F",), False, 0, None)
    assert second.sensitivity == ()  # no such source speaks of it


def test_an_event_bound_both_ways_is_shown_not_scored(
    view: Callable[..., View], act: Any, campaign: Campaign, world: World
) -> None:
    both = replace(
        campaign.levers[0],
        matches=tuple(
            replace(m, actor=("ITA",), event=("RETREAT",), words=("fare",)) for m in campaign.levers[0].matches
        ),
    )
    seen = view(act("RETREAT", "ITA", "MLT", words="fare"))
    found = assess(seen, replace(campaign, levers=(both,)), world, since=date(2020, 1, 1))
    assert found.bindings[0].favours is None
    assert any("bound both ways" in why for why in found.bindings[0].why)
    assert (malta(found).enough, malta(found).balance, malta(found).moved) == (False, None, ())


@pytest.mark.parametrize("when", ["0001-01-01", "0001", "1389-06-28", "XXXX"])
def test_days_long_before_any_calendar_of_machines_are_days_like_others(
    when: str, view: Callable[..., View], act: Any, campaign: Campaign, world: World
) -> None:
    found = malta(assess(view(act("AID", "ITA", "MLT", when=when)), campaign, world, since=date(2020, 1, 1)))
    assert found.balance is None or -20.0 < found.balance < 20.0
    assert all(low <= level <= high for _, level, low, high in found.series)


def test_the_first_day_of_all_may_be_asked_for(
    view: Callable[..., View], act: Any, campaign: Campaign, world: World
) -> None:
    seen = view(act("AID", "ITA", "MLT", when="XXXX", known="0001-01-03"), as_of="0001-01-03")
    found = malta(assess(seen, campaign, world, since=date.min))
    assert (found.enough, found.gaining) == (True, "Italy")


def test_a_campaign_may_have_no_contest(view: Callable[..., View], act: Any, campaign: Campaign, world: World) -> None:
    found = assess(view(act("AID", "ITA", "MLT")), replace(campaign, contests=()), world, since=date(2020, 1, 1))
    assert found.standings == ()


def test_a_contest_that_nothing_speaks_of_stays_unknown_beside_others(assessed: Assessed, act: Any) -> None:
    first, second = assessed(act("AID", "ITA", "CYP"), act("AID", "ITA", "CYP", when="2020-04-01")).standings
    assert (first.enough, first.balance, first.stances, first.moved, first.series) == (False, None, (), (), ())
    assert (second.enough, second.gaining) == (True, "Italy")
