"""Whom a phrase stands for: pronouns, appositions, definite nouns. All sentences are written for testing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watchfloor.reading.arguments import Paragraph, fillers

Acts = Callable[[str], list[str]]
Parse = Callable[..., Paragraph]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The Kenyan prime minister praised Uganda. He condemned Rwanda.", "ACCUSE KEN-GOV>RWA happened"),
        ("The Portuguese foreign minister left. She praised Chile.", "SUPPORT PRT-GOV>CHL happened"),
        ("Finland left the talks. It condemned Russia.", "ACCUSE FIN>RUS happened"),
        ("Peru's navy intercepted a Chilean ship. It released the crew.", 'RETREAT PER-MIL>"crew" happened'),
    ],
)
def test_a_pronoun_is_the_latest_fitting_subject(acts: Acts, text: str, act: str) -> None:
    assert act in acts(text)


@pytest.mark.parametrize(
    ("text", "pronoun", "words"),
    [
        ("Chad left the talks. The government denies that it arms the horsemen.", "it", "government"),
        ("Chad left the talks. Prosecutors charged a banker, and they searched two villas.", "they", "Prosecutors"),
        ("Angela Merkel left. The minister refused to resign, but he condemned Chad.", "he", "minister"),
    ],
)
def test_a_pronoun_takes_up_a_nearer_subject_that_has_no_name(
    parse: Parse, text: str, pronoun: str, words: str
) -> None:
    par = parse(text)
    (filler,) = fillers(par, next(t for t in par.doc if t.text == pronoun))
    assert (filler.entity.key, filler.entity.name) == (None, words)


def test_a_pronoun_does_not_take_up_the_subject_of_its_own_clause(parse: Parse) -> None:
    par = parse("Chilean officers marched, and police detained eighteen of them.")
    (filler,) = fillers(par, next(t for t in par.doc if t.text == "them"))
    assert filler.entity.key == "CHL-MIL"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Hundreds of Swedish soldiers landed in Chad after its generals had consented.", "TCD-MIL"),
        ("Peru thanked its coast guard.", "PER-MIL"),
        ("Peru was blamed by its former ambassador.", "PER-ELI"),
        ("New Jersey was blamed by its parliament.", "new-jersey-LEG"),
    ],
)
def test_an_organ_of_whom_a_pronoun_takes_up(parse: Parse, text: str, key: str) -> None:
    par = parse(text)
    its = next(t for t in par.doc if t.text == "its")
    assert [filler.entity.key for filler in fillers(par, its.head)] == [key]


def test_a_pronoun_reaches_back_over_a_paragraph(acts: Acts) -> None:
    assert "ACCUSE FIN>RUS happened" in acts("Finland left the talks.\n\nIt condemned Russia.")


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("NATO admitted Montenegro. The alliance praised Estonia.", "SUPPORT NATO>EST happened"),
        ("Gazprom praised Peru. The company blamed Moldova.", "ACCUSE gazprom>MDA happened"),
        ("The African Union condemned Mali. The union praised Niger.", "SUPPORT AU>NER happened"),
    ],
)
def test_a_definite_noun_takes_up_the_latest_of_its_kind(acts: Acts, text: str, act: str) -> None:
    assert act in acts(text)


@pytest.mark.parametrize("pair", ["two sides", "two countries", "two governments"])
def test_two_of_a_kind_are_the_two_last_named_together(acts: Acts, pair: str) -> None:
    told = acts(f"Peru and Chile met. Then the Kenyan government praised Togo. The {pair} agreed on a border.")
    assert "AGREE PER+CHL> happened" in told


@pytest.mark.parametrize("several", ["sides", "commissions", "companies"])
def test_several_are_never_the_one_last_named(acts: Acts, several: str) -> None:
    told = acts(f"The Kenyan government praised the European Commission and Gazprom. The {several} attacked Togo.")
    assert not any(act.startswith(("ASSAULT KEN", "ASSAULT european", "ASSAULT gazprom>")) for act in told)


def test_a_definite_noun_with_a_name_of_its_own_takes_up_nobody(acts: Acts) -> None:
    assert "SUPPORT gazprom>CHL happened" not in acts("Gazprom blamed Moldova. The Swedish company praised Chile.")


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Norway's neighbour, Sweden, praised Finland.", "SUPPORT SWE>FIN happened"),
        ("Chile condemned the plan of Peru.", "ACCUSE CHL>PER happened"),
        ("Finland and Sweden praised Norway.", "SUPPORT FIN+SWE>NOR happened"),
        ("Finnish and Estonian diplomats praised Norway.", "SUPPORT EST-GOV+FIN-GOV>NOR happened"),
        ("The Peruvian and Chilean sides praised Norway.", "SUPPORT CHL+PER>NOR happened"),
        ("Envoys of Norway and the European Union praised Peru.", "SUPPORT NOR-GOV+EU>PER happened"),
        ("The presidents of Peru and Chile praised Norway.", "SUPPORT PER-GOV+CHL-GOV>NOR happened"),
    ],
)
def test_apposition_owner_and_coordination(acts: Acts, text: str, act: str) -> None:
    assert act in acts(text)


def test_people_without_a_name_stay_as_their_words(parse: Parse) -> None:
    par = parse("Angry truckers praised Peru.")
    assert fillers(par, par.doc[1]) == []
    (filler,) = fillers(par, par.doc[1], unnamed=True)
    assert (filler.entity.key, filler.entity.name, filler.how) == (None, "Angry truckers", "unnamed")


@pytest.mark.parametrize("text", ["Gunmen shot villagers near Lima.", "Gunmen shot villagers over Peru."])
def test_people_are_not_the_place_they_are_in(parse: Parse, text: str) -> None:
    par = parse(text)
    (filler,) = fillers(par, next(t for t in par.doc if t.text == "villagers"), unnamed=True)
    assert (filler.entity.key, filler.entity.name) == (None, "villagers")


def test_words_without_a_name_stay_as_they_are_written(parse: Parse) -> None:
    par = parse("The firm's ill-paid guards attacked Peru.")
    (filler,) = fillers(par, next(t for t in par.doc if t.text == "guards"), unnamed=True)
    assert filler.entity.name == "firm's ill-paid guards"


def test_a_company_beside_an_office_gets_no_sector(acts: Acts) -> None:
    assert not any("gazprom-" in act for act in acts("A Russian state company, Gazprom, built a port in Honiara."))
