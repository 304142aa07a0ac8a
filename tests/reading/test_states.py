"""What stands between actors: reading guide, section 2. All sentences are written for testing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watchfloor.terms import Statement

Code = Callable[..., tuple[Statement, ...]]


def states(code: Code, text: str) -> set[tuple[str, str, str]]:
    return {(s.state.subject.label, s.state.relation, s.state.object.label) for s in code(text) if s.state}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # membership and its like
        ("Chile is a member of the OECD.", ("CHL", "member-of", "OECD")),
        ("Chile has belonged to the OECD since 2010.", ("CHL", "member-of", "OECD")),
        ("Portugal holds the presidency of the European Union.", ("PRT", "chair-of", "EU")),
        ("The island is part of Chile.", ('"island"', "part-of", "CHL")),
        # alliance and treaty
        ("Chile and Peru are allies.", ("CHL", "ally-of", "PER")),
        ("Bulgaria is allied with Romania.", ("BGR", "ally-of", "ROU")),
        ("The United States has a defence treaty with Japan.", ("USA", "treaty-with", "JPN")),
        # office
        ("Emmanuel Macron is France's president.", ("emmanuel-macron", "office-in", "FRA")),
        ("Ann Larkspur is the governor of New Jersey.", ('"Ann Larkspur"', "office-in", "new-jersey")),
        # dispute
        ("Slovenia is in dispute with Croatia over a bay.", ("SVN", "in-dispute-with", "HRV")),
        ("Croatia and Slovenia have a border dispute.", ("HRV", "in-dispute-with", "SVN")),
        ("North Korea is at war with South Korea.", ("PRK", "at-war-with", "KOR")),
        # recognition and relations
        ("Peru recognises Kosovo.", ("PER", "recognises", "XKX")),
        ("Peru does not recognise Kosovo.", ("PER", "not-recognises", "XKX")),
        ("Bolivia has no diplomatic relations with Chile.", ("BOL", "not-relations-with", "CHL")),
        # occupation
        ("Israel occupies the Golan Heights.", ("ISR", "occupies", "golan-heights")),
        ("The Golan Heights are occupied by Israel.", ("ISR", "occupies", "golan-heights")),
        # bases
        ("The United States has a base in Djibouti.", ("USA", "base-in", "DJI")),
        ("Russian soldiers are based in Moldova.", ("RUS-MIL", "base-in", "MDA")),
        ("Germany hosts an American base.", ("USA-MIL", "base-in", "DEU")),
        # dependence and property
        ("Armenia is dependent on Russia for gas.", ("ARM", "dependent-on", "RUS")),
        ("Armenia depends on Russia for gas.", ("ARM", "dependent-on", "RUS")),
        ("Iran supplies Syria with missiles.", ("IRN", "supplier-of", "SYR")),
        ("Peru shares a border with Chile.", ("PER", "neighbour-of", "CHL")),
    ],
)
def test_what_stands_is_a_state(code: Code, text: str, expected: tuple[str, str, str]) -> None:
    assert states(code, text) == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "Peru recognised Kosovo on Monday.",  # done, not standing
        "Israel occupied the hill on Monday.",
        "Peru will host an American base.",
        "Peru's delivery depends on American shipyards.",  # a process
        "Peru hosts a summit of the OECD.",
        "Emmanuel Macron, the president of France, praised Peru.",  # only names him
        "Peru is neither a member of NATO nor of the OECD.",
        "The army controls the road.",
        "Chile is a former member of the OECD.",
    ],
)
def test_what_is_done_planned_or_only_named_is_no_state(code: Code, text: str) -> None:
    assert states(code, text) == set()
