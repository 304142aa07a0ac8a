"""PLOVER categories, roles and modes: reading guide, section 3. All sentences are written for testing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watchfloor.terms import Statement

Acts = Callable[[str], list[str]]
Code = Callable[[str], tuple[Statement, ...]]

CATEGORIES = [
    ("Norway agreed to send engineers to Chile.", "AGREE NOR>CHL happened"),
    ("Peru signed a fishing treaty with Ecuador.", "AGREE PER>ECU happened"),
    ("Ghana pledged to open its market to Senegal.", "AGREE GHA>SEN happened"),
    ("Ghana signed a treaty with Togo and Benin.", "AGREE GHA>TGO+BEN happened"),
    ("The foreign ministers of Finland and Estonia met.", "CONSULT FIN-GOV+EST-GOV> happened"),
    ("Canada held talks with Mexico.", "CONSULT CAN+MEX> happened"),
    ("The president of Ghana visited Portugal in April.", "CONSULT GHA-GOV>PRT happened"),
    ("Finnish and Estonian diplomats met in Riga.", "CONSULT EST-GOV+FIN-GOV> happened"),
    ("Iceland praised Malta.", "SUPPORT ISL>MLT happened"),
    ("Uruguay reaffirmed its support for Paraguay.", "SUPPORT URY>PRY happened"),
    ("Jordan recognized the independence of Kosovo.", "SUPPORT JOR>XKX happened"),
    ("Croatia joined the European Union.", "COOPERATE HRV>EU happened"),
    ("Montenegro acceded to NATO.", "COOPERATE MNE>NATO happened"),
    ("Algeria sells gas to Spain.", "COOPERATE DZA>ESP happened"),
    ("Vietnam and Japan held joint naval exercises.", "COOPERATE VNM+JPN> happened"),
    ("Sweden sent medical equipment to Kenya.", "AID SWE>KEN happened"),
    ("The Chinese government donated vaccines to Serbia.", "AID CHN-GOV>SRB happened"),
    ("Australia provided humanitarian aid to Tonga.", "AID AUS>TON happened"),
    ("The Armenian government announced the withdrawal of its troops.", "CONCEDE ARM-GOV> happened"),
    ("Latvia apologized to Estonia.", "CONCEDE LVA>EST happened"),
    ("Malta eased its lockdown.", "CONCEDE MLT> happened"),
    ("Tunisia dropped its objection to Morocco's bid.", "CONCEDE TUN>MAR happened"),
    ("Rwandan troops withdrew from Uganda.", "RETREAT RWA-MIL>UGA happened"),
    ("Kosovo lifted the tariff on Serbian goods.", "RETREAT XKX>SRB happened"),
    ("Portugal's interior minister resigned.", "RETREAT PRT-GOV> happened"),
    ("India dropped the tariff on Nepalese tea.", "RETREAT IND>NPL happened"),
    ("Lebanon asked France for help.", "REQUEST LBN>FRA happened"),
    ("Moldova urged Ukraine to reopen the crossing.", "REQUEST MDA>UKR happened"),
    ("Cyprus called on Turkey to stop drilling.", "REQUEST CYP>TUR happened"),
    ("Qatar accused Bahrain of espionage.", "ACCUSE QAT>BHR happened"),
    ("The Dutch government summoned the Turkish ambassador.", "ACCUSE NLD-GOV>TUR-GOV happened"),
    ("Slovakia criticized Hungary.", "ACCUSE SVK>HUN happened"),
    ("Bulgaria vetoed North Macedonia's accession talks.", "REJECT BGR>MKD happened"),
    ("Switzerland rejected the proposal of the European Commission.", "REJECT CHE>european-commission happened"),
    ("Belarus refused to recognize Kosovo.", "REJECT BLR>XKX happened"),
    ("Greece will not lift the embargo on Albania.", "REJECT GRC>ALB happened"),
    ("Azerbaijan warned Armenia.", "THREATEN AZE>ARM happened"),
    ("Belarus issued an ultimatum to Lithuania.", "THREATEN BLR>LTU happened"),
    ("Iran threatened to close the strait.", "THREATEN IRN> happened"),
    ("Nurses in Kenya went on strike.", "PROTEST KEN-MED> happened"),
    ("Students rallied in Thailand against the government.", 'PROTEST "Students">"government" happened'),
    ("Truckers in Brazil blocked a highway.", "PROTEST BRA-LAB> happened"),
    ("The European Union imposed sanctions on Belarus.", "SANCTION EU>BLR happened"),
    ("Kosovo imposed a tariff on goods from Serbia.", "SANCTION XKX>SRB happened"),
    ("Poland expelled two Russian diplomats.", "SANCTION POL>RUS-GOV happened"),
    ("Qatar severed ties with Syria.", "SANCTION QAT>SYR happened"),
    ("Estonia deployed troops to Latvia.", "MOBILIZE EST>LVA happened"),
    ("North Korea launched a missile.", "MOBILIZE PRK> happened"),
    ("Egypt placed its army on high alert.", "MOBILIZE EGY> happened"),
    ("Police in Belarus arrested opposition leaders.", 'COERCE BLR-COP>"opposition leaders" happened'),
    ("Turkish authorities seized a Cypriot ship.", "COERCE TUR-GOV>CYP happened"),
    ("Uganda shut down the internet.", "COERCE UGA> happened"),
    ("Gunmen killed three soldiers in Mali.", 'ASSAULT "Gunmen">MLI-MIL happened'),
    ("Azerbaijani forces shelled Armenian positions.", "ASSAULT AZE-MIL>ARM happened"),
    ("Uganda attacked Rwanda.", "ASSAULT UGA>RWA happened"),
]


@pytest.mark.parametrize(("text", "act"), CATEGORIES)
def test_each_category_is_read_with_its_roles(acts: Acts, text: str, act: str) -> None:
    assert act in acts(text)


def test_every_category_has_three_sentences_here() -> None:
    counted = [act.split()[0] for _, act in CATEGORIES]
    assert len(set(counted)) == 16
    assert min(counted.count(category) for category in counted) >= 3


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Ethiopia will withdraw its troops from Somalia.", "CONCEDE ETH>SOM planned"),
        ("Ethiopia withdrew its troops from Somalia.", "RETREAT ETH>SOM happened"),
    ],
)
def test_a_withdrawal_announced_is_concede_and_done_is_retreat(acts: Acts, text: str, act: str) -> None:
    assert act in acts(text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The Japanese foreign minister will visit Mongolia next week.", "AGREE JPN-GOV>MNG planned"),
        ("Ghana plans to hold talks with Togo.", "AGREE GHA+TGO> planned"),
        ("Sweden promised to send vaccines to Kenya.", "AGREE SWE>KEN happened"),
    ],
)
def test_what_is_only_promised_is_agree(acts: Acts, text: str, act: str) -> None:
    assert act in acts(text)


@pytest.mark.parametrize(
    ("text", "category", "mode", "contexts"),
    [
        ("Kosovo imposed a tariff on Serbian goods.", "SANCTION", "discontinue", {"economic"}),
        ("Kosovo lifted the tariff on Serbian goods.", "RETREAT", None, {"economic"}),
        ("The president of Ghana visited Portugal.", "CONSULT", "visit", {"executive"}),
        ("Ethiopia withdrew its troops from Somalia.", "RETREAT", "withdraw", {"military"}),
        ("Poland expelled two Russian diplomats.", "SANCTION", "expel", {"diplomatic"}),
        ("Police in Belarus arrested a journalist.", "COERCE", "arrest", {"rights_freedoms"}),
    ],
)
def test_modes_and_contexts(code: Code, text: str, category: str, mode: str | None, contexts: set[str]) -> None:
    (event,) = (s for s in code(text) if s.kind == "event")
    assert (event.event, event.mode) == (category, mode)
    assert contexts <= set(event.contexts)


def test_who_meets_is_actor_and_the_town_is_only_the_place(code: Code) -> None:
    (event,) = (s for s in code("Canada held talks with Mexico in Riga.") if s.kind == "event")
    assert {e.key for e in event.actors} == {"CAN", "MEX"}
    assert event.recipients == ()
    assert event.place is not None
    assert event.place.key == "LVA"


def test_a_visitor_is_actor_and_the_host_is_recipient(acts: Acts) -> None:
    assert acts("Chile's foreign minister paid a visit to Peru.") == ["CONSULT CHL-GOV>PER happened"]


def test_a_refusal_is_one_event(acts: Acts) -> None:
    assert acts("Denmark refused to recognize Abkhazia.") == ["REJECT DNK>abkhazia happened"]


@pytest.mark.parametrize(
    "text", ["The weather was fine.", "Thank you for coming.", "Thank you, Norway.", "The cat sat on the mat."]
)
def test_what_reports_no_event_gives_none(acts: Acts, text: str) -> None:
    assert acts(text) == []


def test_an_event_noun_carried_by_a_verb_is_not_told_twice(acts: Acts) -> None:
    assert acts("Gunmen launched an attack on Kenya.") == ['ASSAULT "Gunmen">KEN happened']


def test_each_pattern_names_itself_for_why(code: Code) -> None:
    (event,) = (s for s in code("Iceland praised Malta.") if s.kind == "event")
    assert event.rule.startswith("SUPPORT v praise")


@pytest.mark.parametrize("text", ["Peru tried and failed to persuade Bolivia.", "Peru tried a new method."])
def test_to_try_is_not_to_try_in_court(acts: Acts, text: str) -> None:
    assert not any(act.startswith("ACCUSE") for act in acts(text))


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Chile and Peru signed a status of forces agreement.", "AGREE CHL+PER> happened"),
        ("A fishing treaty between Chile and Peru was signed.", "AGREE CHL+PER> happened"),
        ("Chile joined the Pacific fisheries pact of Peru.", "COOPERATE CHL>PER happened"),
        ("The United States opened its embassy in Honiara.", "SUPPORT USA>SLB happened"),
    ],
)
def test_agreements_and_openings_in_many_forms(acts: Acts, text: str, act: str) -> None:
    assert act in acts(text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Peru urged Chile to drop the tariff.", "REQUEST PER>CHL happened"),
        ("Peru demanded on Monday that Chile withdraw its troops.", "REQUEST PER>CHL happened"),
        (
            "Peru threatened to expel Chile's ambassador unless Chile apologised to Bolivia.",
            "THREATEN PER>CHL-GOV happened",
        ),
    ],
)
def test_what_is_only_demanded_is_told_by_the_demand(acts: Acts, text: str, act: str) -> None:
    assert acts(text) == [act]


def test_who_receives_a_guest_is_visited(acts: Acts) -> None:
    assert "CONSULT PER-GOV>CHL-GOV happened" in acts("Chile's president received the foreign minister of Peru.")


def test_money_and_texts_are_acted_upon_by_nobody(acts: Acts) -> None:
    assert acts("Chile pledged 810 million dollars.") == ["AGREE CHL> happened"]


def test_denying_that_something_happened_rejects_nobody(acts: Acts) -> None:
    assert not any(act.startswith("REJECT") for act in acts("Chile denied that the measure was aimed at Peru."))


HEADS = [
    ("Ghana and Togo initialled the fisheries text on Friday.", "AGREE GHA+TGO> happened"),
    ("The prime minister of Malta saw Angela Merkel in Valletta.", "CONSULT MLT-GOV+angela-merkel> happened"),
    ("Uruguay stands by Paraguay.", "SUPPORT URY>PRY happened"),
    ("Denmark wrote off the debts of Mozambique.", "AID DNK>MOZ happened"),
    ("Zambia handed back the captured pilot to Angola.", "RETREAT ZMB>AGO happened"),
    ("Kenya ordered the rebels to leave.", 'REQUEST KEN>"rebels" happened'),
    ("Malta called the Libyan decree a provocation.", "ACCUSE MLT>LBY happened"),
    ("Peru put off its foreign minister's trip to Bolivia.", "REJECT PER>BOL happened"),
    ("Latvia turned back a Belarusian delegation at the border.", "REJECT LVA>BLR-GOV happened"),
    ("Niger revoked its trade accord with Benin.", "SANCTION NER>BEN happened"),
    ("Portugal sent two Angolan diplomats home.", "SANCTION PRT>AGO-GOV happened"),
    ("Peru has posted two hundred marines to the Ecuadorian frontier.", "MOBILIZE PER>ECU happened"),
    ("Ghanaian tanks rolled into Togo.", "MOBILIZE GHA-MIL>TGO happened"),
    ("Fiji stayed away from the summit in Tonga.", "REJECT FJI>TON happened"),
]


@pytest.mark.parametrize(("text", "act"), HEADS)
def test_the_verbs_particles_and_idioms_of_the_press_are_read(acts: Acts, text: str, act: str) -> None:
    assert acts(text) == [act]


@pytest.mark.parametrize(
    "text",
    [
        "Firefighters fought the blaze near Athens.",
        "Lightning struck a church in Riga.",
        "Italy burns gas from Algeria.",
        "Locusts have invaded Kenya.",
        "Diplomats insist that Peru signed nothing.",
        "The picture was taken in Malawi.",
    ],
)
def test_idioms_that_only_look_like_acts_are_left(acts: Acts, text: str) -> None:
    assert acts(text) == []


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("An apology to the families came from Japan.", 'CONCEDE JPN>"families" happened'),
        ("No apology was offered to Kenya by Uganda.", "CONCEDE UGA>KEN did-not-happen"),
    ],
)
def test_an_event_noun_with_a_clause_of_its_own_is_filed(code: Code, acts: Acts, text: str, act: str) -> None:
    assert act in acts(text)
    assert not next(s for s in code(text) if s.kind == "event").proposal


def test_who_is_only_described_acts_and_the_act_is_told_once(acts: Acts) -> None:
    assert acts("Rebels attacked a village west of the river.") == ['ASSAULT "Rebels"> happened']
    assert acts("Serbia threatened to recall its ambassador from Oslo.") == ["THREATEN SRB>NOR happened"]


def test_what_is_somebodys_is_not_somebody(acts: Acts) -> None:
    assert not [one for one in acts("The Church of Norway suspended its processions.") if one.startswith("SANCTION")]
    assert acts("Peru suspended its ambassador on Monday.") == ["SANCTION PER> happened"]
