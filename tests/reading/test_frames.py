"""Who does what to whom, however it is put. All sentences are written for testing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watchfloor.reading.arguments import Paragraph
from watchfloor.reading.frames import frames, governors, lemma_of, verb_frame

Acts = Callable[[str], list[str]]
Parse = Callable[..., Paragraph]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chile was condemned by Peru.", ["ACCUSE PER>CHL happened"]),
        ("The tariff on Serbian goods was lifted by Kosovo.", ["RETREAT XKX>SRB happened"]),
        ("Peru, which condemned Chile, praised Bolivia.", ["ACCUSE PER>CHL happened", "SUPPORT PER>BOL happened"]),
        ("Peru condemned Chile, which praised Bolivia.", ["ACCUSE PER>CHL happened", "SUPPORT CHL>BOL happened"]),
        ("Kenya praised Ghana and condemned Togo.", ["SUPPORT KEN>GHA happened", "ACCUSE KEN>TGO happened"]),
        ("Norway urged Chile to join NATO.", ["REQUEST NOR>CHL happened"]),
        ("Norway called on Chile to join NATO.", ["REQUEST NOR>CHL happened"]),
        ("Peru managed to join the European Union.", ["COOPERATE PER>EU happened"]),
        ("Peru paid a visit to Chile.", ["CONSULT PER>CHL happened"]),
        ("Peru was accused by Chile of attacking Bolivia.", ["ACCUSE CHL>PER happened", "ASSAULT PER>BOL happened"]),
        (
            "Serbia blocked Kosovo's bid to join Interpol.",
            ["REJECT SRB>XKX happened", "COOPERATE XKX>INTERPOL attempted"],
        ),
        (
            "Norway prevented Chile from joining the European Union.",
            ["REJECT NOR>CHL happened", "COOPERATE CHL>EU did-not-happen"],
        ),
        ("A series of attacks by Uganda hit Rwanda.", ["ASSAULT UGA>RWA happened"]),
    ],
    ids=[
        "passive", "passive thing", "relative subject", "relative object", "conjunction", "object control",
        "control after on", "subject control", "light verb", "gerund after of", "bid to join", "gerund after from",
        "quantity",
    ],
)  # fmt: skip
def test_roles_do_not_depend_on_the_construction(acts: Acts, text: str, expected: list[str]) -> None:
    assert acts(text) == expected


def test_a_particle_belongs_to_the_lemma(parse: Parse) -> None:
    par = parse("Peru called off the summit.")
    assert lemma_of(par.doc[1]) == "call+off"


def test_slots_of_a_frame(parse: Parse) -> None:
    par = parse("Peru gave Chile a loan for ships.")
    frame = verb_frame(par.doc[1])
    texts = {name: [t.text for t in frame.slot(name)] for name in ("subj", "dative", "obj", "comp", "attr")}
    assert texts == {"subj": ["Peru"], "dative": ["Chile"], "obj": ["loan"], "comp": [], "attr": []}


def test_governors_lead_from_an_event_to_the_root(parse: Parse) -> None:
    par = parse("Peru said that Chile had left.")
    left = next(t for t in par.doc if t.text == "left")
    assert [above.text for above, _ in governors(left)] == ["said"]


def test_nouns_verbs_and_adjectives_give_frames(parse: Parse) -> None:
    par = parse("Peru is ready to resume talks.")
    assert [(f.lemma, f.pos) for f in frames(next(par.doc.sents))] == [
        ("be", "v"), ("ready", "a"), ("resume", "v"), ("talk", "n"),
    ]  # fmt: skip
