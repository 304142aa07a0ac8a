"""Six values of factuality: reading guide, section 3. All sentences are written for testing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Acts = Callable[[str], list[str]]

HAPPENED = [
    ("Norway signed a treaty with Chile.", "AGREE NOR>CHL"),
    ("Latvia managed to persuade Estonia.", "REQUEST LVA>EST"),
    ("Norway failed to prevent Chile from joining the European Union.", "COOPERATE CHL>EU"),
    ("Ghana did not stop Togo from joining NATO.", "COOPERATE TGO>NATO"),
    ("Ghana resumed talks with Togo.", "CONSULT GHA+TGO>"),
    ("Serbia blocked Kosovo's bid to join Interpol.", "REJECT SRB>XKX"),
    ("Spain reportedly expelled two Cuban diplomats.", "SANCTION ESP>CUB-GOV"),
]
ATTEMPTED = [
    ("Peru tried to persuade Bolivia.", "REQUEST PER>BOL"),
    ("Peru tried and failed to persuade Bolivia.", "REQUEST PER>BOL"),
    ("Kenya is trying to persuade Somalia.", "REQUEST KEN>SOM"),
    ("Serbia blocked Kosovo's bid to join Interpol.", "COOPERATE XKX>INTERPOL"),
    ("Japan attempted to buy gas from Oman.", "COOPERATE JPN>OMN"),
]
DID_NOT_HAPPEN = [
    ("Norway did not sign the treaty with Chile.", "AGREE NOR>CHL"),
    ("Ireland failed to persuade Malta.", "REQUEST IRL>MLT"),
    ("Norway prevented Chile from joining the European Union.", "COOPERATE CHL>EU"),
    ("Laos was unable to persuade Thailand.", "REQUEST LAO>THA"),
    ("The president of Ghana left without signing the treaty with Benin.", "AGREE GHA-GOV>BEN"),
    ("Neither Peru nor Chile signed the treaty with Bolivia.", "AGREE PER+CHL>BOL"),
]
PLANNED = [
    ("Norway will sign a treaty with Chile.", "AGREE NOR>CHL"),
    ("Ghana plans to withdraw its troops from Togo.", "CONCEDE GHA>TGO"),
    ("Turkey said it would visit Iraq.", "AGREE TUR>IRQ"),
    ("Ethiopia is going to hold talks with Sudan.", "AGREE ETH+SDN>"),
]
HYPOTHETICAL = [
    ("If Chile lifts the tariff on Peru, Bolivia will resume talks.", "RETREAT CHL>PER"),
    ("Spain may impose sanctions on Cuba.", "SANCTION ESP>CUB"),
    ("Uganda may expel a Rwandan diplomat.", "SANCTION UGA>RWA-GOV"),
    ("Latvia considered imposing sanctions on Belarus.", "SANCTION LVA>BLR"),
    ("Iceland would support Greenland.", "SUPPORT ISL>GRL"),
    ("Norway will not sign until Chile lifts the embargo on Peru.", "RETREAT CHL>PER"),
]
DENIED = [
    ("Oman denied that it had attacked Yemen.", "ASSAULT OMN>YEM"),
    ("Morocco denied attacking Algeria.", "ASSAULT MAR>DZA"),
    ("Pakistan denied that it supported the Taliban.", "SUPPORT PAK>taliban"),
]
CASES = [
    (text, act, value)
    for value, rows in (
        ("happened", HAPPENED), ("attempted", ATTEMPTED), ("did-not-happen", DID_NOT_HAPPEN), ("planned", PLANNED),
        ("hypothetical", HYPOTHETICAL), ("denied", DENIED),
    )
    for text, act in rows
]  # fmt: skip


@pytest.mark.parametrize(("text", "act", "value"), CASES)
def test_each_value_is_read_from_its_words(acts: Acts, text: str, act: str, value: str) -> None:
    assert f"{act} {value}" in acts(text)


def test_did_not_sign_until_tells_that_the_condition_came_true(acts: Acts) -> None:
    assert "RETREAT CHL>PER happened" in acts("Norway did not sign until Chile lifted the embargo on Peru.")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("It is false that France sanctioned Serbia.", "denied"),
        ("Reports that Serbia attacked Kosovo were wrong.", "denied"),
        ("There is no evidence that Serbia attacked Kosovo.", "hypothetical"),
        ("Nobody believes that Iran attacked Israel.", "denied"),
        ("Had Serbia attacked Kosovo, NATO would have answered.", "did-not-happen"),
        ("Serbia almost attacked Kosovo.", "did-not-happen"),
        ("Imagine that China invaded Taiwan.", "hypothetical"),
        ("Chile made the reform a condition for lifting the embargo on Peru.", "hypothetical"),
        ("Peru missed the deadline for withdrawing its troops from Chile.", "hypothetical"),
        ("It is true that France sanctioned Serbia.", "happened"),
    ],
)
def test_what_is_disbelieved_did_not_simply_happen(acts: Acts, text: str, status: str) -> None:
    assert acts(text)[0].rsplit(" ", 1)[-1] == status


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Chile will expel the Peruvian ambassador unless Lima apologises.", "THREATEN CHL>PER-GOV happened"),
        ("Chile will expel the Peruvian ambassador.", "SANCTION CHL>PER-GOV planned"),
        ("The foreign ministers of Ghana and Togo are to meet on Friday.", "AGREE GHA-GOV+TGO-GOV> planned"),
    ],
)
def test_what_is_to_come_on_a_condition_is_threatened_and_else_planned(acts: Acts, text: str, act: str) -> None:
    assert act in acts(text)


@pytest.mark.parametrize(
    ("text", "act", "status"),
    [
        ("Norway expelled a diplomat; the embassy will not say why.", "SANCTION", "happened"),
        ("Nobody in the ministry accused Norway, its spokesman insisted.", "ACCUSE", "denied"),
        ("Norway has yet to sign the treaty with Chad.", "AGREE", "did-not-happen"),
        ("Norway has neither accused Chad nor praised it.", "ACCUSE", "did-not-happen"),
        ("Had Norway accused Chad, the talks would have ended.", "ACCUSE", "did-not-happen"),
        ("Norway would have accused Chad.", "ACCUSE", "did-not-happen"),
        ("An envoy of Chad is to be expelled by Norway in May.", "SANCTION", "planned"),
        ("Had the Norwegian envoy accused Chad, Peru would have walked out.", "ACCUSE", "did-not-happen"),
        ("The Norwegian navy did not, as rumours have it, attack Chad.", "ASSAULT", "did-not-happen"),
        ("Not a single soldier of Norway attacked Chad.", "ASSAULT", "did-not-happen"),
        ("Not one of the Norwegian soldiers attacked Chad.", "ASSAULT", "did-not-happen"),
        ("Not only Norway but Peru accused Chad.", "ACCUSE", "happened"),
        ("Not all Norwegian soldiers attacked Chad.", "ASSAULT", "happened"),
        ("The rain kept Norway from attacking Chad.", "ASSAULT", "did-not-happen"),
        ("Norway's attack on Chad never materialised.", "ASSAULT", "did-not-happen"),
        ("Norway's attack on Chad, which has not begun, worries Peru.", "ASSAULT", "did-not-happen"),
        ("Peru cancelled the summit after Norway attacked Chad.", "ASSAULT", "happened"),
        ("Peru cancelled its talks in answer to Norway's attack on Chad.", "ASSAULT", "happened"),
        ("Norway will probably accuse Chad.", "ACCUSE", "hypothetical"),
        ("Norway was the first to accuse Chad.", "ACCUSE", "happened"),
        ("Norway's army promised to withdraw from Chad.", "CONCEDE", "planned"),
        ("Whether Norway accused Chad is an open question.", "ACCUSE", "hypothetical"),
    ],
)
def test_a_clause_is_no_surer_than_what_surrounds_it(acts: Acts, text: str, act: str, status: str) -> None:
    assert [a.split()[-1] for a in acts(text) if a.startswith(act)] == [status]


def test_what_another_thing_depends_on_has_not_thereby_happened(acts: Acts) -> None:
    assert [
        act for act in acts("The treaty depends on the Norwegian veto in the Security Council.") if "happened" in act
    ] == []
